@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.services.cloudformation.resource

import io.mockaws.model.ListModel
import io.mockaws.model.MapModel
import io.mockaws.model.ScalarKind
import io.mockaws.model.ScalarModel
import io.mockaws.model.ShapeModel
import io.mockaws.model.StructureModel
import io.mockaws.services.cloudformation.template.scalar
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.JsonUnquotedLiteral

/** Puts a property's value into the shape that a member of an operation has: names, texts for structures, lists for maps of tags. */
internal class Fitting(
    /** What members are called in properties, where that is another name. */
    private val aliases: Map<String, String> = emptyMap(),
) {
    /** [value] as a value of [shape]; null where it cannot be one. */
    fun to(
        shape: ShapeModel,
        value: JsonElement,
    ): JsonElement? =
        when (shape) {
            is ScalarModel -> scalar(shape, value)
            is ListModel -> list(shape, value)
            is MapModel -> map(shape, value)
            is StructureModel -> structure(shape, value)
        }

    private fun list(
        shape: ListModel,
        value: JsonElement,
    ): JsonElement? =
        when (value) {
            is JsonArray -> JsonArray(value.mapNotNull { to(shape.item, it) })
            is JsonObject -> pairs(shape.item, value) ?: to(shape.item, value)?.let { JsonArray(listOf(it)) }
            JsonNull -> null
            is JsonPrimitive -> to(shape.item, value)?.let { JsonArray(listOf(it)) }
        }

    /** A map as the list of keys and values that AWS's tags are. */
    private fun pairs(
        item: ShapeModel,
        value: JsonObject,
    ): JsonElement? {
        val members = (item as? StructureModel)?.members?.map { it.name }.orEmpty()
        val key = members.firstOrNull { it.equals("key", ignoreCase = true) } ?: return null
        val other = members.firstOrNull { it.equals("value", ignoreCase = true) } ?: return null
        if (value.keys.any { it.equals("key", ignoreCase = true) }) return null
        return JsonArray(
            value.map { (name, text) ->
                JsonObject(
                    mapOf(
                        key to JsonPrimitive(name),
                        other to JsonPrimitive(text.scalar ?: text.toString())
                    )
                )
            }
        )
    }

    private fun map(
        shape: MapModel,
        value: JsonElement,
    ): JsonElement? =
        when (value) {
            is JsonObject -> JsonObject(
                value.entries.mapNotNull { (key, item) ->
                    to(shape.value, item)?.let { key to it }
                }.toMap()
            )

            is JsonArray ->
                JsonObject(
                    value.mapNotNull { it as? JsonObject }.mapNotNull { pair ->
                        val key = (pair["Key"] ?: pair["key"])?.scalar
                        val item = pair["Value"] ?: pair["value"]
                        if (key == null || item == null) null else to(shape.value, item)?.let { key to it }
                    }.toMap(),
                )

            else -> null
        }

    private fun structure(
        shape: StructureModel,
        value: JsonElement,
    ): JsonElement? {
        val given = (if (value is JsonArray) counted(shape, value) else value) as? JsonObject ?: return null
        val members = LinkedHashMap<String, JsonElement>()
        for (member in shape.members) {
            val own =
                given[member.name] ?: given.entries.firstOrNull { it.key.equals(member.name, ignoreCase = true) }?.value
                    ?: aliases[member.name]?.let(given::get) ?: continue
            to(member.target, own)?.let { members[member.name] = it }
        }
        return JsonObject(members)
    }

    /** Lists that carry their length, as CloudFront's do. */
    private fun counted(
        shape: StructureModel,
        value: JsonArray,
    ): JsonElement? =
        if (shape.member("Items") == null || shape.member("Quantity") == null) {
            null
        } else {
            JsonObject(mapOf("Quantity" to JsonPrimitive(value.size), "Items" to value))
        }

    private fun scalar(
        shape: ScalarModel,
        value: JsonElement,
    ): JsonElement? {
        if (shape.kind == ScalarKind.DOCUMENT) return value
        val text =
            value.scalar
                ?: return if (value == JsonNull ||
                    shape.kind != ScalarKind.STRING
                ) {
                    null
                } else {
                    JsonPrimitive(value.toString())
                }
        return when (shape.kind) {
            ScalarKind.BOOLEAN -> text.lowercase().toBooleanStrictOrNull()?.let(::JsonPrimitive)

            ScalarKind.STRING, ScalarKind.BLOB -> JsonPrimitive(text)

            ScalarKind.TIMESTAMP -> if (text.toDoubleOrNull() ==
                null
            ) {
                JsonPrimitive(text)
            } else {
                JsonUnquotedLiteral(text)
            }

            ScalarKind.FLOAT, ScalarKind.DOUBLE, ScalarKind.BIG_DECIMAL -> text.toBigDecimalOrNull()?.let {
                JsonUnquotedLiteral(text)
            }

            else -> text.toBigDecimalOrNull()?.let { JsonPrimitive(it.toLong()) }
        }
    }
}
