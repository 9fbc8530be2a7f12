package io.mockaws.services.apigateway

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.MockClock
import kotlinx.serialization.json.JsonPrimitive
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.apigateway.ApiGatewayClient
import software.amazon.awssdk.services.apigateway.model.AuthorizerType
import software.amazon.awssdk.services.apigateway.model.BadRequestException
import software.amazon.awssdk.services.apigateway.model.QuotaPeriodType
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant
import kotlin.time.toJavaInstant

class RestAccessTest {
    private fun started(): MockAws = MockAws.start {
        it.startAt(Instant.parse("2026-10-01T12:30:15Z").toJavaInstant()).clock(MockClock.MANUAL)
    }

    private fun policy(effect: String, resource: String, context: Map<String, Any?> = emptyMap()) =
        mapOf(
            "principalId" to "ann",
            "policyDocument" to
                mapOf(
                    "Version" to "2012-10-17",
                    "Statement" to listOf(mapOf("Action" to "execute-api:Invoke", "Effect" to effect, "Resource" to resource)),
                ),
            "context" to context,
        )

    private fun ApiGatewayClient.authorizer(api: String, function: String, type: AuthorizerType, source: String, ttl: Int = 300): String =
        createAuthorizer {
            it.restApiId(api).name("own").type(type).authorizerUri(uriOf(function)).identitySource(source).authorizerResultTtlInSeconds(ttl)
        }.id()

    /** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html */
    @Test
    fun `a function that is asked for a token's sake decides, and what it says goes into the event`() {
        started().use { aws ->
            aws.restApis().use { client ->
                val guard =
                    aws.lambda.function("guard") { event ->
                        event.at("type") shouldBe JsonPrimitive("TOKEN")
                        when ((event.at("authorizationToken") as JsonPrimitive).content) {
                            "good" -> policy("Allow", "arn:aws:execute-api:*:*:*/prod/GET/*", mapOf("level" to 7))
                            "bad" -> policy("Deny", "*")
                            "none" -> policy("Allow", "arn:aws:execute-api:*:*:*/prod/POST/*")
                            "unknown" -> error("Unauthorized")
                            else -> "nonsense"
                        }
                    }
                val echo = aws.lambda.function("echo") { event -> mapOf("statusCode" to 200, "body" to event.toString()) }
                val api = RestApi(client, "guarded")
                val authorizer = client.authorizer(api.id, guard.arn, AuthorizerType.TOKEN, "method.request.header.Authorization")
                api.function("GET", "/things", echo.arn) { authorizationType("CUSTOM").authorizerId(authorizer) }.deploy()
                fun call(
                    token: String?
                ) = aws.apiGateway.api("guarded").get("/things", token?.let { mapOf("Authorization" to it) }.orEmpty())
                val good = call("good")
                good.status shouldBe 200
                jsonOf(good.body).at("requestContext/authorizer/principalId") shouldBe JsonPrimitive("ann")
                jsonOf(good.body).at("requestContext/authorizer/level") shouldBe JsonPrimitive("7")
                call(null).status shouldBe 401
                call(null).body shouldBe """{"message":"Unauthorized"}"""
                call("bad").status shouldBe 403
                call("bad").body shouldBe """{"message":"User is not authorized to access this resource with an explicit deny"}"""
                call("none").body shouldBe """{"message":"User is not authorized to access this resource"}"""
                call("unknown").status shouldBe 401
                call("else").status shouldBe 500
                call("else").header("x-amzn-ErrorType") shouldBe "AuthorizerConfigurationException"
            }
        }
    }

    @Test
    fun `what an authorizer said holds for its time by the clock`() {
        started().use { aws ->
            aws.restApis().use { client ->
                val guard = aws.lambda.function("guard") { policy("Allow", "*") }
                val api = RestApi(client, "cached")
                val authorizer = client.authorizer(
                    api.id,
                    guard.arn,
                    AuthorizerType.REQUEST,
                    "method.request.header.Who,method.request.querystring.key",
                    ttl = 60
                )
                api.mock("GET", "/", more = { authorizationType("CUSTOM").authorizerId(authorizer) }).deploy()
                fun call(who: String) = aws.apiGateway.api("cached").get("/?key=1", mapOf("Who" to who)).status
                call("a") shouldBe 200
                call("a") shouldBe 200
                guard.invocations shouldHaveSize 1
                call("b") shouldBe 200
                guard.invocations shouldHaveSize 2
                aws.time.advanceBy(61.seconds)
                call("a") shouldBe 200
                guard.invocations shouldHaveSize 3
                aws.apiGateway.api("cached").get("/", mapOf("Who" to "a")).status shouldBe 401
            }
        }
    }

