package io.mockaws.ktor

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import org.junit.jupiter.api.Test
import java.net.Socket
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers

/** APIs on the server's port, by host and by path. */
class ApiGatewayServerTest {
    private val client = HttpClient.newHttpClient()

    private fun send(uri: String, body: String? = null, vararg headers: String) =
        HttpRequest.newBuilder(URI(uri)).apply {
            if (body != null) POST(HttpRequest.BodyPublishers.ofString(body))
            if (headers.isNotEmpty()) headers(*headers)
        }.build().let { client.send(it, BodyHandlers.ofString()) }

    /** As a client does that resolves the names below `localhost`, which Java's on some machines do not. */
    private fun sendTo(
        host: String,
        port: Int,
        path: String,
    ): String =
        Socket("127.0.0.1", port).use { socket ->
            socket.getOutputStream().write("GET $path HTTP/1.1\r\nHost: $host\r\nConnection: close\r\n\r\n".encodeToByteArray())
            socket.getInputStream().readAllBytes().decodeToString()
        }

    @Test
    fun `an API is called on the server's port, by host and by path, with any content`() {
        MockAws.start { it.serverMode(true) }.use { aws ->
            val function = aws.lambda.function("echo") { event -> event }
            val api = aws.apiGateway.httpApi("shop").route("ANY /{proxy+}", function.arn)
            val port = aws.port
            val byHost = sendTo("${api.id}.execute-api.localhost:$port", port, "/orders/1?a=b")
            byHost shouldStartWith "HTTP/1.1 200 "
            byHost shouldContain "\"rawPath\":\"/orders/1\""
            val byPath = send("http://localhost:$port/_aws/execute-api/${api.id}/${'$'}default/orders/2")
            byPath.body().contains("\"rawPath\":\"/orders/2\"") shouldBe true
            val address = "http://localhost:$port/_aws/execute-api/${api.id}/${'$'}default/form"
            val form = send(address, "Action=SendMessage", "Content-Type", "application/x-www-form-urlencoded")
            form.statusCode() shouldBe 200
            form.body().contains("\"rawPath\":\"/form\"") shouldBe true
            send("http://localhost:$port/_aws/execute-api/none/prod/x").statusCode() shouldBe 403
        }
    }
}
