package io.mockaws.ktor.admin

import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.serialization.json.Json
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.net.URI
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.util.concurrent.TimeUnit
import kotlin.io.path.Path

/** The program, steered by `/_mockaws/`, where a process of its own makes a difference. */
@Timeout(120)
class SteeredProgramTest {
    private val java = Path(System.getProperty("java.home"), "bin", "java").toString()
    private val classPath = System.getProperty("java.class.path")
    private val process =
        ProcessBuilder(java, "-Xmx48m", "-cp", classPath, "io.mockaws.ktor.program.Main", "--port", "0")
            .redirectErrorStream(true).start()
    private val output = process.inputStream.bufferedReader()
    private val address: String

    init {
        val lines = generateSequence { output.readLine() }.takeWhile { it != "Ready." }.toList()
        address = lines.first { "http://" in it }.substringAfter("answers on ")
    }

    @AfterEach
    fun stop() {
        process.destroyForcibly().waitFor()
    }

    private fun call(method: String, path: String, body: String = ""): HttpResponse<String> =
        Served.client.send(
            HttpRequest.newBuilder(URI(address + path)).method(method, HttpRequest.BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.ofString(),
        )

    @Test
    fun `the journal is still told when it has let go of long answers`() {
        call("PUT", "/photos")
        repeat(500) { call("PUT", "/photos/a-key-as-long-as-they-are/$it") }
        repeat(1000) { call("GET", "/photos?list-type=2").body().length shouldBeGreaterThan 64 * 1024 }
        val calls = Json.parseToJsonElement(call("GET", "/_mockaws/calls?operation=ListObjectsV2").body()).items
        calls.size shouldBe 1000
        val (gone, kept) = calls.map { it["output"].members }.partition { "Contents" !in it }
        gone.first()["..."]!!.text shouldContain "The journal has let go of this"
        kept.size shouldBeGreaterThan 0
    }

    @Test
    fun `a script that a client left unfinished is not the program's failure`() {
        call("POST", "/_mockaws/stubs", """{"service": "sqs", "operation": "ListQueues"}""").statusCode() shouldBe 201
        // Not by the process itself, which would close its output too.
        process.toHandle().destroy()
        output.readText() shouldNotContain "AssertionError"
        process.waitFor(20, TimeUnit.SECONDS) shouldBe true
    }
}
