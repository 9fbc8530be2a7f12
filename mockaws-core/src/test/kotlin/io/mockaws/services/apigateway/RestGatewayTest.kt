package io.mockaws.services.apigateway

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import io.mockaws.MockAws
import io.mockaws.MockClock
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Test
import java.util.Base64
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html */
class RestGatewayTest {
    private fun started(): MockAws = MockAws.start {
        it.startAt(Instant.parse("2026-10-01T12:30:15Z").toJavaInstant()).clock(MockClock.MANUAL)
    }

    private fun MockAws.echo(): String =
        lambda.function("echo") { event -> mapOf("statusCode" to 200, "body" to event.toString()) }.arn

    @Test
    fun `a function answers a request to its method, and its call is told with its cause`() {
        started().use { aws ->
            aws.restApis().use { client ->
                val hello = aws.lambda.function("hello") {
                    mapOf("statusCode" to 201, "headers" to mapOf("X-Kind" to "test"), "body" to "hi")
                }
                RestApi(client, "greetings").function("GET", "/hello", hello.arn).deploy()
                val answer = aws.apiGateway.api("greetings").get("/hello")
                answer.status shouldBe 201
                answer.body shouldBe "hi"
                answer.header("x-kind") shouldBe "test"
                answer.header("Content-Type") shouldBe "application/json"
                val request = aws.apiGateway.api("greetings").calls.single()
                request.operation shouldBe "Invoke"
                val invocation = aws.calls("lambda", "Invoke").single()
                invocation.calledBy shouldBe "apigateway.amazonaws.com"
                invocation.causedBy shouldBe request.requestId
            }
        }
    }

    @Test
    fun `the event of a request with a query, several values and an encoded path is AWS's`() {
        started().use { aws ->
            aws.restApis().use { client ->
                val api = RestApi(client, "shop").function("ANY", "/items/{proxy+}", aws.echo()).deploy("dev")
                client.updateStage { it.restApiId(api.id).stageName("dev").patchOperations(patch("replace", "/variables/color", "red")) }
                val headers = mapOf("User-Agent" to "test/1", "tEsT-HEADeR" to "aValUE", "Authorization" to "random-value")
                val path = "/items/user/test%2Balias@gmail.com?category=a&category=b&url=https%3A%2F%2Fx.y%2F&sum=1+1"
                val answer = aws.apiGateway.api("shop").get(path, headers)
                val event = jsonOf(answer.body)
                event.keys.toList() shouldContainExactly
                    listOf(
                        "resource", "path", "httpMethod", "headers", "multiValueHeaders", "queryStringParameters",
                        "multiValueQueryStringParameters", "pathParameters", "stageVariables", "requestContext", "body", "isBase64Encoded",
                    )
                event["resource"] shouldBe JsonPrimitive("/items/{proxy+}")
                event["path"] shouldBe JsonPrimitive("/items/user/test%2Balias@gmail.com")
                event["httpMethod"] shouldBe JsonPrimitive("GET")
                event.at("headers/tEsT-HEADeR") shouldBe JsonPrimitive("aValUE")
                event.at("headers/X-Forwarded-Proto") shouldBe JsonPrimitive("https")
                event.at("headers/Host") shouldBe JsonPrimitive("${api.id}.execute-api.us-east-1.amazonaws.com")
                event.at("multiValueHeaders/Authorization")!!.jsonArray shouldBe listOf(JsonPrimitive("random-value"))
                event["queryStringParameters"] shouldBe jsonOf("""{"category": "b", "url": "https://x.y/", "sum": "1 1"}""")
                event["multiValueQueryStringParameters"] shouldBe
                    jsonOf("""{"category": ["a", "b"], "url": ["https://x.y/"], "sum": ["1 1"]}""")
                event["pathParameters"] shouldBe jsonOf("""{"proxy": "user/test%2Balias@gmail.com"}""")
                event["stageVariables"] shouldBe jsonOf("""{"color": "red"}""")
                event["body"] shouldBe JsonNull
                event["isBase64Encoded"] shouldBe JsonPrimitive(false)
                val context = event["requestContext"]!!.jsonObject
                context.keys shouldBe
                    setOf(
                        "resourceId", "resourcePath", "httpMethod", "extendedRequestId", "requestTime", "path", "accountId", "protocol",
                        "stage", "domainPrefix", "requestTimeEpoch", "requestId", "identity", "domainName", "deploymentId", "apiId",
                    )
                context["path"] shouldBe JsonPrimitive("/dev/items/user/test%2Balias@gmail.com")
                context["stage"] shouldBe JsonPrimitive("dev")
                context["requestTime"] shouldBe JsonPrimitive("01/Oct/2026:12:30:15 +0000")
                context["requestTimeEpoch"] shouldBe JsonPrimitive(1790857815000)
                context["domainPrefix"] shouldBe JsonPrimitive(api.id)
                context["requestId"]!!.jsonPrimitive.content shouldMatch "[0-9a-f-]{36}"
                context["extendedRequestId"]!!.jsonPrimitive.content shouldMatch "[A-Za-z0-9]{15}="
                context["identity"] shouldBe
                    jsonOf(
                        """{"cognitoIdentityPoolId": null, "accountId": null, "cognitoIdentityId": null, "caller": null,
                            "sourceIp": "127.0.0.1", "principalOrgId": null, "accessKey": null, "cognitoAuthenticationType": null,
                            "cognitoAuthenticationProvider": null, "userArn": null, "userAgent": "test/1", "user": null}""",
                    )
                answer.header("x-amzn-RequestId") shouldBe context["requestId"]!!.jsonPrimitive.content
            }
        }
    }

