package io.mockaws.services.apigateway

import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.MockClock
import kotlinx.serialization.json.JsonPrimitive
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.apigatewayv2.model.AuthorizationType
import software.amazon.awssdk.services.apigatewayv2.model.AuthorizerType
import software.amazon.awssdk.services.apigatewayv2.model.IntegrationType
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html */
class HttpAccessTest {
    private fun started(): MockAws = MockAws.start {
        it.startAt(Instant.parse("2026-10-01T12:30:15Z").toJavaInstant()).clock(MockClock.MANUAL)
    }

    @Test
    fun `a token of the issuer lets through, with its audience and scopes`() {
        started().use { aws ->
            aws.httpApis().use { client ->
                val echo = aws.lambda.function("echo") { it }
                val api = aws.apiGateway.httpApi("web").route("GET /me", echo.arn).route("GET /admin", echo.arn).id
                val authorizer =
                    client.createAuthorizer {
                        it.apiId(api).name("jwt").authorizerType(AuthorizerType.JWT).identitySource("\$request.header.Authorization")
                            .jwtConfiguration { c -> c.issuer("https://issuer.example").audience("web") }
                    }.authorizerId()
                for (route in client.getRoutes { it.apiId(api) }.items()) {
                    client.updateRoute {
                        it.apiId(api).routeId(route.routeId()).authorizationType(AuthorizationType.JWT).authorizerId(authorizer)
                            .authorizationScopes(if (route.routeKey() == "GET /admin") listOf("admin") else null)
                    }
                }
                fun get(path: String, token: String?) = aws.apiGateway.api("web").get(
                    path,
                    token?.let {
                        mapOf("Authorization" to "Bearer $it")
                    }.orEmpty()
                )
                val token = aws.apiGateway.token("https://issuer.example", """{"sub": "ann", "aud": "web", "scope": "read write"}""")
                val event = jsonOf(get("/me", token).body)
                event.at("requestContext/authorizer/jwt/claims/sub") shouldBe JsonPrimitive("ann")
                get("/me", null).let { it.status to it.body } shouldBe (401 to """{"message":"Unauthorized"}""")
                get("/me", aws.apiGateway.token("https://issuer.example", """{"aud": "other"}""")).status shouldBe 401
                get("/admin", token).let { it.status to it.body } shouldBe (403 to """{"message":"Forbidden"}""")
                val admin = aws.apiGateway.token("https://issuer.example", """{"aud": "web", "scope": "admin"}""")
                jsonOf(get("/admin", admin).body).at("requestContext/authorizer/jwt/scopes").toString() shouldBe """["admin"]"""
                aws.time.advanceBy(3601.seconds)
                get("/me", token).status shouldBe 401
            }
        }
    }

    @Test
    fun `a function answers simply who may call`() {
        started().use { aws ->
            aws.httpApis().use { client ->
                val echo = aws.lambda.function("echo") { it }
                val guard =
                    aws.lambda.function("guard") { event ->
                        mapOf("isAuthorized" to (event.at("headers/key") == JsonPrimitive("good")), "context" to mapOf("role" to "x"))
                    }
                val api = aws.apiGateway.httpApi("web").route("GET /", echo.arn).id
                val authorizer =
                    client.createAuthorizer {
                        it.apiId(api).name("own").authorizerType(AuthorizerType.REQUEST).identitySource("\$request.header.key")
                            .authorizerUri(uriOf(guard.arn)).authorizerPayloadFormatVersion("2.0").enableSimpleResponses(true)
                    }.authorizerId()
                val route = client.getRoutes { it.apiId(api) }.items().single().routeId()
                client.updateRoute { it.apiId(api).routeId(route).authorizationType(AuthorizationType.CUSTOM).authorizerId(authorizer) }
                fun get(key: String?) = aws.apiGateway.api("web").get("/", key?.let { mapOf("Key" to it) }.orEmpty())
                jsonOf(get("good").body).at("requestContext/authorizer/lambda/role") shouldBe JsonPrimitive("x")
                get("bad").status shouldBe 403
                get(null).status shouldBe 401
            }
        }
    }

    @Test
    fun `a service's operation is an integration, and answers are mapped`() {
        started().use { aws ->
            aws.httpApis().use { client ->
                val queue = aws.sqs.queue("inbox")
                val api = aws.apiGateway.httpApi("web").id
                val integration =
                    client.createIntegration {
                        it.apiId(
                            api
                        ).integrationType(IntegrationType.AWS_PROXY).integrationSubtype("SQS-SendMessage").payloadFormatVersion("1.0")
                            .credentialsArn("arn:aws:iam::123456789012:role/sender")
                            .requestParameters(mapOf("QueueUrl" to queue.url, "MessageBody" to "\$request.body.message"))
                            .responseParameters(
                                mapOf("200" to mapOf("overwrite:statuscode" to "202", "append:header.x-id" to "\$context.requestId"))
                            )
                    }.integrationId()
                client.createRoute { it.apiId(api).routeKey("POST /send").target("integrations/$integration") }
                val answer = aws.apiGateway.api("web").post("/send", """{"message": "hi"}""")
                answer.status shouldBe 202
                answer.header("x-id") shouldBe answer.header("apigw-requestid")
                queue.messages().single().body shouldBe "hi"
            }
        }
    }
}
