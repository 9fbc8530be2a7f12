package io.mockaws.services.lambda

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.maps.shouldContainAll
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.mockAws
import io.mockaws.sdk.java.JavaSdk
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.put
import org.junit.jupiter.api.Test
import software.amazon.awssdk.http.SdkHttpMethod
import software.amazon.awssdk.http.SdkHttpRequest
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity
import software.amazon.awssdk.services.lambda.LambdaClient
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType
import software.amazon.awssdk.services.lambda.model.InvokeMode
import java.net.URI
import java.util.Base64

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
class FunctionUrlTest {
    private fun MockAws.lambdas(): LambdaClient = JavaSdk(handler, region, accountId).configure(LambdaClient.builder()).build()

    private fun objectOf(text: String): JsonObject = Json.parseToJsonElement(text).jsonObject

    private fun MockAws.send(url: String, method: String = "GET", path: String = "/", headers: Headers = Headers.Empty): HttpResponse {
        val host = url.removePrefix("https://").removeSuffix("/")
        val fields = Headers.builder().add("Host", host)
        headers.forEachField { name, value -> fields.add(name, value) }
        return runBlocking { handler.handle(HttpRequest(method, path, "", fields.build(), HttpBody.Empty, "https://$host")) }
    }

    private val HttpResponse.text: String get() = runBlocking { body.readBytes() }.decodeToString()

