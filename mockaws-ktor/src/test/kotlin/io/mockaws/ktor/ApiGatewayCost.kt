package io.mockaws.ktor

import io.kotest.matchers.shouldBe
import io.ktor.server.engine.embeddedServer
import io.ktor.server.netty.Netty
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.routing
import io.mockaws.MockAws
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Test
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers

/** What a call of a function through a REST API costs beside a route of Ktor that calls the same code. No test: run by name. */
class ApiGatewayCost {
    private val client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()

    private fun answer(name: String) = """{"hello":"$name"}"""

    @Test
    fun `a function through a REST API, and a route`() {
        val bare =
            embeddedServer(Netty, host = "127.0.0.1", port = 0) {
                routing { get("/hello") { call.respondText(answer(call.request.queryParameters["name"].orEmpty())) } }
            }.start()
        val port = runBlocking { bare.engine.resolvedConnectors().single().port }
        MockAws.start { it.serverMode(true) }.use { aws ->
            val route = URI("http://127.0.0.1:$port/hello?name=you")
            val address = URI("${restApi(aws)}/hello?name=you")
            text(route) shouldBe answer("you")
            text(address) shouldBe answer("you")
            repeat(3) {
                val one = rate(route)
                val other = rate(address)
                println("route: $one µs, through the REST API: $other µs, ${"%.2f".format(other.toDouble() / one)} times")
            }
        }
        bare.stop(0, 0)
    }

    /** The address of a stage whose one method a function in this process answers. */
    private fun restApi(aws: MockAws): String {
        val function =
            aws.lambda.function("hello") { event ->
                val query = event.jsonObject.getValue("queryStringParameters").jsonObject
                mapOf("statusCode" to 200, "body" to answer(query.getValue("name").jsonPrimitive.content))
            }
        val uri = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${function.arn}/invocations"
        val integration = """{"type":"aws_proxy","httpMethod":"POST","uri":"$uri"}"""
        val method = """{"responses":{},"x-amazon-apigateway-integration":$integration}"""
        val document = """{"openapi":"3.0.1","info":{"title":"cost"},"paths":{"/hello":{"get":$method}}}"""
        val made = send(aws, "/restapis?mode=import", document)
        val id = Regex("\"id\":\"([a-z0-9]+)\"").find(made)!!.groupValues[1]
        send(aws, "/restapis/$id/deployments", """{"stageName":"prod"}""")
        return "http://127.0.0.1:${aws.port}/_aws/execute-api/$id/prod"
    }

    private fun send(
        aws: MockAws,
        path: String,
        body: String,
    ): String {
        val scope = "Credential=test/20261201/us-east-1/apigateway/aws4_request"
        val request =
            HttpRequest.newBuilder(URI("http://127.0.0.1:${aws.port}$path"))
                .header("Authorization", "AWS4-HMAC-SHA256 $scope, SignedHeaders=host, Signature=0")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build()
        return client.send(request, BodyHandlers.ofString()).also { it.statusCode() shouldBe 201 }.body()
    }

    private fun text(uri: URI) = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body()

    /** Microseconds for one request: the mean of some thousand, after as many to warm up. */
    private fun rate(uri: URI): Long {
        repeat(WARM_UP) { text(uri) }
        val started = System.nanoTime()
        repeat(REQUESTS) { text(uri) }
        return (System.nanoTime() - started) / REQUESTS / NANOS
    }

    private companion object {
        const val WARM_UP = 5_000
        const val REQUESTS = 5_000
        const val NANOS = 1_000
    }
}
