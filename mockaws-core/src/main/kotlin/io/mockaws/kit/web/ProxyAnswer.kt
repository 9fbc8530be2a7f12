package io.mockaws.kit.web

import io.mockaws.kit.StrictJson
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.contentOrNull
import java.util.Base64

/** What a function answers for a client, as far as it is in the form that API Gateway and URLs of functions want. */
internal object ProxyAnswer {
    /**
     * What a REST API, and an HTTP API by format 1.0, makes of [payload].
     *
     * @param decodes whether a body in Base64 goes out as bytes
     * @throws MalformedAnswer for another form
     */
    fun first(
        payload: String,
        decodes: (JsonObject) -> Boolean,
    ): ApiAnswer {
        val answer = StrictJson.parse(payload) as? JsonObject ?: throw malformed()
        if (answer.keys.any { it !in MEMBERS }) throw malformed()
        return answer(answer, decodes(answer), emptyList())
    }

    /**
     * What an HTTP API, and a URL, makes of [payload] by format 2.0: all that is no answer by its form is the body of one.
     *
     * @throws MalformedAnswer where parts of it are in another form
     */
    fun second(payload: String): ApiAnswer {
        val answer = StrictJson.parse(payload)
        if (answer !is JsonObject || "statusCode" !in answer) return inferred(answer, payload)
        val cookies = (answer["cookies"] as? JsonArray).orEmpty().mapNotNull { (it as? JsonPrimitive)?.contentOrNull }
        return answer(answer, decodes = true, cookies.map { "set-cookie" to it })
    }

    private fun inferred(
        answer: JsonElement?,
        payload: String,
    ): ApiAnswer {
        val text = if (answer is JsonPrimitive && answer.isString) answer.content else payload
        return ApiAnswer(OK, listOf("content-type" to "application/json"), text)
    }

    private fun answer(
        answer: JsonObject,
        decodes: Boolean,
        more: List<Pair<String, String>>,
    ): ApiAnswer {
        val status = (answer["statusCode"] ?: JsonPrimitive(OK)).let { (it as? JsonPrimitive)?.contentOrNull }
        val code = status?.toDoubleOrNull()?.toInt()?.takeIf { it in STATUSES } ?: throw malformed()
        val isBase64 = (answer["isBase64Encoded"] as? JsonPrimitive)?.booleanOrNull ?: false
        val body =
            when (val sent = answer["body"]) {
                null, JsonNull -> ByteArray(0)
                is JsonPrimitive -> bytes(sent.content, isBase64 && decodes)
                else -> throw malformed()
            }
        return ApiAnswer(code, headers(answer) + more, body)
    }

    private fun bytes(
        text: String,
        isBase64: Boolean,
    ): ByteArray =
        try {
            if (isBase64) Base64.getMimeDecoder().decode(text) else text.toByteArray()
        } catch (_: IllegalArgumentException) {
            throw malformed()
        }

    /** A name of both has its several values, and the single one behind them where that is another. */
    private fun headers(answer: JsonObject): List<Pair<String, String>> {
        val single = membersOf(answer["headers"])
        val multiple = membersOf(answer["multiValueHeaders"])
        val all = LinkedHashMap<String, MutableList<String>>()

        fun add(
            name: String,
            value: JsonElement,
        ) {
            if (value !is JsonPrimitive) throw malformed()
            val known = all.keys.firstOrNull { it.equals(name, ignoreCase = true) } ?: name
            val values = all.getOrPut(known) { ArrayList(1) }
            value.contentOrNull?.let { if (it !in values) values += it }
        }
        for ((name, values) in multiple) (values as? JsonArray ?: throw malformed()).forEach { add(name, it) }
        for ((name, value) in single) add(name, value)
        return all.flatMap { (name, values) -> values.map { name to it } }
    }

    private fun membersOf(value: JsonElement?): JsonObject =
        when (value) {
            null, JsonNull -> JsonObject(emptyMap())
            is JsonObject -> value
            else -> throw malformed()
        }

    private fun malformed() = MalformedAnswer()

    private val MEMBERS = setOf("statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded", "cookies")
    private val STATUSES = 100..599
    private const val OK = 200
}

/** A function's answer that is none. No accident, and so without a stack trace. */
internal class MalformedAnswer : RuntimeException("Malformed Lambda proxy response", null, false, false)
