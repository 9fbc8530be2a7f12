package io.mockaws.services.apigateway.execute

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.LocalHttp
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.wire.Blob
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject
import java.net.URI
import java.util.Base64

/** URLs of functions and of APIs, which the mock itself answers, as endpoints behind an API. */
internal object OwnUrl {
    /** What [uri] answers; null where it is none of the mock's. */
    fun call(
        invocation: Invocation,
        method: String,
        uri: URI,
        headers: List<Pair<String, String>>,
        body: ByteArray,
    ): LocalHttp.Answer? {
        val host = uri.host ?: return null
        val (service, operation) = OWNERS.entries.firstOrNull { it.key in host }?.value ?: return null
        val input =
            buildJsonObject {
                put("method", method)
                put("path", uri.rawPath.orEmpty().ifEmpty { "/" })
                put("query", uri.rawQuery.orEmpty())
                put("host", host)
                put("body", Base64.getEncoder().encodeToString(body))
                putJsonObject("headerFields") {
                    for ((name, values) in headers.groupBy({ it.first }, { it.second })) {
                        putJsonArray(name) { values.forEach { add(JsonPrimitive(it)) } }
                    }
                }
            }
        return try {
            answer(invocation.call.serviceCall(service, operation, input, Functions.SENDER))
        } catch (fault: AwsFault) {
            val told = buildJsonObject { put("message", fault.error.message) }
            LocalHttp.Answer(fault.error.status, told.toString().toByteArray())
        }
    }

    private fun answer(output: Map<String, Any?>): LocalHttp.Answer {
        val fields = (output["headerFields"] as? Map<*, *>).orEmpty()
        return LocalHttp.Answer(
            (output["status"] as Number).toInt(),
            (output["body"] as? Blob)?.bytes ?: ByteArray(0),
            fields.flatMap { (name, values) -> (values as List<*>).map { "$name" to "$it" } },
        )
    }

    /** Who answers hosts in which that stands. */
    private val OWNERS =
        mapOf(
            ".lambda-url." to ("lambda" to "InvokeFunctionUrl"),
            ".execute-api." to ("apigatewaymanagementapi" to "Invoke"),
        )
}
