package io.mockaws.ktor

import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import org.junit.jupiter.api.Test
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers

/** URLs of functions on the server's port. */
class FunctionUrlServerTest {
    private val client = HttpClient.newHttpClient()

    private fun post(uri: String, body: String, type: String) =
        HttpRequest.newBuilder(URI(uri)).POST(HttpRequest.BodyPublishers.ofString(body)).header("Content-Type", type).build()
            .let { client.send(it, BodyHandlers.ofString()) }

    @Test
    fun `the URL of a function is called on the server's port, with any content`() {
        MockAws.start { it.serverMode(true) }.use { aws ->
            val function = aws.lambda.function("echo") { event -> mapOf("statusCode" to 201, "body" to "$event") }
            val id = function.url().url.removePrefix("https://").substringBefore('.')
            val local = "http://localhost:${aws.port}/_aws/lambda-url/$id"
            val form = post("$local/form?a=b", "Action=SendMessage", "application/x-www-form-urlencoded")
            form.statusCode() shouldBe 201
            form.body().contains("\"rawPath\":\"/form\"") shouldBe true
            form.body().contains("\"rawQueryString\":\"a=b\"") shouldBe true
            post("http://localhost:${aws.port}/_aws/lambda-url/none/", "", "text/plain").statusCode() shouldBe 403
        }
    }
}
