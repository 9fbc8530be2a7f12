package io.mockaws.kit

/** The members of a structure of AWS's model, by its names, as they come and go. */
internal typealias Members = Map<String, Any?>

/** The text at [name]; null where nothing was said, or an empty one. */
internal fun Members.text(name: String): String? = (this[name] as? String)?.ifEmpty { null }

internal fun Members.flag(name: String): Boolean? = this[name] as? Boolean

internal fun Members.number(name: String): Int? = (this[name] as? Number)?.toInt()

/** The structure at [name]. */
@Suppress("UNCHECKED_CAST")
internal fun Members.part(name: String): Members? = this[name] as? Members

/** The structures of the list at [name]; none where nothing was said. */
@Suppress("UNCHECKED_CAST")
internal fun Members.parts(name: String): List<Members> = this[name] as? List<Members> ?: emptyList()

/** The texts of the list at [name]; none where nothing was said. */
@Suppress("UNCHECKED_CAST")
internal fun Members.texts(name: String): List<String> = this[name] as? List<String> ?: emptyList()

/** These without those that are null. */
internal fun members(vararg pairs: Pair<String, Any?>): Members =
    LinkedHashMap<String, Any?>(pairs.size * 2).apply {
        for ((name, value) in pairs) if (value != null) put(name, value)
    }

/** AWS's words where nothing is at [member], which has to be there. */
internal fun nullAt(member: String): String =
    "1 validation error detected: Value null at '${member.replaceFirstChar(Char::lowercase)}' " +
        "failed to satisfy constraint: Member must not be null"
