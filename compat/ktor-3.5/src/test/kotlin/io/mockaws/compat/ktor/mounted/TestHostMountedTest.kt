package io.mockaws.compat.ktor.mounted

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.ktor.client.request.header
import io.ktor.client.request.prepareGet
import io.ktor.client.request.request
import io.ktor.client.request.setBody
import io.ktor.client.statement.bodyAsBytes
import io.ktor.client.statement.bodyAsChannel
import io.ktor.http.HttpMethod
import io.ktor.server.testing.TestApplication
import io.ktor.utils.io.readLineStrict
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import java.net.URI

/** In Ktor's test host, by its client: no port is open. */
internal class TestHostMountedTest : MountedContract() {
    private val application = TestApplication { application { mounting(aws, open) } }
    override val endpoint = URI("http://localhost")

    override fun ask(
        method: String,
        target: String,
        vararg headers: Pair<String, String>,
        body: ByteArray,
    ): Answer =
        runBlocking {
            val response = application.client.request("$endpoint$target") {
                this.method = HttpMethod(method)
                headers.forEach { (name, value) -> header(name, value) }
                if (body.isNotEmpty()) setBody(body)
            }
            val fields = response.headers.entries().flatMap { (name, values) -> values.map { name.lowercase() to it } }
            Answer(response.status.value, fields, response.bodyAsBytes())
        }

    override fun stop() = runBlocking { application.stop() }

    @Test
    fun `events are read one by one`() =
        runBlocking<Unit> {
            application.client.prepareGet("$endpoint/_mockaws/calls/live").execute { response ->
                val lines = response.bodyAsChannel()
                lines.readLineStrict() shouldBe "retry: 1000"
                ask("GET", "/photos")
                generateSequence { runBlocking { lines.readLineStrict() } }.first { it.startsWith("data") } shouldContain "photos"
            }
        }
}
