package io.mockaws.services.apigateway

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldMatch
import io.mockaws.MockAws
import io.mockaws.MockClock
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client
import software.amazon.awssdk.services.apigatewayv2.model.IntegrationType
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
class HttpGatewayTest {
    private fun started(): MockAws = MockAws.start {
        it.startAt(Instant.parse("2026-10-01T12:30:15Z").toJavaInstant()).clock(MockClock.MANUAL)
    }

    private fun MockAws.echo(): String = lambda.function("echo") { event -> event }.arn

    @Test
    fun `a route of a fixture leads to a function`() {
        started().use { aws ->
            val function = aws.lambda.function("order") { event -> mapOf("id" to event.at("pathParameters/id")!!.jsonPrimitive.content) }
            aws.apiGateway.httpApi("orders").route("GET /orders/{id}", function.arn)
            val answer = aws.apiGateway.api("orders").get("/orders/7")
            answer.status shouldBe 200
            answer.body shouldBe """{"id":"7"}"""
            answer.header("content-type") shouldBe "application/json"
            answer.header("apigw-requestid")!! shouldMatch "[A-Za-z0-9]{15}="
        }
    }

    @Test
    fun `the event of format 2_0 is AWS's`() {
        started().use { aws ->
            val api = aws.apiGateway.httpApi("shop").route("POST /my path/{id}", aws.echo()).id
            val headers = mapOf("Cookie" to "a=1; b=2", "User-Agent" to "test/1", "X-Two" to "1", "Content-Type" to "text/plain")
            val event = jsonOf(aws.apiGateway.api("shop").request("POST", "/my%20path/a%20b?p=1&p=2&q=x+y", "Hello", headers).body)
            event.keys shouldBe
                setOf(
                    "version", "routeKey", "rawPath", "rawQueryString", "cookies", "headers", "queryStringParameters", "requestContext",
                    "pathParameters", "body", "isBase64Encoded",
                )
            event["version"] shouldBe JsonPrimitive("2.0")
            event["routeKey"] shouldBe JsonPrimitive("POST /my path/{id}")
            event["rawPath"] shouldBe JsonPrimitive("/my path/a b")
            event["rawQueryString"] shouldBe JsonPrimitive("p=1&p=2&q=x+y")
            event["cookies"].toString() shouldBe """["a=1","b=2"]"""
            event.at("headers/x-two") shouldBe JsonPrimitive("1")
            event.at("headers/content-length") shouldBe JsonPrimitive("5")
            event.at("headers/cookie") shouldBe null
            event["queryStringParameters"] shouldBe jsonOf("""{"p": "1,2", "q": "x y"}""")
            event["pathParameters"] shouldBe jsonOf("""{"id": "a b"}""")
            event["body"] shouldBe JsonPrimitive("Hello")
            event["isBase64Encoded"] shouldBe JsonPrimitive(false)
            val context = event["requestContext"]!!.jsonObject
            context.keys shouldBe
                setOf("accountId", "apiId", "domainName", "domainPrefix", "http", "requestId", "routeKey", "stage", "time", "timeEpoch")
            context["apiId"] shouldBe JsonPrimitive(api)
            context["stage"] shouldBe JsonPrimitive("\$default")
            context["time"] shouldBe JsonPrimitive("01/Oct/2026:12:30:15 +0000")
            context["http"] shouldBe
                jsonOf(
                    """{"method": "POST", "path": "/my path/a b", "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "test/1"}"""
                )
        }
    }

    private fun ApiGatewayV2Client.api(
        function: String,
        format: String,
        key: String = "\$default",
    ): String {
        val api = createApi { it.name("made").protocolType(ProtocolType.HTTP) }.apiId()
        val integration =
            createIntegration {
                it.apiId(api).integrationType(IntegrationType.AWS_PROXY).integrationUri(function).payloadFormatVersion(format)
            }.integrationId()
        createRoute { it.apiId(api).routeKey(key).target("integrations/$integration") }
        createStage { it.apiId(api).stageName("\$default").autoDeploy(true) }
        return api
    }

