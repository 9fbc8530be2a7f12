package io.mockaws.ktor

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Test
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import java.net.http.WebSocket
import java.util.concurrent.CompletionException
import java.util.concurrent.CompletionStage
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit.SECONDS

/** WebSocket APIs on the server's port and on one of their own, by the JDK's client. */
class WebSocketServerTest {
    /** What a client hears, in order: messages, and the code of the end. */
    private class Heard : WebSocket.Listener {
        val all = LinkedBlockingQueue<String>()
        private val message = StringBuilder()

        override fun onText(socket: WebSocket, data: CharSequence, last: Boolean): CompletionStage<*>? {
            message.append(data)
            if (last) {
                all += message.toString()
                message.setLength(0)
            }
            socket.request(1)
            return null
        }

        override fun onClose(socket: WebSocket, statusCode: Int, reason: String): CompletionStage<*>? {
            all += "closed by $statusCode"
            return null
        }

        override fun onError(socket: WebSocket, error: Throwable) {
            all += "$error"
        }

        fun next(): String? = all.poll(20, SECONDS)
    }

    private fun connect(uri: String, heard: Heard = Heard()): Pair<WebSocket, Heard> =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(URI(uri), heard).join() to heard

    private fun JsonElement.context(name: String) =
        jsonObject.getValue("requestContext").jsonObject.getValue(name).jsonPrimitive.content

    /** A chat whose function answers what it gets, and keeps the events that it saw. */
    private fun chat(aws: MockAws, events: MutableCollection<JsonElement>, status: () -> Int = { 200 }): String {
        val function =
            aws.lambda.function("chat") { event ->
                events += event
                mapOf("statusCode" to status(), "body" to "got ${event.jsonObject["body"]?.jsonPrimitive?.content}")
            }
        val uri = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${function.arn}/invocations"
        val route = "Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, Target: !Sub \"integrations/\${Lambda}\""
        return aws.cloudFormation.deployText(
            "chat",
            """
            Resources:
              Api:
                Type: AWS::ApiGatewayV2::Api
                Properties: { Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: "${'$'}request.body.action" }
              Lambda:
                Type: AWS::ApiGatewayV2::Integration
                Properties: { ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: "$uri" }
              Connect: { $route, RouteKey: "${'$'}connect" } }
              Disconnect: { $route, RouteKey: "${'$'}disconnect" } }
              Default:
                { $route, RouteKey: "${'$'}default", RouteResponseSelectionExpression: "${'$'}default" } }
              Stage:
                Type: AWS::ApiGatewayV2::Stage
                DependsOn: [Connect, Disconnect, Default]
                Properties: { ApiId: !Ref Api, StageName: prod, AutoDeploy: true }
            """.trimIndent(),
        ).resources.getValue("Api")
    }

    @Test
    fun `a client talks with a WebSocket API on the server's port, and is answered`() {
        MockAws.start { it.serverMode(true) }.use { aws ->
            val events = LinkedBlockingQueue<JsonElement>()
            val id = chat(aws, events)
            val (socket, heard) = connect("ws://localhost:${aws.port}/_aws/execute-api/$id/prod?who=ann")
            val opening = events.poll(20, SECONDS)!!
            opening.context("eventType") shouldBe "CONNECT"
            opening.jsonObject.getValue("queryStringParameters").toString() shouldBe """{"who":"ann"}"""
            val long = "x".repeat(70_000)
            socket.sendText("one", true).join()
            heard.next() shouldBe "got one"
            socket.sendText(long.substring(0, 10), false).join()
            socket.sendText(long.substring(10), true).join()
            heard.next() shouldBe "got $long"
            repeat(2) { events.poll(20, SECONDS)!!.context("eventType") shouldBe "MESSAGE" }
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join()
            heard.next() shouldBe "closed by 1000"
            val closing = events.poll(20, SECONDS)!!
            closing.context("eventType") shouldBe "DISCONNECT"
            closing.context("disconnectStatusCode") shouldBe "1000"
            closing.context("connectionId") shouldBe opening.context("connectionId")
        }
    }

    @Test
    fun `what a function posts to a connection comes to its client, and an end as well`() {
        MockAws.start { it.serverMode(true) }.use { aws ->
            val events = LinkedBlockingQueue<JsonElement>()
            val id = chat(aws, events)
            val (_, heard) = connect("ws://localhost:${aws.port}/_aws/execute-api/$id/prod")
            val connection = events.poll(20, SECONDS)!!.context("connectionId").replace("=", "%3D")
            val address = URI("http://localhost:${aws.port}/_aws/execute-api/$id/prod/@connections/$connection")

            fun send(request: HttpRequest.Builder) =
                HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).statusCode()
            send(HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString("news"))) shouldBe 200
            heard.next() shouldBe "news"
            send(HttpRequest.newBuilder(address).DELETE()) shouldBe 204
            heard.next() shouldBe "closed by 1000"
            send(HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString("late"))) shouldBe 410
        }
    }

    @Test
    fun `who is refused by the route gets its status`() {
        MockAws.start { it.serverMode(true) }.use { aws ->
            val id = chat(aws, LinkedBlockingQueue()) { 401 }
            val refused =
                shouldThrow<CompletionException> { connect("ws://localhost:${aws.port}/_aws/execute-api/$id/prod") }
            "${refused.cause}" shouldContain "WebSocketHandshakeException"
        }
    }

    @Test
    fun `an API has a port of its own, without its stage`() {
        MockAws.start().use { aws ->
            val events = LinkedBlockingQueue<JsonElement>()
            chat(aws, events)
            val (socket, heard) = aws.serve(aws.apiGateway.api("chat")).let { connect("ws://localhost:${it.endpoint.port}/") }
            socket.sendText("one", true).join()
            heard.next() shouldBe "got one"
            val function = aws.lambda.function("hello") { event -> "hello ${event.jsonObject["rawPath"]?.jsonPrimitive?.content}" }
            val api = aws.apiGateway.httpApi("hello").route("GET /{proxy+}", function.arn)
            val answer =
                aws.serve(api).use {
                    HttpClient.newHttpClient().send(HttpRequest.newBuilder(it.endpoint.resolve("/a/b")).build(), BodyHandlers.ofString())
                }
            answer.body() shouldBe "hello /a/b"
        }
    }
}
