package io.mockaws.services.apigateway.template

import io.mockaws.kit.JsonPath
import io.mockaws.kit.StrictJson
import kotlinx.serialization.json.JsonElement

/**
 * `$input` of mapping templates: the body and the parameters.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#input-variable-reference
 */
internal class TemplateInput(
    private val text: String,
    private val path: Map<String, String>,
    private val querystring: Map<String, String>,
    private val header: Map<String, String>,
) {
    private val json: JsonElement? by lazy(LazyThreadSafetyMode.NONE) { StrictJson.parse(text) }

    /** The body as it came; an empty one is an empty object. */
    fun getBody(): String = text.ifEmpty { "{}" }

    private fun find(expression: String?): JsonElement? {
        val whole = expression.orEmpty().trim()
        if (whole == "$" || whole.isEmpty()) return json
        val parsed = JsonPath.parse(if (whole.startsWith("$")) whole else "$.$whole") ?: return null
        return json?.let(parsed::find)
    }

    /** What is at a path, as JSON. */
    fun json(expression: String?): String =
        find(expression)?.toString() ?: if (text.isEmpty() && expression == "$") "{}" else ""

    /** The same as an object. */
    fun path(expression: String?): Any? = TemplateValues.of(find(expression))

    /** All parameters, by where they stand. */
    fun params(): Map<String, Map<String, String>> =
        linkedMapOf("path" to path, "querystring" to querystring, "header" to header)

    /** The parameter [name]: of the path, else of the query, else a header field; empty where there is none. */
    fun params(name: String?): String =
        path[name] ?: querystring[name]
            ?: header.entries.firstOrNull { it.key.equals(name, ignoreCase = true) }?.value.orEmpty()
}