    /** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html */
    @Test
    fun `a key lets through what its plan allows, by the clock`() {
        started().use { aws ->
            aws.restApis().use { client ->
                val api = RestApi(client, "metered").mock("GET", "/", more = { apiKeyRequired(true) }).deploy()
                val fixture = aws.apiGateway.api("metered")
                fixture.get("/").status shouldBe 403
                fixture.get("/").body shouldBe """{"message":"Forbidden"}"""
                val key = client.createApiKey { it.name("ann").enabled(true) }
                val header = mapOf("x-api-key" to key.value())
                fixture.get("/", header).status shouldBe 403
                val plan =
                    client.createUsagePlan {
                        it.name("small").apiStages({ s -> s.apiId(api.id).stage("prod") })
                            .throttle { t -> t.burstLimit(2).rateLimit(1.0) }.quota { q -> q.limit(4).period(QuotaPeriodType.DAY) }
                    }.id()
                client.createUsagePlanKey { it.usagePlanId(plan).keyId(key.id()).keyType("API_KEY") }
                List(3) { fixture.get("/", header).status } shouldBe listOf(200, 200, 429)
                fixture.get("/", header).body shouldBe """{"message":"Too Many Requests"}"""
                aws.time.advanceBy(1000.milliseconds)
                List(2) { fixture.get("/", header).status } shouldBe listOf(200, 429)
                aws.time.advanceBy(10.seconds)
                List(2) { fixture.get("/", header).status } shouldBe listOf(200, 429)
                fixture.get("/", header).body shouldBe """{"message":"Limit Exceeded"}"""
                client.getUsage { it.usagePlanId(plan).startDate("2026-10-01").endDate("2026-10-01") }.items()[key.id()] shouldBe
                    listOf(listOf(4L, 0L))
                aws.time.advanceBy(1.days)
                fixture.get("/", header).status shouldBe 200
                client.updateApiKey { it.apiKey(key.id()).patchOperations(patch("replace", "/enabled", "false")) }
                fixture.get("/", header).status shouldBe 403
            }
        }
    }

    @Test
    fun `a stage has a throttle of its own`() {
        started().use { aws ->
            aws.restApis().use { client ->
                val api = RestApi(client, "slow").mock("GET", "/").deploy()
                client.updateStage {
                    it.restApiId(api.id).stageName("prod").patchOperations(
                        patch("replace", "/*/*/throttling/burstLimit", "1"),
                        patch("replace", "/*/*/throttling/rateLimit", "1"),
                    )
                }
                List(2) { aws.apiGateway.api("slow").get("/").status } shouldBe listOf(200, 429)
            }
        }
    }

    @Test
    fun `a method for signed requests wants a signature`() {
        started().use { aws ->
            aws.restApis().use { client ->
                val echo = aws.lambda.function("echo") { event -> mapOf("statusCode" to 200, "body" to event.toString()) }
                RestApi(client, "signed").function("GET", "/", echo.arn) { authorizationType("AWS_IAM") }.deploy()
                val api = aws.apiGateway.api("signed")
                api.get("/").status shouldBe 403
                api.get("/").body shouldBe """{"message":"Missing Authentication Token"}"""
                val signature =
                    "AWS4-HMAC-SHA256 Credential=123456789012/20261001/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=0"
                val event = jsonOf(api.get("/", mapOf("Authorization" to signature)).body)
                event.at("requestContext/identity/userArn") shouldBe JsonPrimitive("arn:aws:iam::123456789012:root")
                event.at("requestContext/identity/accessKey") shouldBe JsonPrimitive("123456789012")
            }
        }
    }

