package io.mockaws.services.cloudformation.functions

import io.mockaws.services.cloudformation.template.TemplateFaults
import io.mockaws.services.cloudformation.template.scalar
import io.mockaws.services.cloudformation.template.section
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Works out the functions of a template.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
internal class Evaluator(
    val scope: Scope,
) {
    private val conditions = Conditions(this)
    private val texts = TextFunctions(this)
    private val lookups = LookupFunctions(this)

    /** What [json], which stands at [path], comes to; null for `AWS::NoValue`. */
    fun value(
        json: JsonElement,
        path: String,
    ): JsonElement? =
        when (json) {
            is JsonObject -> function(json, path) { members(json, path) }
            is JsonArray -> JsonArray(json.mapIndexedNotNull { i, item -> value(item, "$path/$i") })
            is JsonPrimitive -> DynamicReferences.resolved(json, scope)
        }

    /** The same where there has to be a value. */
    fun present(
        json: JsonElement,
        path: String,
    ): JsonElement =
        value(json, path) ?: throw TemplateFaults.invalid("[$path] 'null' values are not allowed in templates", path)

    /** The members of a structure that is no function. */
    fun members(
        json: JsonObject,
        path: String,
    ): JsonObject =
        JsonObject(
            json.entries.mapNotNull { (name, item) -> value(item, "$path/$name")?.let { name to it } }.toMap(),
        )

    /** The text that [json] comes to; null where it is none. */
    fun text(
        json: JsonElement,
        path: String,
    ): String? = value(json, path)?.scalar

    /** The items that [json] comes to; null where it is no list. */
    fun items(
        json: JsonElement,
        path: String,
    ): List<JsonElement>? = value(json, path) as? JsonArray

    /** Whether the condition [name] holds. */
    fun holds(
        name: String,
        path: String = "/Conditions/$name",
    ): Boolean = conditions.holds(name, path)

    /** Whether the resource, output or rule [json] is wanted at all. */
    fun isWanted(
        json: JsonObject,
        path: String,
    ): Boolean = json["Condition"]?.scalar?.let { holds(it, path) } ?: true

    /** What [json] comes to as a condition. */
    fun truth(
        json: JsonElement,
        path: String,
    ): Boolean = conditions.truth(json, path)

    private fun function(
        json: JsonObject,
        path: String,
        otherwise: () -> JsonElement,
    ): JsonElement? {
        val (name, argument) = json.entries.singleOrNull() ?: return otherwise()
        val inner = "$path/$name"
        return when (name) {
            "Ref" -> lookups.ref(argument, inner)

            "Fn::GetAtt" -> lookups.attribute(argument, inner)

            "Fn::FindInMap" -> lookups.mapping(argument, inner)

            "Fn::ImportValue" -> lookups.import(argument, inner)

            "Fn::GetAZs" -> lookups.zones(argument, inner)

            "Fn::If" -> conditions.choice(argument, inner)

            "Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not" -> JsonPrimitive(conditions.truth(json, path))

            "Condition" -> if (argument.scalar in
                scope.template.section("Conditions")
            ) {
                JsonPrimitive(truth(json, path))
            } else {
                otherwise()
            }

            else -> texts.call(name, argument, inner) ?: otherwise()
        }
    }
}
