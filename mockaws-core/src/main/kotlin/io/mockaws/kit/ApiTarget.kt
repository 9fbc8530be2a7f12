package io.mockaws.kit

import io.mockaws.engine.AwsFault
import io.mockaws.wire.Blob
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject
import java.net.URLEncoder
import java.util.Base64

/**
 * An API of API Gateway as a target: `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH`.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-gateway-target.html
 */
internal object ApiTarget {
    /** The request that [parts] make: the text is its body, and `HttpParameters` say what else it has. */
    fun of(parts: TargetParts): TargetOperation {
        val arn = parts.arn
        val named = arn.resource.split('/', limit = SEGMENTS)
        val said = parts.parameters.part("HttpParameters")
        val values = (said?.get("PathParameterValues") as? JsonArray).orEmpty().map { (it as JsonPrimitive).content }
        val template = named.getOrElse(SEGMENTS - 1) { "" }
        val path = values.fold(template) { at, value -> at.replaceFirst("*", encoded(value)) }
        val query =
            said?.part("QueryStringParameters").orEmpty().map { (name, value) ->
                encoded(name) + "=" +
                    encoded(text(value))
            }
        val headers = said?.part("HeaderParameters").orEmpty()
        val input =
            buildJsonObject {
                put("method", named.getOrElse(2) { ANY }.let { if (it == ANY) "POST" else it })
                put("path", "/${named.getOrElse(1) { "" }}/$path")
                put("query", query.joinToString("&"))
                put("host", "${named[0]}.execute-api.${arn.region}.amazonaws.com")
                put("body", Base64.getEncoder().encodeToString(parts.text.encodeToByteArray()))
                putJsonObject("headerFields") {
                    val isTyped = headers.keys.any { it.equals(TYPE, ignoreCase = true) }
                    if (!isTyped) putJsonArray(TYPE) { add(JsonPrimitive("application/json")) }
                    for ((name, value) in headers) putJsonArray(name) { add(value) }
                }
            }
        return TargetOperation("apigatewaymanagementapi", "Invoke", input) { refusalOf(it) }
    }

    /** The body of what an API answered. */
    fun bodyOf(output: Map<String, Any?>): String = (output["body"] as? Blob)?.bytes?.decodeToString().orEmpty()

    /** An API refuses by its status; that tells whether it is asked again. */
    private fun refusalOf(output: Map<String, Any?>): AwsFault? {
        val status = (output["status"] as? Number)?.toInt() ?: OK
        if (status in SUCCESS) return null
        val isTried = status == TOO_MANY || status >= SERVER_ERROR
        val text = "The API answered $status: ${bodyOf(output)}"
        return AwsFault("ERROR_FROM_TARGET", text, if (isTried) UNAVAILABLE else BAD_REQUEST)
    }

    private fun text(value: Any): String = (value as? JsonPrimitive)?.content ?: value.toString()

    private fun encoded(text: String): String = URLEncoder.encode(text, Charsets.UTF_8).replace("+", "%20")

    private const val SEGMENTS = 4
    private const val ANY = "*"
    private const val TYPE = "Content-Type"
    private const val OK = 200
    private val SUCCESS = 200..299
    private const val TOO_MANY = 429
    private const val SERVER_ERROR = 500
    private const val UNAVAILABLE = 503
    private const val BAD_REQUEST = 400
}
