package io.mockaws.services.apigateway

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.sdk.java.JavaSdk
import kotlinx.serialization.json.JsonPrimitive
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client
import software.amazon.awssdk.services.apigatewayv2.model.IntegrationType
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType
import java.net.URI

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-overview.html */
class WebSocketTest {
    private fun ApiGatewayV2Client.chat(vararg routes: Pair<String, String>): String {
        val api = createApi {
            it.name("chat").protocolType(ProtocolType.WEBSOCKET).routeSelectionExpression("\$request.body.action")
        }.apiId()
        for ((key, function) in routes) {
            val integration = createIntegration {
                it.apiId(api).integrationType(IntegrationType.AWS_PROXY).integrationUri(uriOf(function))
            }.integrationId()
            createRoute {
                it.apiId(api).routeKey(key).target("integrations/$integration").routeResponseSelectionExpression(
                    if (key ==
                        "echo"
                    ) {
                        "\$default"
                    } else {
                        null
                    }
                )
            }
        }
        createStage { it.apiId(api).stageName("prod").autoDeploy(true) }
        return api
    }

    @Test
    fun `messages go to the route that they name, and answers come back`() {
        MockAws.start().use { aws ->
            aws.httpApis().use { client ->
                val events = ArrayList<String>()
                val function =
                    aws.lambda.function("all") { event ->
                        events +=
                            (event.at("requestContext/eventType") as JsonPrimitive).content + " " +
                            (event.at("requestContext/routeKey") as JsonPrimitive).content
                        mapOf("statusCode" to 200, "body" to "got it")
                    }
                client.chat(
                    "\$connect" to function.arn,
                    "\$disconnect" to function.arn,
                    "echo" to function.arn,
                    "\$default" to function.arn
                )
                val socket = aws.apiGateway.api("chat").connect()
                socket.send("""{"action": "echo"}""").send("no json")
                socket.received shouldBe listOf("got it")
                socket.isOpen shouldBe true
                socket.close()
                socket.isOpen shouldBe false
                events shouldBe listOf("CONNECT \$connect", "MESSAGE echo", "MESSAGE \$default", "DISCONNECT \$disconnect")
                aws.calls("lambda", "Invoke") shouldHaveSize 4
            }
        }
    }

    @Test
    fun `a connection is refused by its route, and a message that no route takes is told so`() {
        MockAws.start().use { aws ->
            aws.httpApis().use { client ->
                var status = 401
                val function = aws.lambda.function("door") { mapOf("statusCode" to status) }
                client.chat("\$connect" to function.arn)
                val api = aws.apiGateway.api("chat")
                shouldThrow<IllegalStateException> { api.connect() }.message shouldContain "401"
                status = 200
                api.connect().send("{}").received.single() shouldContain "\"message\":\"Forbidden\""
            }
        }
    }

    @Test
    fun `the management API sends to connections, looks at them and ends them`() {
        MockAws.start().use { aws ->
            aws.httpApis().use { client ->
                val function = aws.lambda.function("f") { mapOf("statusCode" to 200) }
                val id = client.chat("\$connect" to function.arn)
                val socket = aws.apiGateway.api("chat").connect()
                JavaSdk(aws.handler, aws.region, aws.accountId).configure(ApiGatewayManagementApiClient.builder())
                    .endpointOverride(URI("https://$id.execute-api.us-east-1.amazonaws.com/prod")).build().use { management ->
                        management.postToConnection { it.connectionId(socket.connectionId).data(SdkBytes.fromUtf8String("hello")) }
                        socket.received shouldBe listOf("hello")
                        management.getConnection { it.connectionId(socket.connectionId) }.identity().sourceIp() shouldBe "127.0.0.1"
                        management.deleteConnection { it.connectionId(socket.connectionId) }
                        socket.isOpen shouldBe false
                        shouldThrow<GoneException> {
                            management.postToConnection { it.connectionId(socket.connectionId).data(SdkBytes.fromUtf8String("x")) }
                        }
                    }
            }
        }
    }
}
