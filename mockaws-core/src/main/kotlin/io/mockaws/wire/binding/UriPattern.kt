package io.mockaws.wire.binding

import io.mockaws.wire.http.QueryParameters

/**
 * The pattern of an `http` trait, https://smithy.io/2.0/spec/http-bindings.html#http-trait. Paths are matched as
 * they are on the wire: a key of S3 may hold `//`, be `..` or end with `/`, and comes out unchanged.
 */
internal class UriPattern(
    pattern: String,
) {
    private class Segment(
        val text: String,
        val isLabel: Boolean,
        val isGreedy: Boolean,
    )

    private val segments =
        pattern.substringBefore('?').split('/').filter { it.isNotEmpty() }.map {
            when {
                it.startsWith("{") && it.endsWith("+}") -> Segment(it.substring(1, it.length - 2), true, true)
                it.startsWith("{") -> Segment(it.substring(1, it.length - 1), true, false)
                else -> Segment(it, isLabel = false, isGreedy = false)
            }
        }

    /** Query parameters that must be there, with a value where the pattern has one. */
    val query: List<QueryParameters.Parameter> = QueryParameters.parse(pattern.substringAfter('?', "")).toList()

    val literals: Int = segments.count { !it.isLabel }
    val length: Int = segments.size
    val isGreedy: Boolean = segments.any { it.isGreedy }

    /** The name of each label, in order. */
    val labels: List<String> = segments.filter { it.isLabel }.map { it.text }

    fun matches(path: String): Boolean = walk(path, null)

    /** What fills the [labels] in [path], still encoded; null when it does not match. */
    fun match(path: String): List<String>? = ArrayList<String>(labels.size).takeIf { walk(path, it) }

    private fun walk(
        path: String,
        values: MutableList<String>?,
    ): Boolean {
        var at = 1
        for ((i, segment) in segments.withIndex()) {
            if (at >= path.length) return false
            val end = if (segment.isGreedy) greedyEnd(path, segments.size - i - 1) else segmentEnd(path, at)
            if (end <= at) return false
            if (segment.isLabel) {
                values?.add(path.substring(at, end))
            } else if (end - at != segment.text.length || !path.startsWith(segment.text, at)) {
                return false
            }
            at = end + 1
        }
        // One slash at the end is neither here nor there, unless a greedy label has taken it.
        return at >= path.length
    }

    private fun segmentEnd(
        path: String,
        from: Int,
    ): Int = path.indexOf('/', from).let { if (it < 0) path.length else it }

    /** Leaves the last [following] segments to those behind the greedy label. */
    private fun greedyEnd(
        path: String,
        following: Int,
    ): Int {
        var end = path.length
        repeat(following) { end = path.lastIndexOf('/', end - 1).also { slash -> if (slash <= 0) return 0 } }
        return end
    }
}
