package io.mockaws.kit.pattern

import com.fasterxml.jackson.core.JsonLocation
import com.fasterxml.jackson.core.JsonToken
import java.math.BigDecimal

/** What a pattern asks of one field. */
internal class FieldTest(
    /** Tests of values that are there; one has to admit it. */
    val tests: List<ValueTest>,
    /** Whether the field may not be there. */
    val admitsAbsence: Boolean,
    /** Where it has to be one of some strings, these. */
    val texts: List<String>? = null,
)

/**
 * Understands patterns, and tells in AWS's words what is none.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
internal object PatternCompiler {
    private const val OR = "$" + "or"

    /**
     * The ways in which an event can match: for each the tests of fields by their paths.
     *
     * @throws NoPattern for what is no pattern
     */
    fun compile(text: String): List<Map<String, FieldTest>> {
        val root = PatternText.read(text)
        if (!root.isObject) throw NoPattern("Filter is not an object", root.seen)
        return objectAt("", root, listOf(emptyMap()))
    }

    private fun objectAt(
        path: String,
        node: PatternNode,
        before: List<Map<String, FieldTest>>,
    ): List<Map<String, FieldTest>> {
        if (node.members.isEmpty()) throw NoPattern("Empty objects are not allowed", node.read)
        var ways = before
        for ((name, value) in node.members) {
            val at = if (path.isEmpty()) name else "$path.$name"
            ways =
                when {
                    name == OR && isOr(value) -> value.items.flatMap { objectAt(path, it, ways) }
                    value.isObject -> objectAt(at, value, ways)
                    value.isArray -> fieldOf(value).let { test -> ways.map { it + (at to test) } }
                    else -> throw NoPattern("\"$name\" must be an object or an array", value.seen)
                }
        }
        return ways
    }

    /** Whether it is several patterns, not a field that happens to be called so. */
    private fun isOr(value: PatternNode): Boolean =
        value.isArray && value.items.size >= 2 &&
            value.items.all { item -> item.isObject && item.members.none { it.first in operators } }

    private fun fieldOf(node: PatternNode): FieldTest {
        if (node.items.isEmpty()) throw NoPattern("Empty arrays are not allowed", node.read)
        var admitsAbsence = false
        val tests = ArrayList<ValueTest>()
        for (item in node.items) {
            when {
                item.isObject -> {
                    val test = expression(item)
                    if (test == null) admitsAbsence = true else tests += test
                }

                item.isString -> tests += ValueTests.equal(item.text, isString = true)

                item.isNumber -> tests += ValueTests.equal(BigDecimal(item.text))

                item.isArray -> throw NoPattern("Match value must be String, number, true, false, or null", item.seen)

                else -> tests += ValueTests.equal(item.text, isString = false)
            }
        }
        val texts = node.items.map { it.text }.takeIf { node.items.all(PatternNode::isString) }
        return FieldTest(tests, admitsAbsence, texts)
    }

    /** Null for one that the field must not be there for. */
    private fun expression(node: PatternNode): ValueTest? {
        val (name, value) =
            node.members.firstOrNull() ?: throw NoPattern("Match expression name not found", node.read)
        val test = named(name, value)
        if (node.members.size > 1) throw NoPattern(ONE_KEY, node.members[1].second.seen)
        return test
    }

    private fun named(
        name: String,
        value: PatternNode,
    ): ValueTest? =
        when (name) {
            "exactly" -> ValueTests.equal(string(value, "exact match pattern must be a string"), isString = true)

            "prefix" -> affix(value, "prefix", ValueTests::prefix)

            "suffix" -> affix(value, "suffix", ValueTests::suffix)

            "numeric" -> NumericExpression.of(value)

            "anything-but" -> AnythingBut.of(value)

            "exists" ->
                when (value.token) {
                    JsonToken.VALUE_TRUE -> ValueTest { true }
                    JsonToken.VALUE_FALSE -> null
                    else -> throw NoPattern("exists match pattern must be either true or false.", value.seen)
                }

            // AWS's own words, which speak of a prefix.
            "cidr" -> ValueTests.cidr(inWords { Network.of(string(value, "prefix match pattern must be a string")) })

            "equals-ignore-case" ->
                ValueTests.ignoringCase(string(value, "equals-ignore-case match pattern must be a string"))

            "wildcard" -> wildcard(string(value, "wildcard match pattern must be a string"), value.read)

            else -> throw NoPattern("Unrecognized match type $name", value.seen)
        }

    private fun affix(
        value: PatternNode,
        name: String,
        test: (String, Boolean) -> ValueTest,
    ): ValueTest {
        if (!value.isObject) return test(string(value, "$name match pattern must be a string"), false)
        val title = name.replaceFirstChar(Char::uppercase)
        val (kind, text) =
            value.members.firstOrNull() ?: throw NoPattern("$title expression name not found", value.read)
        if (kind != "equals-ignore-case") throw NoPattern("Unsupported $name pattern: $kind", text.seen)
        if (value.members.size > 1) throw NoPattern(ONE_KEY, text.read)
        return test(string(text, "equals-ignore-case match pattern must be a string"), true)
    }

    internal fun wildcard(
        text: String,
        at: JsonLocation,
        times: Int = 1,
    ): ValueTest {
        val wildcard =
            try {
                Wildcard.of(text)
            } catch (refused: IllegalArgumentException) {
                throw NoPattern(refused.message.orEmpty(), at, times)
            }
        if (wildcard.isTooComplex) throw NoPattern(TOO_COMPLEX, at = null)
        return ValueTests.wildcard(wildcard)
    }

    private fun string(
        value: PatternNode,
        refusal: String,
    ): String = if (value.isString) value.text else throw NoPattern(refusal, value.seen)

    /** What is refused without a place. */
    private fun <T> inWords(make: () -> T): T =
        try {
            make()
        } catch (refused: IllegalArgumentException) {
            throw NoPattern(refused.message.orEmpty(), at = null)
        }

    private val operators =
        "exactly prefix suffix numeric anything-but exists cidr equals-ignore-case wildcard".split(' ').toSet()
    internal const val ONE_KEY = "Only one key allowed in match expression"
    private const val TOO_COMPLEX =
        "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a " +
            "wildcard character"
}
