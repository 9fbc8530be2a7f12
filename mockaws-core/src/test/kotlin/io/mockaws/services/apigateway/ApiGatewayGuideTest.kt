package io.mockaws.services.apigateway

import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.apigateway.model.IntegrationType

/** The code of `docs/apigateway.md`. */
class ApiGatewayGuideTest {
    @Test
    fun `an order is fetched through an API`() = runTest {
        mockAws {
            val function = lambda.function("order") { event ->
                val id = event.jsonObject.getValue("pathParameters").jsonObject.getValue("id").jsonPrimitive.content
                mapOf("id" to id, "state" to "paid")
            }
            apiGateway.httpApi("orders").route("GET /orders/{id}", function.arn)

            val answer = apiGateway.api("orders").get("/orders/42")

            answer.status shouldBe 200
            answer.body shouldBe """{"id":"42","state":"paid"}"""
            calls("lambda", "Invoke").single().calledBy shouldBe "apigateway.amazonaws.com"
        }
    }

    @Test
    fun `a REST API that a client makes`() {
        MockAws.start().use { aws ->
            val client = aws.restApis()
            val hello = aws.lambda.function("hello") { mapOf("statusCode" to 200, "body" to "hello") }

            val api = client.createRestApi { it.name("greetings") }
            val resource = client.createResource { it.restApiId(api.id()).parentId(api.rootResourceId()).pathPart("hello") }.id()
            client.putMethod { it.restApiId(api.id()).resourceId(resource).httpMethod("GET").authorizationType("NONE") }
            client.putIntegration {
                it.restApiId(api.id()).resourceId(resource).httpMethod("GET")
                    .type(IntegrationType.AWS_PROXY).integrationHttpMethod("POST")
                    .uri("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${hello.arn}/invocations")
            }
            client.createDeployment { it.restApiId(api.id()).stageName("prod") }

            aws.apiGateway.api("greetings").get("/hello").body shouldBe "hello"
            client.close()
        }
    }
}