    private fun signature(url: String, accessKeyId: String, secret: String): Headers {
        val request = SdkHttpRequest.builder().uri(URI.create(url)).method(SdkHttpMethod.GET).build()
        val signed =
            AwsV4HttpSigner.create().sign {
                it.identity(AwsCredentialsIdentity.create(accessKeyId, secret)).request(request)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "lambda").putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
            }.request()
        val fields = signed.headers().filterKeys { it != "Host" }.map { (name, values) -> name to values.first() }
        return Headers.of(*fields.toTypedArray())
    }

    @Test
    fun `a function gets what was sent to its URL in format 2 point 0`() = runTest {
        mockAws {
            val function = lambda.function("f") { mapOf("statusCode" to 200) }
            val url = function.url()
            url.url shouldStartWith "https://"
            val headers = mapOf("Cookie" to "a=1; b=2", "X-Shop" to "tea", "User-Agent" to "test")
            url.request("POST", "/orders%2F1/x?q=a%20b&q=c", "text", headers + ("Content-Type" to "text/plain"))

            val host = url.url.removePrefix("https://").removeSuffix("/")
            val event = objectOf(function.invocations.single().event)
            event.keys shouldBe setOf(
                "version", "routeKey", "rawPath", "rawQueryString", "cookies", "headers", "queryStringParameters",
                "requestContext", "body", "isBase64Encoded",
            )
            event.getValue("version").jsonPrimitive.content shouldBe "2.0"
            event.getValue("routeKey").jsonPrimitive.content shouldBe "\$default"
            event.getValue("rawPath").jsonPrimitive.content shouldBe "/orders/1/x"
            event.getValue("rawQueryString").jsonPrimitive.content shouldBe "q=a%20b&q=c"
            event.getValue("cookies").toString() shouldBe """["a=1","b=2"]"""
            event.getValue("queryStringParameters").toString() shouldBe """{"q":"a b,c"}"""
            event.getValue("body").jsonPrimitive.content shouldBe "text"
            event.getValue("isBase64Encoded").toString() shouldBe "false"
            event.getValue("headers").jsonObject.mapValues { it.value.jsonPrimitive.content } shouldContainAll
                mapOf(
                    "x-shop" to "tea",
                    "content-type" to "text/plain",
                    "content-length" to "4",
                    "host" to host,
                    "x-forwarded-port" to "443",
                    "x-forwarded-proto" to "https",
                    "x-amzn-tls-version" to "TLSv1.3",
                )
            val context = event.getValue("requestContext").jsonObject
            (context - "requestId" - "time" - "timeEpoch") shouldBe buildJsonObject {
                put("accountId", "anonymous")
                put("apiId", host.substringBefore('.'))
                put("domainName", host)
                put("domainPrefix", host.substringBefore('.'))
                put(
                    "http",
                    buildJsonObject {
                        put("method", "POST")
                        put("path", "/orders/1/x")
                        put("protocol", "HTTP/1.1")
                        put("sourceIp", "127.0.0.1")
                        put("userAgent", "test")
                    },
                )
                put("routeKey", "\$default")
                put("stage", "\$default")
            }
            calls("lambda", "InvokeFunctionUrl") shouldHaveSize 1
            calls("lambda", "Invoke").shouldBeEmpty()
        }
    }

    @Test
    fun `bytes come in Base64, and go out of it`() = runTest {
        mockAws {
            val picture = byteArrayOf(-1, 0, 1)
            val function =
                lambda.function("f") {
                    mapOf(
                        "statusCode" to 200,
                        "headers" to mapOf("Content-Type" to "image/png"),
                        "cookies" to listOf("a=1", "b=2"),
                        "body" to Base64.getEncoder().encodeToString(picture),
                        "isBase64Encoded" to true,
                    )
                }
            val answer = function.url().request("PUT", "/", picture, mapOf("Content-Type" to "image/png"))
            answer.bytes.toList() shouldBe picture.toList()
            answer.header("Content-Type") shouldBe "image/png"
            answer.headers["set-cookie"] shouldBe listOf("a=1", "b=2")
            val event = objectOf(function.invocations.single().event)
            event.getValue("isBase64Encoded").toString() shouldBe "true"
            event.getValue("body").jsonPrimitive.content shouldBe "/wAB"
        }
    }

    /** LocalStack's recording of test_lambda_url_invocation, and of its headers_and_status and exception. */
    @Test
    fun `what a function returns is an answer, or the body of one`() = runTest {
        mockAws {
            var returned: Any? = null
            val url = lambda.function("f") { returned }.url()

            fun answer(value: Any?): List<Any?> {
                returned = value
                return url.post("/x", "{}").let { listOf(it.status, it.header("Content-Type"), it.body) }
            }
            answer(mapOf("hello" to "world")) shouldBe listOf(200, "application/json", """{"hello":"world"}""")
            answer(mapOf("statusCode" to 200, "body" to "body123")) shouldBe listOf(200, "application/json", "body123")
            answer(listOf("hello", 3, true)) shouldBe listOf(200, "application/json", """["hello",3,true]""")
            answer("hello") shouldBe listOf(200, "application/json", "hello")
            answer(3.1) shouldBe listOf(200, "application/json", "3.1")
            answer(mapOf("statusCode" to "418", "body" to "a teapot")) shouldBe listOf(418, "application/json", "a teapot")
            answer(mapOf("statusCode" to 200, "body" to listOf(1)))[0] shouldBe 502
            answer(mapOf("statusCode" to "many"))[0] shouldBe 502
        }
    }

    @Test
    fun `a function that fails is a bad gateway`() = runTest {
        mockAws {
            val answer = lambda.function("f") { error("no") }.url().get()
            answer.status shouldBe 502
            answer.body shouldBe "Internal Server Error"
        }
    }

    /** LocalStack's recording of test_lambda_url_non_existing_url. */
    @Test
    fun `where nobody has a URL, access is denied`() = runTest {
        mockAws {
            val answer = send("https://0123456789abcdefghijklmnopqrstuv.lambda-url.us-east-1.on.aws/")
            answer.status shouldBe 403
            answer.text shouldBe """{"Message":null}"""
            answer.headers["x-amzn-ErrorType"] shouldBe "AccessDeniedException"
        }
    }

    /** https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html and LocalStack's recording of test_lambda_permission_url_invocation. */
    @Test
    fun `a URL for everybody needs both permissions of the function's policy`() = runTest {
        mockAws {
            lambdas().use { client ->
                client.createFunction {
                    it.functionName("f").role("arn:aws:iam::$accountId:role/r").runtime("java21")
                        .handler("io.mockaws.services.lambda.UrlHandler::handle").code { c -> c.zipFile(zip("a.txt" to "f")) }
                }
                val url =
                    client.createFunctionUrlConfig { it.functionName("f").authType(FunctionUrlAuthType.NONE) }.functionUrl()
                val refused = send(url)
                refused.status shouldBe 403
                refused.text shouldContain "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"
                client.addPermission {
                    it.functionName("f").statementId("url").action("lambda:InvokeFunctionUrl").principal("*")
                        .functionUrlAuthType("NONE")
                }
                send(url).status shouldBe 403
                client.addPermission {
                    it.functionName("f").statementId("invoke").action("lambda:InvokeFunction").principal("*")
                        .invokedViaFunctionUrl(true)
                }
                send(url, "GET", "/hello").text shouldBe "/hello"
            }
        }
    }

    @Test
    fun `a URL of an alias is that version's, and wants a signature where it says so`() = runTest {
        mockAws {
            val function = lambda.function("f") { "hello" }
            lambdas().use { client ->
                client.createAlias { it.functionName("f").name("live").functionVersion("\$LATEST") }
                val url =
                    client.createFunctionUrlConfig {
                        it.functionName("f").qualifier("live").authType(FunctionUrlAuthType.AWS_IAM)
                    }.functionUrl()
                send(url).status shouldBe 403
                val signed =
                    "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/lambda/aws4_request, " +
                        "SignedHeaders=host, Signature=0"
                send(url, headers = Headers.of("Authorization" to signed)).text shouldBe "hello"
            }
            val event = objectOf(function.invocations.single().event)
            val context = event.getValue("requestContext").jsonObject
            context.getValue("accountId").jsonPrimitive.content shouldBe accountId
            context.getValue("authorizer").jsonObject.getValue("iam").jsonObject.keys shouldBe
                setOf("accessKey", "accountId", "callerId", "cognitoIdentity", "principalOrgId", "userArn", "userId")
        }
    }

    @Test
    fun `where policies act, a caller needs both permissions, and has to sign`() {
        MockAws.start(MockAwsOptions.builder().iam(true).build()).use { aws ->
            aws.lambda.function("f") { "hello" }
            aws.lambda.function("f").url().get().body shouldBe "hello"
            val ann = aws.iam.user("ann")
            val key = ann.accessKey()
            val function = aws.lambda.function("g") { "hello" }
            val url =
                aws.lambdas().use { client ->
                    client.createFunctionUrlConfig { it.functionName("g").authType(FunctionUrlAuthType.AWS_IAM) }.functionUrl()
                }

            fun call(secret: String = key.secret) = aws.send(url, headers = signature(url, key.id, secret))
            call().status shouldBe 403
            ann.allow("lambda:InvokeFunctionUrl")
            call().status shouldBe 403
            ann.allow("lambda:InvokeFunction")
            call().text shouldBe "hello"
            aws.send(url).status shouldBe 403
            function.invocations shouldHaveSize 1
        }
    }

    @Test
    fun `browsers are told who may call, whatever the function says`() = runTest {
        mockAws {
            lambda.function("f") { mapOf("statusCode" to 200, "headers" to mapOf("Access-Control-Allow-Origin" to "nobody")) }
            lambdas().use { client ->
                val url =
                    client.createFunctionUrlConfig { u ->
                        u.functionName("f").authType(FunctionUrlAuthType.NONE).cors {
                            it.allowOrigins("https://shop.example").allowMethods("GET", "POST").allowHeaders("X-Shop")
                                .maxAge(60).exposeHeaders("X-Id").allowCredentials(true)
                        }
                    }.functionUrl()
                val asked = Headers.of("Origin" to "https://shop.example", "Access-Control-Request-Method" to "POST")
                val preflight = send(url, "OPTIONS", headers = asked)
                preflight.status shouldBe 200
                preflight.headers["access-control-allow-methods"] shouldBe "GET,POST"
                preflight.headers["access-control-max-age"] shouldBe "60"
                lambda.function("f").invocations.shouldBeEmpty()
                val answer = send(url, headers = Headers.of("Origin" to "https://shop.example"))
                answer.headers["access-control-allow-origin"] shouldBe "https://shop.example"
                answer.headers["access-control-expose-headers"] shouldBe "x-id"
                answer.headers["access-control-allow-credentials"] shouldBe "true"
                send(url, headers = Headers.of("Origin" to "https://other.example"))
                    .headers["access-control-allow-origin"] shouldBe null
            }
        }
    }

    /** LocalStack's recording of test_lambda_url_echo_invoke with RESPONSE_STREAM, and AWS's page on custom runtimes. */
    @Test
    fun `a URL that streams gives what the function gives`() = runTest {
        mockAws {
            var returned: Any? = mapOf("statusCode" to 201, "body" to "x")
            lambda.function("f") { returned }
            lambdas().use { client ->
                val url =
                    client.createFunctionUrlConfig {
                        it.functionName("f").authType(FunctionUrlAuthType.NONE).invokeMode(InvokeMode.RESPONSE_STREAM)
                    }.functionUrl()
                val answer = send(url)
                answer.status shouldBe 200
                answer.text shouldBe """{"statusCode":201,"body":"x"}"""
                returned = "never seen"
            }
        }
    }

    @Test
    fun `a URL is found by its host and by a path of this machine`() = runTest {
        mockAws {
            val id = lambda.function("f") { it.jsonObject["rawPath"] }.url().url.removePrefix("https://").substringBefore('.')
            send("https://$id.lambda-url.us-east-1.localhost:5000/", path = "/a").text shouldBe "/a"
            send("http://localhost:5000/", path = "/_aws/lambda-url/$id/a/b").text shouldBe "/a/b"
            send("http://localhost:5000/", path = "/_aws/lambda-url/$id").text shouldBe "/"
        }
    }
}

/** A handler of a class of the class path. */
internal class UrlHandler {
    fun handle(event: Map<String, Any?>): String = event.getValue("rawPath") as String
}