    @Test
    fun `a body is text, and Base64 where its type is binary`() {
        started().use { aws ->
            aws.restApis().use { client ->
                val api = RestApi(client, "files").function("POST", "/", aws.echo()).deploy()
                val fixture = aws.apiGateway.api("files")
                val text = jsonOf(fixture.post("/", """{"a": 1}""").body)
                text["body"] shouldBe JsonPrimitive("""{"a": 1}""")
                text["queryStringParameters"] shouldBe JsonNull
                text["pathParameters"] shouldBe JsonNull
                client.updateRestApi { it.restApiId(api.id).patchOperations(patch("add", "/binaryMediaTypes/image~1png")) }
                api.deploy()
                val bytes = byteArrayOf(1, 2, 3, -1)
                val event = jsonOf(fixture.request("POST", "/", bytes, mapOf("Content-Type" to "image/png")).body)
                event["isBase64Encoded"] shouldBe JsonPrimitive(true)
                event["body"] shouldBe JsonPrimitive(Base64.getEncoder().encodeToString(bytes))
            }
        }
    }

    @Test
    fun `bytes come back where the client takes what the API calls binary`() {
        started().use { aws ->
            aws.restApis().use { client ->
                val picture = byteArrayOf(-1, 0, 7)
                val function =
                    aws.lambda.function("picture") {
                        mapOf("statusCode" to 200, "isBase64Encoded" to true, "body" to Base64.getEncoder().encodeToString(picture))
                    }
                val api = RestApi(client, "pictures").function("GET", "/", function.arn)
                client.updateRestApi { it.restApiId(api.id).patchOperations(patch("add", "/binaryMediaTypes/image~1png")) }
                api.deploy()
                aws.apiGateway.api("pictures").get("/", mapOf("Accept" to "image/png,*/*")).bytes.toList() shouldBe picture.toList()
                aws.apiGateway.api("pictures").get("/", mapOf("Accept" to "text/html")).body shouldBe "/wAH"
            }
        }
    }

    @Test
    fun `an answer in another form is a bad gateway, and so is a function that fails`() {
        started().use { aws ->
            aws.restApis().use { client ->
                var answer: Any? = null
                val function = aws.lambda.function("odd") { answer }
                RestApi(client, "odd").function("GET", "/", function.arn).deploy()
                val api = aws.apiGateway.api("odd")
                val bad =
                    listOf(
                        "just text",
                        emptyList<Any>(),
                        mapOf("statusCode" to 200, "wrong" to "value"),
                        null,
                        mapOf("statusCode" to "test"),
                        mapOf("statusCode" to 200, "body" to mapOf("a" to 1)),
                        mapOf("statusCode" to 200, "multiValueHeaders" to mapOf("a" to "b")),
                    )
                for (one in bad) {
                    answer = one
                    api.get("/").status shouldBe 502
                    api.get("/").body shouldBe """{"message": "Internal server error"}"""
                }
                answer = mapOf("statusCode" to "202")
                api.get("/").status shouldBe 202
                answer = mapOf("headers" to mapOf("flag" to true), "multiValueHeaders" to mapOf("m" to listOf("1", "2")))
                api.get("/").headers["flag"] shouldBe listOf("true")
                api.get("/").headers["m"] shouldBe listOf("1", "2")
                aws.lambda.function("odd") { error("broken") }
                api.get("/").status shouldBe 502
            }
        }
    }

