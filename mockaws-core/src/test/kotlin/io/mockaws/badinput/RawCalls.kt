package io.mockaws.badinput

import com.fasterxml.jackson.core.JsonFactory
import com.fasterxml.jackson.core.JsonParser
import com.fasterxml.jackson.core.JsonToken
import com.fasterxml.jackson.dataformat.cbor.CBORFactory
import io.kotest.assertions.fail
import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.w3c.dom.Element
import javax.xml.parsers.DocumentBuilderFactory

/** Bare requests to a mock, and what a client of each protocol makes of the answers. */
internal class RawCalls(
    val aws: MockAws,
) : AutoCloseable by aws {
    fun send(
        method: String,
        url: String,
        headers: Map<String, String> = emptyMap(),
        body: HttpBody = HttpBody.Empty,
    ): HttpResponse {
        val origin = Regex("https?://[^/?]*").find(url)!!.value
        val path = url.removePrefix(origin).substringBefore('?').ifEmpty { "/" }
        val fields = Headers.of(*headers.map { it.key to it.value }.toTypedArray())
        return send(HttpRequest(method, path, url.substringAfter('?', ""), fields, body, origin))
    }

    fun send(request: HttpRequest): HttpResponse = runBlocking { withTimeout(10_000) { aws.handler.handle(request) } }

    fun json(
        service: String,
        target: String?,
        body: ByteArray,
        headers: Map<String, String> = emptyMap(),
    ): HttpResponse =
        send(
            "POST",
            "https://$service.us-east-1.amazonaws.com/",
            mapOf("Content-Type" to "application/x-amz-json-1.0") +
                listOfNotNull(target?.let { "X-Amz-Target" to it }) + headers,
            HttpBody.Bytes(body),
        )

    fun form(
        body: String,
        headers: Map<String, String> = emptyMap(),
        url: String = "$SQS/",
    ): HttpResponse =
        send("POST", url, mapOf("Content-Type" to "application/x-www-form-urlencoded") + headers, HttpBody.of(body))

    companion object {
        const val SQS = "https://sqs.us-east-1.amazonaws.com"
        const val S3 = "https://s3.us-east-1.amazonaws.com"
    }
}

/** How a client finds the code of an error. */
internal enum class ErrorForm {
    JSON {
        override fun code(answer: HttpResponse): String? = type(JsonFactory().createParser(answer.bytes()))?.substringAfter('#')
    },
    CBOR {
        override fun code(answer: HttpResponse): String? = type(CBORFactory().createParser(answer.bytes()))?.substringAfter('#')
    },
    REST_JSON {
        override fun code(answer: HttpResponse): String? {
            JsonFactory().createParser(answer.bytes()).use { it.readAll() }
            return answer.headers["X-Amzn-ErrorType"]
        }
    },
    QUERY {
        override fun code(answer: HttpResponse): String? = answer.xml().takeIf { it.tagName == "ErrorResponse" }?.text("Error", "Code")
    },
    S3 {
        override fun code(answer: HttpResponse): String? = answer.xml().takeIf { it.tagName == "Error" }?.text("Code")
    }, ;

    abstract fun code(answer: HttpResponse): String?
}

internal fun HttpResponse.bytes(): ByteArray = runBlocking { body.readBytes() }

/** Fails unless this is the error [code] with [status], in [form]. */
internal fun HttpResponse.shouldBeError(
    form: ErrorForm,
    status: Int,
    code: String,
) = withClue("${bytes().decodeToString().take(400)}") {
    "${this.status} ${form.code(this)}" shouldBe "$status $code"
}

/** Fails unless this is a success, or an error of the caller's in [form]. */
internal fun HttpResponse.shouldBeSaid(form: ErrorForm) {
    if (status < 400) return
    val text = bytes().decodeToString().take(400)
    val code = if (bytes().isEmpty()) "" else form.code(this)
    if (code == null) fail("An error without a code: $text")
    if (status == 501 && (code == "NotImplemented" || code.isEmpty())) return
    if (status !in 400..499) fail("$status: $text")
}

private fun type(parser: JsonParser): String? =
    parser.use {
        var type: String? = null
        it.nextToken() shouldBe JsonToken.START_OBJECT
        while (it.nextToken() != JsonToken.END_OBJECT) {
            val name = it.currentName()
            it.nextToken()
            if (name == "__type") type = it.text else it.skipChildren()
        }
        it.nextToken() shouldBe null
        type
    }

private fun JsonParser.readAll() {
    do {
        val token = nextToken()
    } while (token != null)
}

private fun HttpResponse.xml(): Element =
    DocumentBuilderFactory.newInstance().newDocumentBuilder().apply { setErrorHandler(null) }.parse(bytes().inputStream()).documentElement

private fun Element.text(vararg path: String): String? {
    var at = this
    for (step in path) {
        val nodes = at.childNodes
        at = (0 until nodes.length).map { nodes.item(it) }.filterIsInstance<Element>().firstOrNull { it.tagName == step } ?: return null
    }
    return at.textContent.ifEmpty { null }
}
