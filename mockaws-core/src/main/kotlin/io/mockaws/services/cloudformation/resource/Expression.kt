package io.mockaws.services.cloudformation.resource

import io.mockaws.services.cloudformation.template.NOTHING
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonPrimitive

/**
 * What a member is set to: a property or what is known of the resource by its name (`Code.S3Bucket`), what calls have answered alone
 * (`@Version`), `@` for what `Ref` gives, `it` for the item at hand, a text in quotes, a text with places (`arn:${Partition}:...`), `*`
 * for all other properties, or a function of these, as `last(TopicArn)`.
 */
internal class Expression(
    private val text: String,
) {
    private val call = FUNCTION.matchEntire(text)?.groupValues?.let { (_, name, arguments) ->
        name to
            arguments(arguments)
    }

    /** The property that it reads first; null where it reads none. */
    val property: String?
        get() =
            when {
                text.startsWith('\'') || text.startsWith('@') || text in PARTS || text.startsWith("it.") -> null
                call != null -> Expression(call.second[0]).property
                "\${" in text -> null
                else -> text.substringBefore('.')
            }

    /** Null where nothing is known. */
    fun value(known: Known): JsonElement? =
        when {
            text.startsWith('\'') -> JsonPrimitive(text.trim('\''))
            text in PARTS -> part(known)
            call != null -> function(call.first, call.second, known)
            "\${" in text -> known.filled(text)?.let(::JsonPrimitive)
            else -> known.at(text)
        }?.takeIf { it != JsonNull }

    private fun part(known: Known): JsonElement? =
        when (text) {
            "@" -> known.id?.let(::JsonPrimitive)
            "*" -> known.rest
            "{}" -> NOTHING
            "it" -> known.at("it")
            else -> null
        }

    private fun function(
        name: String,
        arguments: List<String>,
        known: Known,
    ): JsonElement? =
        when (name) {
            "arn" -> known.arn?.let(::JsonPrimitive)
            "id" -> known.identity(arguments[0])
            else -> ExpressionFunctions.call(name, arguments.map { Expression(it).value(known) }, known)
        }

    override fun toString(): String = text

    private companion object {
        val FUNCTION = Regex("([a-z]+)\\((.*)\\)")
        val PARTS = setOf("", "@", "*", "{}", "it")

        /** What stands between the commas of [text], but for those in functions. */
        fun arguments(text: String): List<String> {
            val found = arrayListOf("")
            var depth = 0
            for (letter in text) {
                if (letter == '(') depth++
                if (letter == ')') depth--
                if (letter == ',' && depth == 0) found += "" else found[found.lastIndex] += letter.toString()
            }
            return found
        }
    }
}
