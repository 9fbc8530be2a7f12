package io.mockaws.ktor.admin

import io.mockaws.wire.http.percentDecode

/**
 * A path with labels, as `/_mockaws/state/{service}/{path+}`. A label is one segment; one with a plus is all that is
 * left, a segment at least.
 */
internal class PathTemplate(
    private val text: String,
) {
    private val parts = text.removePrefix("/").split('/')

    /** The names of the labels. */
    val labels: List<String> = parts.filter { it.startsWith('{') }.map(::nameOf)

    /** As OpenAPI writes it, which has no sign for a label of several segments. */
    val openApi: String = text.replace("+}", "}")

    /** What [path] has in place of the labels, decoded, or null where it is another path. A slash at its end is nothing. */
    fun match(path: String): Labels? {
        val segments = path.removePrefix("/").removeSuffix("/").split('/')
        val takesRest = parts.last().endsWith("+}")
        if (if (takesRest) segments.size < parts.size else segments.size != parts.size) return null
        val found = LinkedHashMap<String, List<String>>()
        for ((i, part) in parts.withIndex()) {
            when {
                !part.startsWith('{') -> if (part != segments[i]) return null
                i == parts.lastIndex && takesRest -> found[nameOf(part)] = segments.drop(i)
                else -> found[nameOf(part)] = listOf(segments[i])
            }
        }
        return Labels(found.mapValues { (_, values) -> values.map { percentDecode(it) } })
    }

    private fun nameOf(part: String) = part.trim('{', '}', '+')

    override fun toString(): String = text
}

/** The values of a path's labels. */
internal class Labels(
    private val values: Map<String, List<String>>,
) {
    operator fun get(name: String): String = values.getValue(name).single()

    fun all(name: String): List<String> = values.getValue(name)

    /** @throws AdminError (404) where it is no number: there is nothing of that name */
    fun number(name: String): Int = get(name).toIntOrNull() ?: throw AdminError.notFound("\"${get(name)}\" is no $name")
}
