package io.mockaws.services.lambda.url

import io.mockaws.kit.StrictJson
import io.mockaws.kit.web.ApiAnswer
import io.mockaws.kit.web.ProxyAnswer
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * What a URL that streams makes of a function's output: it goes out as it is. Before it there may be status and header
 * fields as JSON, with eight zeros behind them.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html#runtimes-custom-response-streaming
 */
internal object UrlStream {
    fun answer(payload: String): ApiAnswer {
        val prelude = payload.substringBefore(DELIMITER, "")
        val said = StrictJson.parse(prelude) as? JsonObject
        if (said == null) return ApiAnswer(OK, listOf("Content-Type" to "application/octet-stream"), payload)
        val head = ProxyAnswer.second(JsonObject(mapOf("statusCode" to STATUS) + said - "body").toString())
        return ApiAnswer(head.status, head.headers, payload.substringAfter(DELIMITER).toByteArray())
    }

    private const val OK = 200
    private val STATUS = JsonPrimitive(OK)
    private val DELIMITER = "\u0000".repeat(8)
}
