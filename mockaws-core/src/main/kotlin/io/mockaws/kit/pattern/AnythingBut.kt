package io.mockaws.kit.pattern

import java.math.BigDecimal

/** `{"anything-but": ...}`. */
internal object AnythingBut {
    fun of(value: PatternNode): ValueTest =
        when {
            value.isObject -> ofKind(value)
            value.isArray -> noneOf(value)
            value.isString || value.isNumber -> ValueTests.none(listOf(literal(value)))
            else -> throw NoPattern(VALUE, value.seen)
        }

    private fun noneOf(array: PatternNode): ValueTest {
        val wrong = array.items.firstOrNull { !it.isString && !it.isNumber }
        if (wrong != null) {
            throw NoPattern("Inside anything but list, start|null|boolean is not supported.", wrong.seen, TWICE)
        }
        // An empty one is refused in the words for a mixed one.
        if (array.items.any { it.isString } == array.items.any { it.isNumber }) throw NoPattern(MIXED, array.read)
        return ValueTests.none(array.items.map(::literal))
    }

    private fun literal(node: PatternNode): ValueTest =
        if (node.isString) ValueTests.equal(node.text, isString = true) else ValueTests.equal(BigDecimal(node.text))

    private fun ofKind(value: PatternNode): ValueTest {
        val (kind, named) =
            value.members.firstOrNull() ?: throw NoPattern("Anything-But expression name not found", value.read)
        if (kind !in kinds) throw NoPattern("Unsupported anything-but pattern: $kind", named.seen)
        val tests =
            when {
                named.isArray -> {
                    if (named.items.isEmpty()) throw NoPattern("Empty arrays are not allowed", named.read)
                    named.items.map { one(kind, it, TWICE) }
                }

                named.isObject || (!named.isString && !named.isNumber) -> throw NoPattern(VALUE, named.seen)

                else -> listOf(one(kind, named, times = 1))
            }
        if (value.members.size > 1) throw NoPattern(PatternCompiler.ONE_KEY, named.read)
        return ValueTests.none(tests)
    }

    private fun one(
        kind: String,
        node: PatternNode,
        times: Int,
    ): ValueTest {
        if (!node.isString) {
            val words =
                when (kind) {
                    "equals-ignore-case" ->
                        "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported."

                    "wildcard" -> "wildcard match pattern must be a string"

                    else -> "prefix/suffix match pattern must be a string"
                }
            throw NoPattern(words, node.seen, times)
        }
        return when (kind) {
            "equals-ignore-case" -> ValueTests.ignoringCase(node.text)

            "wildcard" -> PatternCompiler.wildcard(node.text, node.read, times)

            else -> {
                if (node.text.isEmpty()) throw NoPattern("Null prefix/suffix not allowed", node.read, times)
                if (kind == "prefix") ValueTests.prefix(node.text, false) else ValueTests.suffix(node.text, false)
            }
        }
    }

    private val kinds = setOf("equals-ignore-case", "prefix", "suffix", "wildcard")
    private const val VALUE = "Value of anything-but must be an array or single string/number value."
    private const val MIXED =
        "Inside anything but list, either all values are number or string, mixed type is not supported"

    /** Mistakes in lists are told with their place twice. */
    private const val TWICE = 2
}
