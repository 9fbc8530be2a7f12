package io.mockaws.services.cloudformation.functions

import io.mockaws.services.cloudformation.template.TemplateFaults
import io.mockaws.services.cloudformation.template.scalar
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.util.Base64

/** Functions that make texts and lists of what they are given. */
internal class TextFunctions(
    private val evaluator: Evaluator,
) {
    /** What the function [name] gives; null where there is none of that name. */
    fun call(
        name: String,
        argument: JsonElement,
        path: String,
    ): JsonElement? =
        when (name) {
            "Fn::Join" -> join(argument, path)
            "Fn::Sub" -> substitute(argument, path)
            "Fn::Split" -> split(argument, path)
            "Fn::Select" -> select(argument, path)
            "Fn::Base64" -> base64(argument, path)
            "Fn::Cidr" -> cidr(argument, path)
            "Fn::Length" -> JsonPrimitive(length(argument, path))
            "Fn::ToJsonString" -> JsonPrimitive(evaluator.present(argument, path).toString())
            else -> null
        }

    private fun join(
        argument: JsonElement,
        path: String,
    ): JsonElement {
        val parts = argument as? JsonArray
        val delimiter = parts?.getOrNull(0)?.let { evaluator.text(it, "$path/0") }
        val items = parts?.takeIf { it.size == 2 }?.get(1)?.let { evaluator.items(it, "$path/1") }
        if (delimiter == null || items == null) {
            throw TemplateFaults.error(
                "every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to " +
                    "be joined or a " +
                    "function that returns a list of strings (such as Fn::GetAZs) to be joined.",
                path,
            )
        }
        return JsonPrimitive(items.joinToString(delimiter) { it.scalar ?: it.toString() })
    }

    private fun substitute(
        argument: JsonElement,
        path: String,
    ): JsonElement {
        val parts = argument as? JsonArray
        val text = (parts?.firstOrNull() ?: argument).scalar
        val variables = parts?.getOrNull(1) as? JsonObject
        if (text == null || (parts != null && (parts.size != 2 || variables == null))) {
            throw TemplateFaults.error(
                "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first " +
                    "argument, and an " +
                    "optional second argument to specify a mapping of values to replace in the string",
                path,
            )
        }
        val made =
            PLACE.replace(text) { match ->
                val name = match.groupValues[1]
                if (name.startsWith("!")) return@replace "\${" + name.substring(1) + "}"
                val own = variables?.get(name.trim())
                val value = if (own ==
                    null
                ) {
                    evaluator.value(reference(name.trim()), path)
                } else {
                    evaluator.value(own, "$path/1/$name")
                }
                value?.scalar
                    ?: throw TemplateFaults.error(
                        "variable $name in Fn::Sub expression does not resolve to a string",
                        path
                    )
            }
        return DynamicReferences.resolved(JsonPrimitive(made), evaluator.scope)
    }

    private fun reference(name: String): JsonObject =
        if ('.' in name) {
            JsonObject(mapOf("Fn::GetAtt" to JsonArray(name.split('.', limit = 2).map(::JsonPrimitive))))
        } else {
            JsonObject(mapOf("Ref" to JsonPrimitive(name)))
        }

    private fun split(
        argument: JsonElement,
        path: String,
    ): JsonElement {
        val parts = argument as? JsonArray
        val delimiter = parts?.getOrNull(0)?.scalar
        val text = parts?.takeIf { it.size == 2 }?.get(1)?.let { evaluator.text(it, "$path/1") }
        if (delimiter == null || text == null) {
            throw TemplateFaults.error(
                "every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split " +
                    "or a function that " +
                    "returns a string to be split.",
                path,
            )
        }
        return JsonArray(text.split(delimiter).map(::JsonPrimitive))
    }

    private fun select(
        argument: JsonElement,
        path: String,
    ): JsonElement {
        val parts = argument as? JsonArray
        val index = parts?.getOrNull(0)?.let { evaluator.text(it, "$path/0") }?.toIntOrNull()
        val items = parts?.takeIf { it.size == 2 }?.get(1)?.let { evaluator.items(it, "$path/1") }
        if (index == null || items == null) {
            throw TemplateFaults.error(
                "Fn::Select requires a list argument with two elements: an integer index and a list",
                path
            )
        }
        return items.getOrNull(index)
            ?: throw TemplateFaults.error("Fn::Select cannot select nonexistent value at index $index", path)
    }

    private fun base64(
        argument: JsonElement,
        path: String,
    ): JsonElement {
        val text =
            evaluator.text(argument, path)
                ?: throw TemplateFaults.error("every Fn::Base64 object must have a String-typed value.", path)
        return JsonPrimitive(Base64.getEncoder().encodeToString(text.encodeToByteArray()))
    }

    private fun cidr(
        argument: JsonElement,
        path: String,
    ): JsonElement {
        val parts = (argument as? JsonArray)?.mapIndexed { i, part -> evaluator.text(part, "$path/$i") }
        val count = parts?.getOrNull(1)?.toIntOrNull()
        val blocks = if (count ==
            null
        ) {
            null
        } else {
            Cidr.blocks(parts[0].orEmpty(), count, parts.getOrNull(2)?.toIntOrNull())
        }
        return JsonArray(
            (blocks ?: throw TemplateFaults.error("Fn::Cidr: invalid parameters $argument", path)).map(::JsonPrimitive)
        )
    }

    private fun length(
        argument: JsonElement,
        path: String,
    ): Int =
        evaluator.items(argument, path)?.size
            ?: throw TemplateFaults.error("Fn::Length: intrinsic function must have a list", path)

    private companion object {
        val PLACE = Regex("\\$\\{([^}]+)}")
    }
}
