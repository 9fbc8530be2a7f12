package io.mockaws.samples.assets

import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import java.nio.file.Path
import java.util.concurrent.TimeUnit.SECONDS
import kotlin.io.path.Path

/** The README's story, each program in a process of its own. */
@Timeout(120)
class RestartTest {
    @TempDir
    lateinit var folder: Path

    private val running = mutableListOf<Process>()
    private val http = HttpClient.newHttpClient()

    @AfterEach
    fun stop() = running.forEach { it.destroyForcibly().waitFor() }

    @Test
    fun `an asset outlives the API that took it, and the server too`() {
        val (server, aws) = server()
        val (api, before) = api(aws)
        val posted = post(before, """{"name": "Lathe", "owner": "Workshop", "value": 4200.5}""")
        val id = posted.substringAfter("\"id\":\"").substringBefore('"')

        api.end()
        val (again, after) = api(aws)
        get("$after/$id") shouldBe posted

        again.end()
        server.end()
        val (_, last) = api(server().second)
        get("$last/$id") shouldBe posted
    }

    /** mockaws with a folder of its own, and its address. */
    private fun server(): Pair<Process, String> {
        val process = launch("io.mockaws.ktor.program.Main", "--port", "0", "--data-dir", "$folder")
        return process to process.tells("mockaws answers on ")
    }

    private fun api(aws: String): Pair<Process, String> {
        val environment = mapOf("AWS_ENDPOINT_URL" to aws, "AWS_REGION" to "eu-central-1", "PORT" to "0")
        val keys = mapOf("AWS_ACCESS_KEY_ID" to "test", "AWS_SECRET_ACCESS_KEY" to "test")
        val process = launch("io.mockaws.samples.assets.Main", environment = environment + keys)
        return process to process.tells("The assets are on ")
    }

    private fun launch(
        main: String,
        vararg arguments: String,
        environment: Map<String, String> = emptyMap(),
    ): Process {
        val java = Path(System.getProperty("java.home"), "bin", "java").toString()
        val command = listOf(java, "-Xmx256m", "-cp", System.getProperty("java.class.path"), main) + arguments
        val builder = ProcessBuilder(command).redirectErrorStream(true)
        builder.environment() += environment
        return builder.start().also { running += it }
    }

    /** What follows [word] in the first line that has it. */
    private fun Process.tells(word: String): String {
        val told = mutableListOf<String>()
        for (line in inputStream.bufferedReader().lineSequence()) {
            if (word in line) return line.substringAfter(word)
            told += line
        }
        throw AssertionError("It ended without \"$word\": $told")
    }

    private fun Process.end() {
        destroy()
        waitFor(20, SECONDS) shouldBe true
    }

    private fun post(
        assets: String,
        body: String,
    ): String {
        val request = HttpRequest.newBuilder(URI(assets)).header("Content-Type", "application/json")
        val answer = http.send(request.POST(HttpRequest.BodyPublishers.ofString(body)).build(), BodyHandlers.ofString())
        answer.statusCode() shouldBe 201
        return answer.body()
    }

    private fun get(asset: String): String = http.send(HttpRequest.newBuilder(URI(asset)).build(), BodyHandlers.ofString()).body()
}
