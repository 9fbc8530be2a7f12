package io.mockaws.ktor.dashboard

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.put
import java.net.URI
import java.net.http.HttpClient
import java.net.http.WebSocket
import java.nio.file.Files
import java.nio.file.Path
import java.util.Base64
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import java.util.concurrent.atomic.AtomicInteger
import kotlin.io.path.exists
import kotlin.io.path.isExecutable
import kotlin.io.path.readLines
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource

/**
 * A headless Chromium with one page, driven by its own DevTools protocol: https://chromedevtools.github.io/devtools-protocol/
 */
class Chromium private constructor(
    private val process: Process,
    private val profile: Path,
) : AutoCloseable {
    private val count = AtomicInteger()
    private val waiting = ConcurrentHashMap<Int, CompletableFuture<JsonObject>>()

    /** What the page wrote to its console as an error, threw, or was not allowed. */
    val complaints: MutableList<String> = CopyOnWriteArrayList()
    private val socket: WebSocket

    init {
        val port = profile.resolve("DevToolsActivePort").await().readLines().first()
        val http = HttpClient.newHttpClient()
        val tab = http.send(
            java.net.http.HttpRequest.newBuilder(URI("http://127.0.0.1:$port/json/new?about:blank"))
                .PUT(java.net.http.HttpRequest.BodyPublishers.noBody()).build(),
            java.net.http.HttpResponse.BodyHandlers.ofString(),
        )
        val address = Json.parseToJsonElement(tab.body()).jsonObject.getValue("webSocketDebuggerUrl").jsonPrimitive.content
        socket = http.newWebSocketBuilder().buildAsync(URI(address), Listener()).get(TIMEOUT, TimeUnit.SECONDS)
        listOf("Page", "Runtime", "Log").forEach { send("$it.enable") }
    }

    private inner class Listener : WebSocket.Listener {
        private val text = StringBuilder()

        override fun onText(webSocket: WebSocket, data: CharSequence, last: Boolean): CompletionStage<*>? {
            text.append(data)
            if (last) {
                take(Json.parseToJsonElement(text.toString()).jsonObject)
                text.setLength(0)
            }
            webSocket.request(1)
            return null
        }
    }

    private fun take(message: JsonObject) {
        message["id"]?.let { id -> waiting.remove(id.jsonPrimitive.content.toInt())?.complete(message) }
        val parameters = message["params"]?.jsonObject ?: return
        when (message["method"]?.jsonPrimitive?.content) {
            "Runtime.exceptionThrown" -> complaints += "$parameters"

            "Log.entryAdded" -> parameters.getValue("entry").jsonObject.let { entry ->
                if (entry["level"]?.jsonPrimitive?.content == "error") complaints += "$entry"
            }
        }
    }

    private fun send(method: String, parameters: JsonObject, seconds: Long): JsonObject {
        val id = count.incrementAndGet()
        val answer = CompletableFuture<JsonObject>().also { waiting[id] = it }
        val message =
            buildJsonObject {
                put("id", id)
                put("method", method)
                put("params", parameters)
            }
        synchronized(this) { socket.sendText("$message", true).get(TIMEOUT, TimeUnit.SECONDS) }
        val answered = answer.get(seconds, TimeUnit.SECONDS)
        check("error" !in answered) { "$method: ${answered["error"]}" }
        return answered.getValue("result").jsonObject
    }

    private fun send(method: String, vararg parameters: Pair<String, Any>): JsonObject =
        send(method, JsonObject(parameters.associate { (name, value) -> name to element(value) }), TIMEOUT)

    private fun element(value: Any): JsonElement =
        when (value) {
            is JsonElement -> value
            is Number -> JsonPrimitive(value)
            is Boolean -> JsonPrimitive(value)
            else -> JsonPrimitive("$value")
        }

    /** Opens the dashboard anew, and waits until it shows what there is. */
    fun open(uri: String) {
        leave()
        send("Page.navigate", "url" to uri)
        await("document.readyState === 'complete' && document.documentElement.dataset.ready === 'true'")
    }

    /** Goes where nothing is, and no connection is kept. */
    fun leave() {
        send("Page.navigate", "url" to "about:blank")
        await("location.href === 'about:blank'")
    }

    /** What a JavaScript expression is, after promises are kept. */
    fun evaluate(expression: String, seconds: Long = TIMEOUT): JsonElement {
        val parameters = mapOf("expression" to expression, "returnByValue" to true, "awaitPromise" to true)
        val answer = send("Runtime.evaluate", JsonObject(parameters.mapValues { element(it.value) }), seconds)
        check("exceptionDetails" !in answer) { "$expression: ${answer["exceptionDetails"]}" }
        return answer.getValue("result").jsonObject["value"] ?: JsonNull
    }

    fun text(expression: String): String = evaluate(expression).jsonPrimitive.content

    /** Waits until an expression is true. */
    fun await(expression: String) {
        val began = TimeSource.Monotonic.markNow()
        while (!comesTrue(expression)) {
            check(began.elapsedNow() < TIMEOUT.seconds) {
                "It never came to be that $expression; the page shows:\n${text("document.body.innerText")}\n$complaints"
            }
        }
    }

    /** Whether it does within a second, on the page that is there now: one that goes away may take the answer with it. */
    private fun comesTrue(expression: String): Boolean {
        val looking =
            """
            new Promise((done) => {
              const isTrue = () => { try { return !!($expression); } catch { return false; } };
              const look = (left) => isTrue() ? done(true) : left === 0 ? done(false) : setTimeout(look, 20, left - 1);
              look(50);
            })
            """
        return try {
            evaluate(looking, seconds = 3).jsonPrimitive.boolean
        } catch (_: TimeoutException) {
            false
        } catch (_: IllegalStateException) {
            false
        }
    }

    /** Waits until the page shows [text]. */
    fun awaitText(text: String) = await("document.querySelector('main').innerText.includes(${JsonPrimitive(text)})")

    /** Presses keys, by their names: `j`, `Enter`. */
    fun press(vararg keys: String) =
        keys.forEach { key ->
            val code = CODES[key]
            val character = if (code == null) {
                key
            } else if (key == "Enter") {
                "\r"
            } else {
                ""
            }
            val pressed = listOf("key" to key, "text" to character, "windowsVirtualKeyCode" to (code ?: key.uppercase()[0].code))
            send("Input.dispatchKeyEvent", "type" to "keyDown", *pressed.toTypedArray())
            send("Input.dispatchKeyEvent", "type" to "keyUp", *pressed.toTypedArray())
        }

    fun type(text: String) {
        send("Input.insertText", "text" to text)
    }

    fun click(selector: String) {
        await("document.querySelector(${JsonPrimitive(selector)})")
        evaluate("document.querySelector(${JsonPrimitive(selector)}).click()")
    }

    /** Whether the system asks for dark colours. */
    fun prefersDark(isDark: Boolean) {
        val features = Json.parseToJsonElement("""[{"name": "prefers-color-scheme", "value": "${if (isDark) "dark" else "light"}"}]""")
        send("Emulation.setEmulatedMedia", "features" to features)
    }

    /** How large the screen is. */
    fun size(width: Int, height: Int) {
        send("Emulation.setDeviceMetricsOverride", "width" to width, "height" to height, "deviceScaleFactor" to 1, "mobile" to false)
    }

    /** Runs [block] while every page that opens runs [script] before its own. */
    fun <T> withScript(
        script: String,
        block: () -> T,
    ): T {
        val id = send("Page.addScriptToEvaluateOnNewDocument", "source" to script).getValue("identifier")
        try {
            return block()
        } finally {
            send("Page.removeScriptToEvaluateOnNewDocument", "identifier" to id)
        }
    }

    /** The page as it is seen, as a PNG. */
    fun screenshot(width: Int, height: Int): ByteArray {
        size(width, height)
        evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")
        return Base64.getDecoder().decode(send("Page.captureScreenshot", "format" to "png").getValue("data").jsonPrimitive.content)
    }

    override fun close() {
        socket.abort()
        process.descendants().forEach { it.destroyForcibly() }
        process.destroyForcibly().waitFor(TIMEOUT, TimeUnit.SECONDS)
        profile.toFile().deleteRecursively()
    }

    companion object {
        private const val TIMEOUT = 30L
        private val CODES = mapOf("Enter" to 13, "Escape" to 27, "ArrowDown" to 40, "ArrowUp" to 38, "Tab" to 9)

        /** Where Debian and others install it, or null where it is not. */
        val program: Path? =
            System.getenv("PATH").orEmpty().split(':').flatMap { folder ->
                listOf("chromium", "chromium-browser", "google-chrome").map { Path.of(folder, it) }
            }.firstOrNull { it.isExecutable() }

        fun start(): Chromium {
            val profile = Files.createTempDirectory("mockaws-chromium-")
            val process =
                ProcessBuilder(
                    "${checkNotNull(program)}",
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--disable-dev-shm-usage",
                    "--remote-debugging-port=0",
                    "--user-data-dir=$profile",
                    "about:blank",
                ).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
            return Chromium(process, profile)
        }

        /** A file that a process writes when it is ready. */
        private fun Path.await(): Path {
            val began = TimeSource.Monotonic.markNow()
            while (!exists() || readLines().size < 2) {
                check(began.elapsedNow() < TIMEOUT.seconds) { "Chromium does not start" }
                Thread.onSpinWait()
            }
            return this
        }
    }
}