    @Test
    fun `a path that nobody has wants a token, and a stage that is not there is forbidden`() {
        started().use { aws ->
            aws.restApis().use { client ->
                RestApi(client, "small").mock("GET", "/there").deploy()
                val api = aws.apiGateway.api("small")
                api.get("/elsewhere").status shouldBe 403
                api.get("/elsewhere").body shouldBe """{"message":"Missing Authentication Token"}"""
                api.get("/elsewhere").header("x-amzn-ErrorType") shouldBe "MissingAuthenticationTokenException"
                api.post("/there", "{}").body shouldBe """{"message":"Missing Authentication Token"}"""
                api.stage("test").get("/there").body shouldBe """{"message":"Forbidden"}"""
            }
        }
    }

    @Test
    fun `a name goes before a variable, a variable before a greedy one, a method before ANY`() {
        started().use { aws ->
            aws.restApis().use { client ->
                val api = RestApi(client, "paths")
                fun answering(method: String, path: String) = api.mock(method, path, body = """{"at": "$method $path"}""")
                answering("GET", "/pets/dog")
                answering("GET", "/pets/{id}")
                answering("ANY", "/pets/{id}")
                answering("ANY", "/{proxy+}")
                answering("GET", "/pets/{id}/toys")
                api.deploy()
                fun at(method: String, path: String) = aws.apiGateway.api("paths").request(method, path).body
                at("GET", "/pets/dog") shouldBe """{"at": "GET /pets/dog"}"""
                at("GET", "/pets/cat") shouldBe """{"at": "GET /pets/{id}"}"""
                at("PUT", "/pets/cat") shouldBe """{"at": "ANY /pets/{id}"}"""
                at("GET", "/pets/cat/toys") shouldBe """{"at": "GET /pets/{id}/toys"}"""
                at("GET", "/pets/cat/food") shouldBe """{"at": "ANY /{proxy+}"}"""
                at("POST", "/other/") shouldBe """{"at": "ANY /{proxy+}"}"""
            }
        }
    }

    @Test
    fun `a deployment is the API as it was`() {
        started().use { aws ->
            aws.restApis().use { client ->
                val api = RestApi(client, "versions").mock("GET", "/", body = "1").deploy()
                val response = { value: String ->
                    client.updateIntegrationResponse {
                        it.restApiId(api.id).resourceId(api.resource("/")).httpMethod("GET").statusCode("200")
                            .patchOperations(patch("replace", "/responseTemplates/application~1json", value))
                    }
                }
                response("2")
                aws.apiGateway.api("versions").get("/").body shouldBe "1"
                api.deploy()
                aws.apiGateway.api("versions").get("/").body shouldBe "2"
            }
        }
    }

    @Test
    fun `a function that gives API Gateway no permission is not called`() {
        started().use { aws ->
            aws.restApis().use { client ->
                val api = RestApi(client, "closed").function("GET", "/", "arn:aws:lambda:us-east-1:123456789012:function:nobody").deploy()
                aws.apiGateway.api("closed").get("/").status shouldBe 500
                aws.apiGateway.api(api.id).get("/").body shouldBe """{"message": "Internal server error"}"""
            }
        }
    }

    @Test
    fun `an API is reached by host and by path`() {
        started().use { aws ->
            aws.restApis().use { client ->
                val api = RestApi(client, "hosted").mock("GET", "/x", body = "found").deploy()
                for ((host, path) in listOf(
                    "${api.id}.execute-api.localhost" to "/prod/x",
                    "localhost" to "/_aws/execute-api/${api.id}/prod/x",
                    "localhost" to "/restapis/${api.id}/prod/_user_request_/x",
                )) {
                    aws.send("GET", host, path).second shouldBe "found"
                }
            }
        }
    }
}
