package io.mockaws.services.cloudformation.functions

import io.mockaws.engine.AwsFault
import io.mockaws.services.cloudformation.template.TemplateFaults
import io.mockaws.services.cloudformation.template.scalar
import io.mockaws.services.cloudformation.template.section
import io.mockaws.services.cloudformation.template.textAt
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.util.regex.PatternSyntaxException

/** The value of a parameter. */
@Serializable
internal data class ParameterValue(
    val type: String,
    /** As the caller or the template says it. */
    val text: String,
    /** What the parameter of Systems Manager holds that [text] names; null where it names none. */
    val resolved: String? = null,
    val isSecret: Boolean = false,
) {
    private val isList get() = type == "CommaDelimitedList" || "List<" in type

    /** What `Ref` gives. */
    val json: JsonElement
        get() {
            val value = resolved ?: text
            if (!isList) return JsonPrimitive(value)
            return JsonArray(if (value.isEmpty()) emptyList() else value.split(',').map { JsonPrimitive(it.trim()) })
        }
}

/**
 * The parameters that a template declares.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
internal class Parameters(
    template: JsonObject,
) {
    private val declared = template.section("Parameters")

    /**
     * The value of each.
     *
     * @param given what the caller says, by name
     * @param stored the value of a parameter of Systems Manager
     * @throws AwsFault in AWS's words for what is missing, too much or not allowed
     */
    fun values(
        given: Map<String, String>,
        stored: (String) -> String,
    ): Map<String, ParameterValue> {
        val unknown = given.keys - declared.keys
        if (unknown.isNotEmpty()) {
            throw TemplateFaults.invalid(
                "Parameters: [${unknown.joinToString()}] do not exist in the template"
            )
        }
        val missing = declared.filter { (name, it) ->
            name !in given && (it as JsonObject).textAt("Default") == null
        }.keys
        if (missing.isNotEmpty()) {
            throw TemplateFaults.invalid(
                "Parameters: [${missing.joinToString()}] must have values"
            )
        }
        return declared.mapValues { (name, it) -> value(name, it as JsonObject, given[name], stored) }
    }

    private fun value(
        name: String,
        declaration: JsonObject,
        given: String?,
        stored: (String) -> String,
    ): ParameterValue {
        val type = declaration.textAt("Type").orEmpty()
        val text = given ?: declaration.textAt("Default").orEmpty()
        check(name, type, declaration, text)
        val resolved = if (type.startsWith(STORED)) stored(text) else null
        return ParameterValue(type, text, resolved, declaration.textAt("NoEcho")?.lowercase() == "true")
    }

    private fun check(
        name: String,
        type: String,
        declaration: JsonObject,
        text: String,
    ) {
        val items = if (type == "CommaDelimitedList" ||
            type.startsWith("List<")
        ) {
            text.split(',').map { it.trim() }
        } else {
            listOf(text)
        }
        val words = declaration.textAt("ConstraintDescription")
        items.forEach { item -> refusal(name, type, declaration, item)?.let { throw refused(name, words, it) } }
    }

    private fun refused(
        name: String,
        words: String?,
        refusal: String,
    ) = TemplateFaults.invalid(
        if (words == null) "Parameter '$name' $refusal" else "Parameter $name failed to satisfy constraint: $words",
        "/Parameters/$name",
    )

    private fun refusal(
        name: String,
        type: String,
        declaration: JsonObject,
        text: String,
    ): String? {
        fun number(limit: String) = declaration.textAt(limit)?.toDoubleOrNull()
        val allowed = (declaration["AllowedValues"] as? JsonArray)?.map { it.scalar }
        val pattern = declaration.textAt("AllowedPattern")
        val isNumber = type == "Number" || type == "List<Number>"
        val value = text.toDoubleOrNull()
        return when {
            allowed != null && text !in allowed -> "must be one of AllowedValues"

            pattern != null && !expression(name, pattern).matches(text) -> "must match pattern $pattern"

            isNumber && value == null -> "must be a number."

            isNumber && number("MinValue")?.let {
                value!! < it
            } == true -> "must be a number not less than ${declaration.textAt("MinValue")}"

            isNumber && number("MaxValue")?.let {
                value!! > it
            } == true -> "must be a number not greater than ${declaration.textAt("MaxValue")}"

            number("MinLength")?.let {
                text.length < it
            } == true -> "must contain at least ${declaration.textAt("MinLength")} characters"

            number("MaxLength")?.let {
                text.length > it
            } == true -> "must contain at most ${declaration.textAt("MaxLength")} characters"

            else -> null
        }
    }

    private fun expression(
        name: String,
        pattern: String,
    ): Regex =
        try {
            Regex(pattern)
        } catch (_: PatternSyntaxException) {
            throw TemplateFaults.format(
                "AllowedPattern of parameter $name is no regular expression: $pattern",
                "/Parameters/$name/AllowedPattern"
            )
        }

    private companion object {
        const val STORED = "AWS::SSM::Parameter::Value<"
    }
}
