package io.mockaws.wire.protocol

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.mockaws.wire.Blob
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpLabel
import io.mockaws.wire.HttpPayload
import io.mockaws.wire.HttpTrait
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.OperationShape
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.operationShape
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.Serializable
import org.junit.jupiter.api.Test

@Serializable
private class CreateInput(
    val name: String? = null,
)

@Serializable
private class InvokeInput(
    @HttpLabel val function: String,
    @HttpPayload val payload: Blob? = null,
)

@Serializable
private class InvokeOutput(
    @HttpPayload val payload: Blob? = null,
)

@Serializable
private class TouchInput(
    @HttpLabel val function: String,
    @HttpHeader("qualifier") val qualifier: String? = null,
)

/** What the official vectors leave open of the media types of restJson1. */
class RestJsonTest {
    private val create = operationShape<CreateInput, CreateInput>("Create", HttpTrait("POST", "/functions"))
    private val invoke = operationShape<InvokeInput, InvokeOutput>("Invoke", HttpTrait("POST", "/functions/{Function}"))
    private val touch = operationShape<TouchInput, Unit>("Touch", HttpTrait("PUT", "/functions/{Function}"))
    private val protocol = RestJson(ServiceShape("Test", "test", "1"), listOf(create, invoke, touch))
    private val unknown = mutableListOf<String>()

    @Test
    fun `a document may name a charset, or JSON as old SDKs did`() =
        runTest {
            for (type in listOf("application/json; charset=utf-8", "Application/JSON", "application/x-amz-json-1.1")) {
                decode(create, "POST", "/functions", """{"Name":"a"}""", "Content-Type" to type).name shouldBe "a"
            }
        }

    @Test
    fun `a document of another type, or of none, is answered 415`() =
        runTest {
            val form = "Content-Type" to "application/x-www-form-urlencoded"
            for (headers in listOf(listOf(form), emptyList())) {
                val failure = shouldThrow<MalformedRequest> { decode(create, "POST", "/functions", "{}", *headers.toTypedArray()) }
                val response = protocol.encodeError(protocol.malformed(failure), "id")
                response.status shouldBe 415
                response.headers["X-Amzn-ErrorType"] shouldBe "UnsupportedMediaTypeException"
            }
        }

    @Test
    fun `no body needs no type`() =
        runTest {
            decode(create, "POST", "/functions", "").name shouldBe null
            decode(create, "POST", "/functions", "", "Content-Type" to "text/plain").name shouldBe null
        }

    @Test
    fun `bytes may be of any type, and any type may be asked for`() =
        runTest {
            for (type in listOf("application/json", "application/octet-stream", "text/csv")) {
                val headers = arrayOf("Content-Type" to type, "Accept" to type)
                decode(invoke, "POST", "/functions/f", "1", *headers).payload shouldBe Blob("1".encodeToByteArray())
            }
            decode(invoke, "POST", "/functions/f", "1").payload shouldBe Blob("1".encodeToByteArray())
        }

    @Test
    fun `of what a caller accepts one range is enough`() =
        runTest {
            for (accept in listOf("*/*", "application/*", "text/html, application/json;q=0.9")) {
                decode(create, "POST", "/functions", "", "Accept" to accept).name shouldBe null
            }
            shouldThrow<MalformedRequest> { decode(create, "POST", "/functions", "", "Accept" to "text/*, application/xml") }
                .status shouldBe 406
        }

    @Test
    fun `a body that no member is bound to is reported`() =
        runTest {
            decode(touch, "PUT", "/functions/f", """{"Name":"a"}""", "Content-Type" to "application/json").function shouldBe "f"
            unknown.shouldContainExactly("body")
        }

    private suspend fun <I : Any> decode(
        operation: OperationShape<I, *>,
        method: String,
        path: String,
        body: String,
        vararg headers: Pair<String, String>,
    ): I {
        val fields = Headers.builder().apply { headers.forEach { (name, value) -> add(name, value) } }.build()
        val request = HttpRequest(method, path, "", fields, HttpBody.of(body), "https://test.us-east-1.amazonaws.com")
        return protocol.decode(operation, request) { unknown += it }
    }
}
