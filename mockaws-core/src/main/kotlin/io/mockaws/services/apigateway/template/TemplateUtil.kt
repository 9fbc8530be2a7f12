package io.mockaws.services.apigateway.template

import io.mockaws.kit.StrictJson
import io.mockaws.wire.http.percentDecode
import java.net.URLEncoder
import java.util.Base64

/**
 * `$util` of mapping templates.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#util-template-reference
 */
internal class TemplateUtil {
    @Suppress("FunctionOnlyReturningConstant")
    fun escapeJavaScript(text: Any?): String? =
        text?.toString()?.let { all ->
            buildString {
                for (c in all) {
                    when (c) {
                        '"' -> append("\\\"")
                        '\'' -> append("\\'")
                        '\\' -> append("\\\\")
                        '/' -> append("\\/")
                        '\n' -> append("\\n")
                        '\r' -> append("\\r")
                        '\t' -> append("\\t")
                        '\b' -> append("\\b")
                        '\u000C' -> append("\\f")
                        else -> if (c in ' '..'~') append(c) else append("\\u%04X".format(c.code))
                    }
                }
            }
        }

    fun parseJson(text: Any?): Any? = text?.let { TemplateValues.of(StrictJson.parse("$it")) }

    fun urlEncode(text: Any?): String? = text?.let { URLEncoder.encode("$it", Charsets.UTF_8) }

    fun urlDecode(text: Any?): String? = text?.let { percentDecode("$it", plusIsSpace = true) }

    fun base64Encode(text: Any?): String? = text?.let { Base64.getEncoder().encodeToString("$it".toByteArray()) }

    fun base64Decode(text: Any?): String? = text?.let { Base64.getDecoder().decode("$it").decodeToString() }
}
