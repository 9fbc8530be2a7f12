package io.mockaws.services.lambda.async

import io.mockaws.kit.inMilliseconds
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject
import kotlin.time.Instant

/**
 * What a destination gets of an asynchronous invocation.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
internal class DestinationRecord(
    private val invocation: QueuedInvocation,
    /** With the version or alias that was invoked. */
    val functionArn: String,
    /** `Success`, `RetriesExhausted`, `EventAgeExceeded`. */
    private val condition: String,
    private val executedVersion: String?,
    /** What the function returned, or its error; null where it never ran. */
    private val payload: String?,
    private val at: Instant,
) {
    val isSuccess: Boolean get() = condition == "Success"

    fun json(): JsonObject =
        buildJsonObject {
            put("version", "1.0")
            put("timestamp", shown(at))
            putJsonObject("requestContext") {
                put("requestId", invocation.requestId)
                put("functionArn", functionArn)
                put("condition", condition)
                put("approximateInvokeCount", invocation.attempts)
            }
            put("requestPayload", parsed(invocation.event))
            if (payload == null) return@buildJsonObject
            putJsonObject("responseContext") {
                put("statusCode", OK)
                put("executedVersion", executedVersion)
                if (!isSuccess) put("functionError", "Unhandled")
            }
            put("responsePayload", parsed(payload))
        }

    companion object {
        private const val OK = 200
        fun shown(at: Instant): String = at.inMilliseconds()

        private fun parsed(json: String): JsonElement =
            if (json.isBlank()) JsonNull else Json.parseToJsonElement(json)
    }
}