    @Test
    fun `the event of format 1_0 is AWS's`() {
        started().use { aws ->
            aws.httpApis().use { client ->
                val function = aws.lambda.function("echo") { event -> mapOf("statusCode" to 200, "body" to event.toString()) }
                client.api(function.arn, "1.0", "ANY /{proxy+}")
                val event = jsonOf(aws.apiGateway.api("made").get("/a/b?x=1&x=2", mapOf("x-one" to "1")).body)
                event.keys shouldBe
                    setOf(
                        "version", "resource", "path", "httpMethod", "headers", "multiValueHeaders", "queryStringParameters",
                        "multiValueQueryStringParameters", "requestContext", "pathParameters", "stageVariables", "body", "isBase64Encoded",
                    )
                event["version"] shouldBe JsonPrimitive("1.0")
                event["resource"] shouldBe JsonPrimitive("/{proxy+}")
                event["path"] shouldBe JsonPrimitive("/a/b")
                event.at("headers/X-One") shouldBe JsonPrimitive("1")
                event["queryStringParameters"] shouldBe jsonOf("""{"x": "2"}""")
                event["multiValueQueryStringParameters"] shouldBe jsonOf("""{"x": ["1", "2"]}""")
                event["pathParameters"] shouldBe jsonOf("""{"proxy": "a/b"}""")
                event.at("requestContext/identity/sourceIp") shouldBe JsonPrimitive("127.0.0.1")
                event.at("requestContext/resourceId") shouldBe JsonPrimitive("ANY /{proxy+}")
            }
        }
    }

    @Test
    fun `bytes come in Base64 and go out of it, in either format`() {
        started().use { aws ->
            aws.httpApis().use { client ->
                val bytes = byteArrayOf(-1, 0, 7)
                val function =
                    aws.lambda.function("bytes") { event ->
                        mapOf("statusCode" to 200, "body" to event.at("body")!!.jsonPrimitive.content, "isBase64Encoded" to true)
                    }
                for (format in listOf("1.0", "2.0")) {
                    val api = aws.apiGateway.api(client.api(function.arn, format))
                    api.request("PUT", "/", bytes, mapOf("Content-Type" to "image/png")).bytes.toList() shouldBe bytes.toList()
                    val event = jsonOf(function.invocations.last().event)
                    event["body"] shouldBe JsonPrimitive("/wAH")
                    event["isBase64Encoded"] shouldBe JsonPrimitive(true)
                    api.request("PUT", "/", "{}", mapOf("Content-Type" to "application/json")).status shouldBe 200
                    val text = jsonOf(function.invocations.last().event)
                    text["body"] shouldBe JsonPrimitive("{}")
                    text["isBase64Encoded"] shouldBe JsonPrimitive(false)
                }
            }
        }
    }

    @Test
    fun `an answer that is none by format 1_0 is an error of the API`() {
        started().use { aws ->
            aws.httpApis().use { client ->
                var answer: Any? = null
                val function = aws.lambda.function("odd") { answer }
                client.api(function.arn, "1.0")
                for (bad in listOf("text", emptyList<Any>(), mapOf("statusCode" to "x"), mapOf("statusCode" to 200, "wrong" to 1))) {
                    answer = bad
                    aws.apiGateway.api("made").get("/").status shouldBe 500
                    aws.apiGateway.api("made").get("/").body shouldBe """{"message":"Internal Server Error"}"""
                }
            }
        }
    }

    @Test
    fun `what a function returns by format 2_0 is inferred, with cookies where it says so`() {
        started().use { aws ->
            aws.httpApis().use { client ->
                var answer: Any? = "Hello"
                val function = aws.lambda.function("any") { answer }
                client.api(function.arn, "2.0")
                val api = aws.apiGateway.api("made")
                api.get("/").body shouldBe "Hello"
                answer = mapOf("message" to "Hello")
                api.get("/").body shouldBe """{"message":"Hello"}"""
                answer = mapOf("statusCode" to 201, "cookies" to listOf("a=1", "b=2"), "body" to "aGk=", "isBase64Encoded" to true)
                val full = api.get("/")
                full.status shouldBe 201
                full.headers["set-cookie"] shouldBe listOf("a=1", "b=2")
                full.body shouldBe "hi"
                answer = mapOf("statusCode" to "x")
                api.get("/").status shouldBe 500
                api.get("/").body shouldBe """{"message":"Internal Server Error"}"""
            }
        }
    }

