package io.mockaws.services.apigateway

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import kotlinx.serialization.json.JsonPrimitive
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.apigateway.model.BadRequestException
import software.amazon.awssdk.services.apigateway.model.PutMode

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html */
class OpenApiTest {
    private fun sam(function: String) =
        """{"swagger": "2.0", "info": {"title": "shop", "version": "1.0"},
            "x-amazon-apigateway-binary-media-types": ["image/png"],
            "paths": {"/orders/{id}": {"get": {"parameters": [{"name": "id", "in": "path", "required": true, "type": "string"}],
              "security": [{"guard": []}],
              "x-amazon-apigateway-integration": {"type": "aws_proxy", "httpMethod": "POST", "uri": "${uriOf(function)}"}, "responses": {}},
             "options": {"x-amazon-apigateway-integration": {"type": "mock", "requestTemplates": {"application/json": "{\n  \"statusCode\" : 200\n}\n"},
               "responses": {"default": {"statusCode": "200", "responseParameters": {"method.response.header.Access-Control-Allow-Origin": "'*'"},
               "responseTemplates": {"application/json": "{}\n"}}}},
              "responses": {"200": {"headers": {"Access-Control-Allow-Origin": {"type": "string"}}}}}}},
            "securityDefinitions": {"guard": {"type": "apiKey", "name": "Auth", "in": "header", "x-amazon-apigateway-authtype": "custom",
              "x-amazon-apigateway-authorizer": {"type": "token", "authorizerUri": "${uriOf(function)}"}}},
            "definitions": {"Order": {"type": "object", "properties": {"next": {"${'$'}ref": "#/definitions/Order"}}}}}"""

    @Test
    fun `a document of version 2 becomes an API that works`() {
        MockAws.start().use { aws ->
            aws.restApis().use { client ->
                val function =
                    aws.lambda.function("f") { event ->
                        if (event.at("type") == JsonPrimitive("TOKEN")) {
                            mapOf(
                                "principalId" to "p",
                                "policyDocument" to
                                    mapOf(
                                        "Version" to "2012-10-17",
                                        "Statement" to
                                            listOf(mapOf("Action" to "execute-api:Invoke", "Effect" to "Allow", "Resource" to "*"))
                                    )
                            )
                        } else {
                            mapOf("statusCode" to 200, "body" to (event.at("pathParameters/id") as JsonPrimitive).content)
                        }
                    }
                val api = client.importRestApi { it.body(SdkBytes.fromUtf8String(sam(function.arn))) }
                api.name() shouldBe "shop"
                api.binaryMediaTypes() shouldBe listOf("image/png")
                client.getResources { it.restApiId(api.id()) }.items().map { it.path() } shouldBe listOf("/", "/orders", "/orders/{id}")
                client.getModels { it.restApiId(api.id()) }.items().first { it.name() == "Order" }.schema() shouldBe
                    """{"type":"object","properties":{"next":{"${'$'}ref":"https://apigateway.amazonaws.com/restapis/${api.id()}/models/Order"}}}"""
                client.createDeployment { it.restApiId(api.id()).stageName("prod") }
                val fixture = aws.apiGateway.api("shop")
                fixture.get("/orders/7", mapOf("Auth" to "x")).body shouldBe "7"
                fixture.get("/orders/7").status shouldBe 401
                fixture.request("OPTIONS", "/orders/7").header("Access-Control-Allow-Origin") shouldBe "*"
                val exported = client.getExport {
                    it.restApiId(api.id()).stageName("prod").exportType("oas30").parameters(mapOf("extensions" to "integrations"))
                }
                val document = jsonOf(exported.body().asUtf8String())
                document["openapi"] shouldBe JsonPrimitive("3.0.1")
                document["paths"]!!.at("~orders") shouldBe null
                (document["paths"] as Map<*, *>).keys shouldBe setOf("/orders/{id}")
            }
        }
    }

    @Test
    fun `a document is merged into an API, or takes its place`() {
        MockAws.start().use { aws ->
            aws.restApis().use { client ->
                val api = RestApi(client, "old").mock("GET", "/old")
                val document =
                    """
                    openapi: 3.0.1
                    info:
                      title: new
                      version: '2'
                    paths:
                      /new:
                        get:
                          responses:
                            '200':
                              description: fine
                          x-amazon-apigateway-integration:
                            type: mock
                    """.trimIndent()
                fun put(mode: PutMode) = client.putRestApi { it.restApiId(api.id).mode(mode).body(SdkBytes.fromUtf8String(document)) }
                put(PutMode.MERGE).name() shouldBe "new"
                fun paths() = client.getResources { it.restApiId(api.id) }.items().map { it.path() }
                paths() shouldBe listOf("/", "/old", "/new")
                put(PutMode.OVERWRITE)
                paths() shouldBe listOf("/", "/new")
                shouldThrow<BadRequestException> {
                    client.importRestApi { it.body(SdkBytes.fromUtf8String("no document")) }
                }.awsErrorDetails().errorMessage() shouldBe "Invalid OpenAPI input."
            }
        }
    }

    @Test
    fun `a document becomes an HTTP API`() {
        MockAws.start().use { aws ->
            aws.httpApis().use { client ->
                val function = aws.lambda.function("f") { "from a document" }
                val document =
                    """{"openapi": "3.0.1", "info": {"title": "web", "version": "1"}, "x-amazon-apigateway-cors": {"allowOrigins": ["*"]},
                        "paths": {"/hello": {"get": {"x-amazon-apigateway-integration": {"type": "aws_proxy", "httpMethod": "POST",
                         "payloadFormatVersion": "2.0", "uri": "${function.arn}"}}},
                         "/${'$'}default": {"x-amazon-apigateway-any-method": {"isDefaultRoute": true, "x-amazon-apigateway-integration": {"type": "aws_proxy",
                         "httpMethod": "POST", "payloadFormatVersion": "2.0", "uri": "${uriOf(function.arn)}"}}}}}"""
                val api = client.importApi { it.body(document) }.apiId()
                client.createStage { it.apiId(api).stageName("${'$'}default").autoDeploy(true) }
                client.getRoutes { it.apiId(api) }.items().map { it.routeKey() } shouldBe listOf("GET /hello", "${'$'}default")
                aws.apiGateway.api("web").get("/hello").body shouldBe "from a document"
                aws.apiGateway.api("web").post("/other", "").body shouldBe "from a document"
                aws.apiGateway.api(
                    "web"
                ).get("/hello", mapOf("Origin" to "https://a.example")).header("access-control-allow-origin") shouldBe
                    "*"
            }
        }
    }
}
