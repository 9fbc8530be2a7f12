package io.mockaws.testing

import io.mockaws.wire.codec.SomeMembers

/** How the parameters of a call differ from those that a stub expects, a line each. */
internal object ParameterDifference {
    /** @param unread members of the request that the backend has no shape for, which nobody can expect */
    fun of(
        expected: Map<String, Any?>,
        received: Map<String, Any?>,
        unread: List<String>,
    ): List<String> {
        val difference = members("", expected, received)
        if (expected is SomeMembers) return difference
        return difference + unread.map { "$it: surplus, and nothing that mockaws reads" }
    }

    private fun members(
        path: String,
        expected: Map<*, *>,
        received: Map<*, *>,
    ): List<String> =
        (if (expected is SomeMembers) expected.keys else expected.keys + received.keys).flatMap { name ->
            val at = if (path.isEmpty()) "$name" else "$path.$name"
            difference(at, expected[name], received[name])
        }

    private fun difference(
        path: String,
        expected: Any?,
        received: Any?,
    ): List<String> =
        when {
            isNothing(expected) && isNothing(received) -> emptyList()
            received == null -> listOf("$path: missing, expected ${show(expected)}")
            expected == null -> listOf("$path: surplus, received ${show(received)}")
            expected === AnyValue || expected == received -> emptyList()
            expected is Map<*, *> && received is Map<*, *> -> members(path, expected, received)
            expected is List<*> && received is List<*> -> items(path, expected, received)
            else -> listOf("$path: expected ${show(expected)}, received ${show(received)}")
        }

    private fun items(
        path: String,
        expected: List<*>,
        received: List<*>,
    ): List<String> =
        (0 until maxOf(expected.size, received.size)).flatMap {
            difference("$path[$it]", expected.getOrNull(it), received.getOrNull(it))
        }

    /** To send an empty list or map is to send none, in most protocols on the wire too. */
    private fun isNothing(value: Any?) =
        value == null || (value is Map<*, *> && value.isEmpty()) || (value is List<*> && value.isEmpty())

    private fun show(value: Any?): String {
        val text = if (value is String) "\"$value\"" else value.toString()
        return if (text.length <= SHOWN) text else text.take(SHOWN) + "..."
    }

    private const val SHOWN = 200
}
