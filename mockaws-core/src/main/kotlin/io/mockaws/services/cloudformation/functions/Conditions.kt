package io.mockaws.services.cloudformation.functions

import io.mockaws.services.cloudformation.template.TemplateFaults
import io.mockaws.services.cloudformation.template.scalar
import io.mockaws.services.cloudformation.template.section
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/**
 * Conditions, and the functions of rules, which are of the same kind.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
 */
internal class Conditions(
    private val evaluator: Evaluator,
) {
    private val known = HashMap<String, Boolean>()
    private val open = LinkedHashSet<String>()
    private val all get() = evaluator.scope.template.section("Conditions")

    fun holds(
        name: String,
        path: String,
    ): Boolean {
        known[name]?.let { return it }
        val condition =
            all[name]
                ?: throw TemplateFaults.format(
                    "Unresolved condition dependency $name in the Resources block of the template",
                    path
                )
        if (!open.add(name)) throw TemplateFaults.error("Found circular condition dependency with $name", path)
        return truth(condition, "/Conditions/$name").also {
            open -= name
            known[name] = it
        }
    }

    fun truth(
        json: JsonElement,
        path: String,
    ): Boolean {
        val (name, argument) =
            (json as? JsonObject)?.entries?.singleOrNull() ?: return json.scalar.toBoolean()
        val inner = "$path/$name"
        return when (name) {
            "Condition" -> holds(argument.scalar.orEmpty(), inner)

            "Fn::Equals" -> {
                val (left, right) = argument.pair { badEquals(inner) }
                evaluator.value(left, inner).same(evaluator.value(right, inner))
            }

            "Fn::Not" -> !truth((argument as? JsonArray)?.singleOrNull() ?: throw badNot(inner), inner)

            "Fn::And" -> several(argument, name, inner).all { truth(it, inner) }

            "Fn::Or" -> several(argument, name, inner).any { truth(it, inner) }

            "Fn::Contains" -> argument.pair { badRule(name, inner) }.let { (list, item) ->
                evaluator.value(item, inner)?.scalar in texts(list, inner)
            }

            "Fn::EachMemberIn" -> argument.pair { badRule(name, inner) }.let { (some, most) ->
                texts(most, inner).containsAll(texts(some, inner))
            }

            "Fn::EachMemberEquals" -> argument.pair { badRule(name, inner) }.let { (list, item) ->
                texts(list, inner).all { it == evaluator.value(item, inner)?.scalar }
            }

            else -> evaluator.value(json, path)?.scalar.toBoolean()
        }
    }

    fun choice(
        argument: JsonElement,
        path: String,
    ): JsonElement? {
        val parts = argument as? JsonArray
        if (parts?.size !=
            CHOICE
        ) {
            throw TemplateFaults.error(
                "Fn::If requires a list argument with the first element being a condition",
                path
            )
        }
        val name = parts[0].scalar.orEmpty()
        if (name !in all) throw TemplateFaults.error("unresolved condition dependency $name in Fn::If", path)
        val chosen = if (holds(name, path)) 1 else 2
        return evaluator.value(parts[chosen], "$path/$chosen")
    }

    private fun JsonElement?.same(other: JsonElement?): Boolean =
        if (this?.scalar != null && other?.scalar != null) scalar == other.scalar else this == other

    private fun texts(
        json: JsonElement,
        path: String,
    ): List<String?> = evaluator.items(json, path)?.map { it.scalar } ?: listOf(evaluator.text(json, path))

    private fun several(
        argument: JsonElement,
        name: String,
        path: String,
    ): List<JsonElement> {
        val parts = argument as? JsonArray
        if (parts == null || parts.size !in FEW..MANY) {
            throw TemplateFaults.error(
                "every $name object requires a list of at least 2 and at most 10 boolean parameters.",
                path
            )
        }
        return parts
    }

    private fun JsonElement.pair(fault: () -> Exception): Pair<JsonElement, JsonElement> =
        (this as? JsonArray)?.takeIf { it.size == 2 }?.let { it[0] to it[1] } ?: throw fault()

    private fun badEquals(path: String) =
        TemplateFaults.error("every Fn::Equals object requires a list of 2 string parameters.", path)

    private fun badNot(path: String) = TemplateFaults.error(
        "every Fn::Not object requires one boolean parameter.",
        path
    )

    private fun badRule(
        name: String,
        path: String,
    ) = TemplateFaults.error("every $name object requires two parameters.", path)

    private companion object {
        const val CHOICE = 3
        const val FEW = 2
        const val MANY = 10
    }
}
