package io.mockaws.ktor.program.sam

import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.ktor.ServerProcess
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.nio.file.Path
import java.util.concurrent.CopyOnWriteArrayList
import javax.tools.ToolProvider
import kotlin.concurrent.thread
import kotlin.io.path.createDirectories
import kotlin.io.path.div
import kotlin.io.path.writeText
import kotlin.time.measureTimedValue

/** A project of AWS SAM behind a port, in a process of its own. */
@Timeout(120)
class SamProgramTest {
    @TempDir
    lateinit var folder: Path

    private val running = mutableListOf<Process>()
    private val said = CopyOnWriteArrayList<String>()

    @AfterEach
    fun stop() = running.forEach { it.destroyForcibly().waitFor() }

    @Test
    fun `it serves the API, says where code is, and runs what was compiled anew`() {
        template("GET: {Type: Api, Properties: {Path: '/hello/{name}', Method: get}}")
        compile("Hello")
        val address = serve()
        said.any { it.trim() == "GET     /hello/{name}  Greeter  $folder" } shouldBe true

        get(address, "/hello/Ada") shouldBe (200 to "Hello, Ada of test")

        compile("Good day")
        val (answer, took) = measureTimedValue { get(address, "/hello/Ada") }
        answer shouldBe (200 to "Good day, Ada of test")
        took.inWholeMilliseconds shouldBeLessThan HOT
        heard("GET /hello/Ada -> 200 Greeter")
    }

    @Test
    fun `it ends when told to, and complains of nothing`() {
        template("GET: {Type: Api, Properties: {Path: '/hello/{name}', Method: get}}")
        compile("Hello")
        val process = launch("sam", "$folder/template.yaml", "--port", "0")
        val lines = process.inputStream.bufferedReader()
        generateSequence { lines.readLine() }.first { it == "Ready." }
        process.toHandle().destroy()
        lines.readText() shouldBe ""
        process.waitFor() shouldBe SIGTERM
    }

    @Test
    fun `a changed template is there at the next request, and a wrong one leaves what was there`() {
        template("One: {Type: Api, Properties: {Path: '/hello/{name}', Method: get}}")
        compile("Hello")
        val address = serve()
        template("One: {Type: Api, Properties: {Path: '/bye/{name}', Method: get}}")
        get(address, "/bye/Ada") shouldBe (200 to "Hello, Ada of test")
        heard("The template has changed:")
        get(address, "/hello/Ada").first shouldBe 403

        template("One: {Type: Nothing, Properties: {}}")

        get(address, "/bye/Ada") shouldBe (200 to "Hello, Ada of test")
        heard("template.yaml:6:3 Resource with id [Greeter] is invalid. Event with id [One] is invalid.")
    }

    @Test
    fun `what fails is answered as API Gateway does, and the console says what to change`() {
        template("One: {Type: HttpApi, Properties: {Path: '/hello/{name}', Method: get}}")
        val address = serve()
        said.any { "! Greeter: its Handler com.example.Tells::handle names the class com.example.Tells" in it } shouldBe true

        get(address, "/hello/Ada") shouldBe (500 to """{"message":"Internal Server Error"}""")
        heard("Class not found: com.example.Tells. Build the project")

        compile("", answer = "null")
        get(address, "/hello/Ada").first shouldBe 200
    }

    @Test
    fun `one function is invoked by hand, and a template is looked at`() {
        template("One: {Type: Api, Properties: {Path: '/hello/{name}', Method: get}}")
        compile("Hello")
        (folder / "event.json").writeText("""{"pathParameters": {"name": "Ada"}}""")
        val invoked = launch("sam", "invoke", "Greeter", "-t", "$folder/template.yaml", "-e", "$folder/event.json")
        invoked.inputStream.bufferedReader().readText() shouldContain "\"body\":\"Hello, Ada of test\""
        invoked.waitFor() shouldBe 0

        val valid = launch("sam", "validate", "$folder/template.yaml", "--parameter-overrides", "Stage=other")
        valid.inputStream.bufferedReader().readText() shouldContain "template.yaml is valid"
        valid.waitFor() shouldBe 0

        (folder / "template.yaml").writeText("Transform: AWS::Serverless-2016-10-31\nResources:\n  F: {Type: AWS::Serverless::Function}\n")
        val wrong = launch("sam", "validate", "$folder/template.yaml")
        wrong.inputStream.bufferedReader().readText() shouldContain
            "template.yaml:3:3 Resource with id [F] is invalid. Runtime and Handler needs to be present when PackageType is of type `Zip`"
        wrong.waitFor() shouldBe 2
    }

    private fun launch(vararg arguments: String): Process = ServerProcess.launch(*arguments).also { running += it }

    /** Starts the server; gives its address, and goes on to hear what it says. */
    private fun serve(): String {
        val process = launch("sam", "$folder/template.yaml", "--port", "0")
        val lines = process.inputStream.bufferedReader()
        while (true) {
            val line = checkNotNull(lines.readLine()) { "It has ended: $said" }
            said += line
            if (line == "Ready.") break
        }
        thread(isDaemon = true) { lines.forEachLine { said += it } }
        return said.first { "answers on " in it }.substringAfter("answers on ")
    }

    private fun heard(part: String) {
        while (said.none { part in it }) Thread.onSpinWait()
    }

    private fun get(
        address: String,
        path: String,
    ): Pair<Int, String> =
        client.send(HttpRequest.newBuilder(URI(address + path)).build(), HttpResponse.BodyHandlers.ofString()).let {
            it.statusCode() to
                it.body()
        }

    private fun template(events: String) =
        (folder / "template.yaml").writeText(
            """
            Transform: AWS::Serverless-2016-10-31
            Parameters:
              Stage: {Type: String, Default: test}
            Globals: {Function: {Timeout: 30}}
            Resources:
              Greeter:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: .
                  Handler: com.example.Tells::handle
                  Runtime: java21
                  Environment: {Variables: {STAGE: !Ref Stage}}
                  Events:
                    $events
            """.trimIndent(),
        )

    /** Compiles a handler that greets by [word]. */
    private fun compile(
        word: String,
        answer: String = """Map.of("statusCode", 200, "body", "$word, " + name + " of " + System.getenv("STAGE"))""",
    ) {
        val source = folder / "Tells.java"
        source.writeText(
            """
            package com.example;
            import java.util.Map;
            public class Tells {
              public Map<String, Object> handle(Map<String, Object> event) {
                Object name = ((Map<?, ?>) event.get("pathParameters")).get("name");
                return $answer;
              }
            }
            """.trimIndent(),
        )
        val classes = (folder / "target/classes").createDirectories()
        check(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", "$classes", "$source") == 0)
    }

    private companion object {
        const val SIGTERM = 143

        /** How long the first answer of a changed class may take, in milliseconds; the rest is for a busy machine. */
        const val HOT = 2000L
        val client: HttpClient = HttpClient.newHttpClient()
    }
}
