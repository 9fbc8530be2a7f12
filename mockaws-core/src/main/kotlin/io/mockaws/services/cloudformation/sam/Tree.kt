package io.mockaws.services.cloudformation.sam

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.util.Collections
import java.util.IdentityHashMap

/**
 * A map of a template while it is transformed. One that is [hashed] also knows the order in which the dictionaries
 * that the
 * ids of deployments are made from tell their keys ([HashOrder]).
 */
internal class Fields(
    hashed: Boolean = false,
) : LinkedHashMap<String, Any?>() {
    private var order: HashOrder? = if (hashed) HashOrder() else null

    val hashed: Boolean get() = order != null

    override fun put(
        key: String,
        value: Any?,
    ): Any? {
        order?.add(key)
        return super.put(key, value)
    }

    override fun remove(key: String): Any? {
        order?.remove(key)
        return super.remove(key)
    }

    /** The keys, each in the instance that was put first. */
    fun ordered(): List<String> = order?.keys() ?: keys.toList()

    fun update(other: Map<String, Any?>): Fields {
        val keys = if (other is Fields) other.ordered() else other.keys.toList()
        order?.reserve(keys)
        keys.forEach { put(it, other[it]) }
        return this
    }

    fun shallow(): Fields = Fields(hashed).update(this)

    fun fields(key: String): Fields? = this[key] as? Fields

    fun text(key: String): String? = this[key] as? String

    @Suppress("UNCHECKED_CAST")
    fun items(key: String): MutableList<Any?>? = this[key] as? MutableList<Any?>
}

internal typealias Items = MutableList<Any?>

internal fun fieldsOf(vararg entries: Pair<String, Any?>): Fields = Fields().apply {
    entries.forEach { put(it.first, it.second) }
}

/** A map as the editors of API definitions make them. */
internal fun hashedOf(vararg entries: Pair<String, Any?>): Fields = Fields(hashed = true).apply {
    entries.forEach { put(it.first, it.second) }
}

internal fun itemsOf(vararg items: Any?): Items = items.toMutableList()

@Suppress("UNCHECKED_CAST")
internal fun Any?.asItems(): Items? = this as? MutableList<Any?>

internal fun number(value: Int): JsonPrimitive = JsonPrimitive(value)

internal fun deepCopy(value: Any?): Any? =
    when (value) {
        is Fields -> Fields(value.hashed).also { copy -> value.ordered().forEach { copy[it] = deepCopy(value[it]) } }
        is List<*> -> value.mapTo(mutableListOf()) { deepCopy(it) }
        else -> value
    }

internal fun Fields.copy(): Fields = deepCopy(this) as Fields

/** Whether a condition on [value] holds where empty things do not count. */
internal fun present(value: Any?): Boolean =
    when (value) {
        null, false, "" -> false
        is Map<*, *> -> value.isNotEmpty()
        is List<*> -> value.isNotEmpty()
        is JsonPrimitive -> value.content.toDoubleOrNull() != 0.0
        else -> true
    }

internal fun isInteger(value: Any?): Boolean =
    value is Boolean || (value is JsonPrimitive && value.content.toBigIntegerOrNull() != null)

/**
 * Which strings come from the template: ids of deployments tell them from those that the transform wrote. It is the
 * instance
 * that counts, not what it says.
 */
internal class Origins {
    private val known = Collections.newSetFromMap(IdentityHashMap<String, Boolean>())

    fun isTemplate(text: String): Boolean = text in known

    fun mark(text: String): String = String(text.toCharArray()).also { known += it }

    /** [made] as a string of the template if [from] is one. */
    fun inherit(
        from: Any?,
        made: String,
    ): String = if (from is String && isTemplate(from) && !isTemplate(made)) mark(made) else made

    /** [value] with every string and key marked, and every map in the order of its hashes. */
    fun own(value: Any?): Any? =
        when (value) {
            is String -> mark(value)

            is Fields -> Fields(hashed = true).also { copy ->
                value.ordered().forEach { copy[mark(it)] = own(value[it]) }
            }

            is List<*> -> value.mapTo(mutableListOf()) { own(it) }

            else -> value
        }
}

internal fun JsonElement.toTree(): Any? =
    when (this) {
        is JsonNull -> null

        is JsonObject -> Fields().also { fields -> forEach { (key, value) -> fields[key] = value.toTree() } }

        is JsonArray -> mapTo(mutableListOf<Any?>()) { it.toTree() }

        is JsonPrimitive ->
            when {
                isString -> content
                content == "true" || content == "false" -> content.toBoolean()
                else -> this
            }
    }

internal fun Any?.toJson(): JsonElement =
    when (this) {
        null -> JsonNull
        is Map<*, *> -> JsonObject(entries.associate { (key, value) -> key as String to value.toJson() })
        is List<*> -> JsonArray(map { it.toJson() })
        is JsonElement -> this
        is Boolean -> JsonPrimitive(this)
        else -> JsonPrimitive(toString())
    }