    @Test
    fun `routes are chosen as AWS chooses them, and what none has is not found`() {
        started().use { aws ->
            fun function(name: String) = aws.lambda.function(name) { name }.arn
            val api =
                aws.apiGateway.httpApi("pets").route("GET /pets/dog/1", function("one")).route("GET /pets/dog/{id}", function("two"))
                    .route("GET /pets/{proxy+}", function("three")).route("ANY /{proxy+}", function("four"))
            api.get("/pets/dog/1").body shouldBe "one"
            api.get("/pets/dog/2").body shouldBe "two"
            api.get("/pets/cat/3").body shouldBe "three"
            api.post("/test/5", "").body shouldBe "four"
            api.get("/").status shouldBe 404
            api.get("/").body shouldBe """{"message":"Not Found"}"""
            api.route("\$default", function("five")).get("/").body shouldBe "five"
        }
    }

    @Test
    fun `a quick create leads everything to its target`() {
        started().use { aws ->
            aws.httpApis().use { client ->
                val function = aws.lambda.function("all") { "all of it" }
                val api = client.createApi { it.name("quick").protocolType(ProtocolType.HTTP).target(function.arn) }
                api.apiEndpoint() shouldBe "https://${api.apiId()}.execute-api.us-east-1.amazonaws.com"
                aws.apiGateway.api("quick").get("/any/thing").body shouldBe "all of it"
                client.getRoutes { it.apiId(api.apiId()) }.items().single().routeKey() shouldBe "\$default"
                client.getStages { it.apiId(api.apiId()) }.items().single().autoDeploy() shouldBe true
            }
        }
    }

    @Test
    fun `CORS is answered by the API, whatever its function says`() {
        started().use { aws ->
            aws.httpApis().use { client ->
                val function = aws.lambda.function("f") {
                    mapOf(
                        "statusCode" to 200,
                        "headers" to mapOf("Access-Control-Allow-Origin" to "own")
                    )
                }
                val id =
                    client.createApi {
                        it.name("cors").protocolType(ProtocolType.HTTP).target(function.arn)
                            .corsConfiguration { c ->
                                c.allowOrigins("https://a.example").allowMethods("GET").allowHeaders("X-One").maxAge(60)
                            }
                    }.apiId()
                val api = aws.apiGateway.api(id)
                val preflight =
                    api.request(
                        "OPTIONS",
                        "/x",
                        null as String?,
                        mapOf(
                            "Origin" to "https://a.example",
                            "Access-Control-Request-Method" to "GET"
                        )
                    )
                preflight.status shouldBe 204
                preflight.header("access-control-allow-origin") shouldBe "https://a.example"
                preflight.header("access-control-allow-methods") shouldBe "GET"
                preflight.header("access-control-max-age") shouldBe "60"
                api.get("/", mapOf("Origin" to "https://a.example")).headers["access-control-allow-origin"] shouldBe
                    listOf("https://a.example")
                api.get("/", mapOf("Origin" to "https://b.example")).header("access-control-allow-origin") shouldBe null
            }
        }
    }

    @Test
    fun `a stage with a format writes a line for each request`() {
        started().use { aws ->
            aws.httpApis().use { client ->
                val api = aws.apiGateway.httpApi("logged").route("GET /x", aws.lambda.function("f") { "ok" }.arn).id
                client.updateStage {
                    it.apiId(api).stageName("\$default").accessLogSettings { s ->
                        s.destinationArn("arn:aws:logs:us-east-1:123456789012:log-group:/apis")
                            .format("\$context.httpMethod \$context.routeKey \$context.status \$context.responseLength")
                    }
                }
                aws.apiGateway.api("logged").get("/x")
                val line = aws.calls("logs", "PutLogEvents").first()
                line.input["logGroupName"] shouldBe "/apis"
                line.input["logEvents"].toString() shouldContain "GET GET /x 200 2"
            }
        }
    }
}
