package io.mockaws.engine.access

/**
 * What there is at [path] of an input: `Bucket`, `Delete.Objects.Key` through lists, `RequestItems.@` for the keys of a map,
 * `Names.=` for the values of a list or map.
 */
internal fun Map<String, Any?>.at(path: String): List<Any> {
    var found: List<Any?> = listOf(this)
    for (step in path.split('.')) {
        found =
            found.flatMap { value ->
                when {
                    value is Map<*, *> && step == KEYS -> value.keys.toList()
                    value is Map<*, *> && step == VALUES -> value.values.toList().flatten()
                    value is Map<*, *> -> listOf(value[step]).flatten()
                    step == VALUES -> listOf(value)
                    else -> emptyList()
                }
            }
    }
    return found.filterNotNull()
}

private fun List<Any?>.flatten(): List<Any?> = flatMap { it as? List<*> ?: listOf(it) }

private const val KEYS = "@"
private const val VALUES = "="

/** Tags that a request gives, whatever its service calls them; null where it gives none. */
internal fun Map<String, Any?>.requestedTags(): Map<String, String>? {
    val sent = entries.firstOrNull { it.key.lowercase() in TAGS }?.value ?: return null
    return tagsIn(sent).ifEmpty { null }
}

private fun tagsIn(sent: Any?): Map<String, String> =
    when (sent) {
        is Map<*, *> -> {
            val nested = sent.entries.firstOrNull { it.value is List<*> }?.value
            if (nested != null) {
                tagsIn(nested)
            } else {
                sent.entries.associate { "${it.key}" to "${it.value ?: ""}" }
            }
        }

        is List<*> -> sent.filterIsInstance<Map<*, *>>().flatMap { tag ->
            val inner = tag.entries.firstOrNull { "${it.key}".lowercase() in TAGS }
            if (inner != null) return@flatMap tagsIn(inner.value).toList()
            val key = tag.entries.firstOrNull { "${it.key}".lowercase() in KEY_NAMES }?.value
            val value = tag.entries.firstOrNull { "${it.key}".lowercase() in VALUE_NAMES }?.value
            listOfNotNull(key?.let { "$it" to "${value ?: ""}" })
        }.toMap()

        else -> emptyMap()
    }

/** Keys of tags that a request gives, or takes away. */
internal fun Map<String, Any?>.requestedTagKeys(): List<String>? {
    val given = requestedTags()?.keys.orEmpty()
    val taken = entries.firstOrNull { it.key.lowercase() == "tagkeys" }?.value as? List<*>
    return (given + taken.orEmpty().map { "$it" }).toList().ifEmpty { null }
}

private val TAGS = setOf("tags", "taglist", "tagset", "tagging", "tagspecifications", "tagspecification", "tag")
private val KEY_NAMES = setOf("key", "tagkey")
private val VALUE_NAMES = setOf("value", "tagvalue")