    @Test
    fun `tokens of a Cognito user pool are taken where the pool has issued them`() {
        started().use { aws ->
            aws.restApis().use { client ->
                val echo = aws.lambda.function("echo") { event -> mapOf("statusCode" to 200, "body" to event.toString()) }
                val api = RestApi(client, "users")
                val authorizer =
                    client.createAuthorizer {
                        it.restApiId(
                            api.id
                        ).name("pool").type(AuthorizerType.COGNITO_USER_POOLS).identitySource("method.request.header.Authorization")
                            .providerARNs("arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_abc")
                    }.id()
                api.function("GET", "/", echo.arn) { authorizationType("COGNITO_USER_POOLS").authorizerId(authorizer) }.deploy()
                fun call(token: String) = aws.apiGateway.api("users").get("/", mapOf("Authorization" to token))
                val token = aws.apiGateway.token("https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc", """{"sub": "ann"}""")
                jsonOf(call(token).body).at("requestContext/authorizer/claims/sub") shouldBe JsonPrimitive("ann")
                call(aws.apiGateway.token("https://other.example")).status shouldBe 401
                call(token.dropLast(6) + "AAAAAA").status shouldBe 401
                aws.time.advanceBy(3601.seconds)
                call(token).status shouldBe 401
            }
        }
    }

    @Test
    fun `parameters and bodies are validated, and gateway responses say what is told`() {
        started().use { aws ->
            aws.restApis().use { client ->
                val api = RestApi(client, "strict")
                client.createModel {
                    it.restApiId(api.id).name("Pet").contentType("application/json").schema(
                        """{"${'$'}schema": "http://json-schema.org/draft-04/schema#", "type": "object", "required": ["name"],
                            "properties": {"name": {"type": "string", "minLength": 2}, "age": {"type": "integer", "minimum": 0}}}""",
                    )
                }
                val validator = client.createRequestValidator {
                    it.restApiId(api.id).name("all").validateRequestBody(true).validateRequestParameters(true)
                }.id()
                api.mock(
                    "POST",
                    "/pets",
                    more = {
                        requestValidatorId(validator).requestModels(mapOf("application/json" to "Pet"))
                            .requestParameters(mapOf("method.request.querystring.qs1" to true, "method.request.header.x-header" to true))
                    },
                ).deploy()
                fun post(body: String, path: String = "/pets?qs1=1", headers: Map<String, String> = mapOf("x-header" to "1")) =
                    aws.apiGateway.api("strict").post(path, body, headers)
                post("""{"name": "Rex"}""").status shouldBe 200
                val missing = post("""{"name": "Rex"}""", "/pets", emptyMap())
                missing.status shouldBe 400
                missing.body shouldBe """{"message": "Missing required request parameters: [x-header, qs1]"}"""
                for (bad in listOf("{}", """{"name": 1}""", """{"name": "R"}""", """{"name": "Rex", "age": -1}""", "no json")) {
                    post(bad).body shouldBe """{"message": "Invalid request body"}"""
                }
                client.putGatewayResponse {
                    it.restApiId(api.id).responseType("BAD_REQUEST_BODY").statusCode("422")
                        .responseParameters(mapOf("gatewayresponse.header.X-Stage" to "context.stage"))
                        .responseTemplates(mapOf("application/json" to """{"error": "${'$'}context.error.validationErrorString"}"""))
                }
                api.deploy()
                val told = post("{}")
                told.status shouldBe 422
                told.header("X-Stage") shouldBe "prod"
                told.body shouldBe """{"error": "[object has missing required properties (["name"])]"}"""
            }
        }
    }

    /** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html */
    @Test
    fun `an API with a policy answers whom that lets in`() {
        started().use { aws ->
            aws.restApis().use { client ->
                val api = RestApi(client, "policed").mock("GET", "/open").mock("GET", "/closed")
                val policy =
                    """{"Version": "2012-10-17", "Statement": [
                        {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*/GET/open"}]}"""
                client.updateRestApi { it.restApiId(api.id).patchOperations(patch("replace", "/policy", policy)) }
                api.deploy()
                aws.apiGateway.api("policed").get("/open").status shouldBe 200
                val refused = aws.apiGateway.api("policed").get("/closed")
                refused.status shouldBe 403
                refused.body shouldContain
                    "User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1"
                shouldThrow<BadRequestException> {
                    client.updateRestApi { it.restApiId(api.id).patchOperations(patch("replace", "/policy", "{")) }
                }
            }
        }
    }
}
