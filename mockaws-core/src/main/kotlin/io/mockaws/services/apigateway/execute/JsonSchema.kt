package io.mockaws.services.apigateway.execute

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.doubleOrNull

/**
 * JSON Schema draft 4 as models of APIs use it. Formats are not looked at, as API Gateway does not.
 *
 * https://datatracker.ietf.org/doc/html/draft-fge-json-schema-validation-00
 *
 * @param find a schema that is elsewhere, as another model; null where there is none
 */
internal class JsonSchema(
    private val root: JsonObject,
    private val find: (ref: String) -> JsonObject?,
) {
    /** What is wrong with [json], in the words of the validator that API Gateway uses; nothing where it is valid. */
    fun problems(json: JsonElement): List<String> = check(root, json, root)

    private fun check(
        schema: JsonObject,
        json: JsonElement,
        base: JsonObject,
    ): List<String> {
        val ref = text(schema["\$ref"])
        if (ref != null) {
            if (!ref.startsWith("#")) return find(ref)?.let { check(it, json, it) }.orEmpty()
            val target = ref.removePrefix("#").split('/').filter { it.isNotEmpty() }
                .map { it.replace("~1", "/").replace("~0", "~") }
                .fold(base as JsonElement?) { at, name -> (at as? JsonObject)?.get(name) }
            return (target as? JsonObject)?.let { check(it, json, base) }.orEmpty()
        }
        return typeOf(schema, json) + valueOf(schema, json) + combined(schema, json, base) +
            when (json) {
                is JsonObject -> members(schema, json, base)
                is JsonArray -> items(schema, json, base)
                is JsonPrimitive -> if (json.isString) texts(schema, json.content) else numbers(schema, json)
            }
    }

    private fun typeOf(
        schema: JsonObject,
        json: JsonElement,
    ): List<String> {
        val types = (schema["type"] as? JsonArray)?.mapNotNull(::text) ?: listOfNotNull(text(schema["type"]))
        if (types.isEmpty()) return emptyList()
        val actual = kindOf(json)
        if (actual in types || (actual == "integer" && "number" in types)) return emptyList()
        val all = types.joinToString(",", "[", "]") { "\"$it\"" }
        return listOf("instance type ($actual) does not match any allowed primitive type (allowed: $all)")
    }

    private fun kindOf(json: JsonElement): String =
        when {
            json is JsonNull -> "null"
            json is JsonObject -> "object"
            json is JsonArray -> "array"
            (json as JsonPrimitive).isString -> "string"
            json.booleanOrNull != null -> "boolean"
            json.content.all { it.isDigit() || it == '-' } -> "integer"
            else -> "number"
        }

    private fun valueOf(
        schema: JsonObject,
        json: JsonElement,
    ): List<String> {
        val allowed = schema["enum"] as? JsonArray ?: return emptyList()
        if (json in allowed) return emptyList()
        return listOf("instance value ($json) not found in enum (possible values: $allowed)")
    }

    private fun combined(
        schema: JsonObject,
        json: JsonElement,
        base: JsonObject,
    ): List<String> {
        fun failures(name: String) =
            (schema[name] as? JsonArray)?.filterIsInstance<JsonObject>()?.map { check(it, json, base) }
        return buildList {
            failures("allOf")?.forEach { addAll(it) }
            failures("anyOf")?.takeIf { each -> each.none { it.isEmpty() } }
                ?.let { add("instance failed to match at least one required schema among ${it.size}") }
            failures("oneOf")?.let { each ->
                val matched = each.count { it.isEmpty() }
                val told = "instance failed to match exactly one schema (matched $matched out of ${each.size})"
                if (matched != 1) add(told)
            }
            (schema["not"] as? JsonObject)?.takeIf { check(it, json, base).isEmpty() }
                ?.let { add("instance matched a schema which it should not have") }
        }
    }

    private fun members(
        schema: JsonObject,
        json: JsonObject,
        base: JsonObject,
    ): List<String> {
        val required = (schema["required"] as? JsonArray)?.mapNotNull(::text).orEmpty()
        val missing = required.filter { it !in json }
        val properties = schema["properties"] as? JsonObject ?: JsonObject(emptyMap())
        val patterns = (schema["patternProperties"] as? JsonObject).orEmpty().mapKeys { Regex(it.key) }

        fun matching(name: String) =
            patterns.filterKeys { it.containsMatchIn(name) }.values.filterIsInstance<JsonObject>()
        val others = json.keys.filter { it !in properties && matching(it).isEmpty() }
        val additional = schema["additionalProperties"]
        val forbidden = if ((additional as? JsonPrimitive)?.booleanOrNull == false) others else emptyList()
        val size = json.size
        return buildList {
            if (missing.isNotEmpty()) add("object has missing required properties (${quoted(missing)})")
            if (forbidden.isNotEmpty()) {
                add("object instance has properties which are not allowed by the schema: ${quoted(forbidden)}")
            }
            atLeast(schema, "minProperties", size) {
                add("object has too few properties (found $size but schema requires at least $it)")
            }
            atMost(schema, "maxProperties", size) {
                add("object has too many properties (found $size but schema requires at most $it)")
            }
            for ((name, value) in json) {
                (properties[name] as? JsonObject)?.let { addAll(check(it, value, base)) }
                matching(name).forEach { addAll(check(it, value, base)) }
                if (additional is JsonObject && name in others) addAll(check(additional, value, base))
            }
        }
    }

    private inline fun atLeast(
        schema: JsonObject,
        name: String,
        actual: Int,
        told: (Long) -> Unit,
    ) = number(schema[name])?.let { if (actual < it) told(it.toLong()) }

    private inline fun atMost(
        schema: JsonObject,
        name: String,
        actual: Int,
        told: (Long) -> Unit,
    ) = number(schema[name])?.let { if (actual > it) told(it.toLong()) }

    private fun items(
        schema: JsonObject,
        json: JsonArray,
        base: JsonObject,
    ): List<String> =
        buildList {
            val size = json.size
            atLeast(schema, "minItems", size) {
                add("array is too short: must have at least $it elements but instance has $size elements")
            }
            atMost(schema, "maxItems", size) {
                add("array is too long: must have at most $it elements but instance has $size elements")
            }
            if (flag(schema["uniqueItems"]) && json.toSet().size < size) {
                add("array must not contain duplicate elements")
            }
            val own = schema["items"]
            if (own is JsonObject) json.forEach { addAll(check(own, it, base)) }
            if (own is JsonArray) {
                for ((value, one) in json.zip(own)) if (one is JsonObject) addAll(check(one, value, base))
            }
        }

    private fun texts(
        schema: JsonObject,
        text: String,
    ): List<String> =
        buildList {
            val length = text.codePointCount(0, text.length)
            atLeast(schema, "minLength", length) {
                add("string \"$text\" is too short (length: $length, required minimum: $it)")
            }
            atMost(schema, "maxLength", length) {
                add("string \"$text\" is too long (length: $length, maximum allowed: $it)")
            }
            val pattern = text(schema["pattern"])
            if (pattern != null && !Regex(pattern).containsMatchIn(text)) {
                add("ECMA 262 regex \"$pattern\" does not match input string \"$text\"")
            }
        }

    private fun numbers(
        schema: JsonObject,
        json: JsonPrimitive,
    ): List<String> {
        val exact = json.content.toBigDecimalOrNull() ?: return emptyList()
        val value = exact.toDouble()
        val least = number(schema["minimum"])
        val most = number(schema["maximum"])
        val step = text(schema["multipleOf"])?.toBigDecimalOrNull()
        return buildList {
            if (least != null && (value < least || (value == least && flag(schema["exclusiveMinimum"])))) {
                val told = "(minimum: ${text(schema["minimum"])}, found: $exact)"
                add("numeric instance is lower than the required minimum $told")
            }
            if (most != null && (value > most || (value == most && flag(schema["exclusiveMaximum"])))) {
                val told = "(maximum: ${text(schema["maximum"])}, found: $exact)"
                add("numeric instance is greater than the required maximum $told")
            }
            if (step != null && step.signum() > 0 && exact.remainder(step).signum() != 0) {
                add("remainder of division is not zero ($exact / $step)")
            }
        }
    }

    private fun flag(json: JsonElement?): Boolean = (json as? JsonPrimitive)?.booleanOrNull ?: false

    private fun text(json: JsonElement?): String? = (json as? JsonPrimitive)?.contentOrNull

    private fun number(json: JsonElement?): Double? = (json as? JsonPrimitive)?.takeUnless { it.isString }?.doubleOrNull

    private fun quoted(names: List<String>) = names.sorted().joinToString(",", "[", "]") { "\"$it\"" }
}
