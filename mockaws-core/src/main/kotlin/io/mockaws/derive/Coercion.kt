package io.mockaws.derive

import io.mockaws.model.ListModel
import io.mockaws.model.MapModel
import io.mockaws.model.ScalarKind
import io.mockaws.model.ScalarModel
import io.mockaws.model.ShapeModel
import io.mockaws.model.StructureModel
import io.mockaws.wire.Blob
import kotlin.time.Instant

/** Puts a value that was given in one shape into another, as far as the two agree. */
internal object Coercion {
    /** [value] as a value of [shape]; null where it cannot be one. */
    fun to(
        shape: ShapeModel,
        value: Any?,
    ): Any? =
        when (shape) {
            is ScalarModel -> scalar(shape, value)
            is ListModel -> list(shape, value)
            is MapModel -> map(shape, value)
            is StructureModel -> structure(shape, value)
        }

    private fun list(
        shape: ListModel,
        value: Any?,
    ): List<Any>? {
        val items =
            value as? List<*> ?: if (value is String && shape.item is ScalarModel) listOf(value) else return null
        return items.mapNotNull { to(shape.item, it) }.takeIf { it.isNotEmpty() || items.isEmpty() }
    }

    private fun map(
        shape: MapModel,
        value: Any?,
    ): Map<String, Any?>? {
        val entries = value as? Map<*, *> ?: return null
        return entries.entries.mapNotNull { (key, item) -> to(shape.value, item)?.let { key.toString() to it } }.toMap()
    }

    private fun structure(
        shape: StructureModel,
        value: Any?,
    ): Map<String, Any?>? {
        val given = value as? Map<*, *> ?: return null
        val bySmall = given.entries.associate { (name, member) -> name.toString().lowercase() to member }
        val members = LinkedHashMap<String, Any?>()
        for (member in shape.members) {
            val own = bySmall[member.name.lowercase()] ?: continue
            to(member.target, own)?.let { members[member.name] = it }
            if (shape.isUnion && members.isNotEmpty()) break
        }
        return members.takeIf { it.isNotEmpty() || (given.isEmpty() && !shape.isUnion) }
    }

    private fun scalar(
        shape: ScalarModel,
        value: Any?,
    ): Any? =
        when (shape.kind) {
            ScalarKind.STRING -> text(value)
            ScalarKind.BOOLEAN -> value as? Boolean ?: (value as? String)?.lowercase()?.toBooleanStrictOrNull()
            ScalarKind.INTEGER -> number(value)?.toInt()
            ScalarKind.LONG -> number(value)?.toLong()
            ScalarKind.SHORT -> number(value)?.toInt()?.toShort()
            ScalarKind.BYTE -> number(value)?.toInt()?.toByte()
            ScalarKind.FLOAT -> number(value)?.toFloat()
            ScalarKind.DOUBLE, ScalarKind.BIG_DECIMAL -> number(value)?.toDouble()
            ScalarKind.TIMESTAMP -> value as? Instant ?: (value as? String)?.let(Instant::parseOrNull)
            ScalarKind.BLOB -> value as? Blob
            ScalarKind.DOCUMENT -> value
        }

    private fun text(value: Any?): String? =
        when (value) {
            is String -> value
            is Number, is Boolean, is Instant -> value.toString()
            is Blob -> value.bytes.decodeToString()
            else -> null
        }

    private fun number(value: Any?): Number? = value as? Number ?: (value as? String)?.toDoubleOrNull()
}
