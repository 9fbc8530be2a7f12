package io.mockaws.services.apigateway.state

/** Members of a structure by AWS's names: texts, numbers, truth values, instants, lists, the same again. Immutable. */
internal typealias Members = Map<String, Any?>

/** The text at [name]; null where nothing was said. */
internal fun Members.text(name: String): String? = this[name] as? String

/** The truth value at [name]; false where nothing was said. */
internal fun Members.flag(name: String): Boolean = this[name] as? Boolean ?: false

/** The whole number at [name]; null where nothing was said. */
internal fun Members.number(name: String): Int? = (this[name] as? Number)?.toInt()

/** The structure or map at [name]; nothing where there is none. */
@Suppress("UNCHECKED_CAST")
internal fun Members.part(name: String): Members = this[name] as? Members ?: emptyMap()

/** The same, all of whose values are structures. */
@Suppress("UNCHECKED_CAST")
internal fun Members.parts(name: String): Map<String, Members> = this[name] as? Map<String, Members> ?: emptyMap()

/** The map of texts at [name]. */
internal fun Members.texts(name: String): Map<String, String> =
    part(name).mapNotNull { (key, value) -> (value as? String)?.let { key to it } }.toMap()

/** The list of texts at [name]. */
internal fun Members.list(name: String): List<String> = (this[name] as? List<*>).orEmpty().filterIsInstance<String>()

/** Those of [names] that were said. */
internal fun Members.only(vararg names: String): Members =
    names.mapNotNull { name -> this[name]?.let { name to it } }.toMap()

/** All but [names]. */
internal fun Members.without(vararg names: String): Members = filterKeys { it !in names }

/** What was said, nothing of it null. */
internal fun membersOf(vararg members: Pair<String, Any?>): Members =
    members.mapNotNull { (name, value) -> value?.let { name to it } }.toMap()

/** The same with [value] at [name], or without [name] for null. */
internal fun Members.with(
    name: String,
    value: Any?,
): Members = if (value == null) this - name else this + (name to value)
