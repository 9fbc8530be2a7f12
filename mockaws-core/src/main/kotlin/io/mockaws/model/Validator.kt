package io.mockaws.model

import io.mockaws.wire.Blob
import java.util.concurrent.ConcurrentHashMap
import java.util.regex.PatternSyntaxException

/** A value that a model does not allow. [value] is null where there is none. */
internal class Violation(
    /** Where it is, as AWS says it: `tags.1.member.key`. */
    val path: String,
    val value: Any?,
    val constraint: Constraint,
)

/** What a model asks of a value, in the words of AWS's own validation. */
internal sealed class Constraint(val text: String) {
    data object Required : Constraint("Member must not be null")

    class LengthAtLeast(val least: Long) : Constraint("Member must have length greater than or equal to $least")

    class LengthAtMost(val most: Long) : Constraint("Member must have length less than or equal to $most")

    class ValueAtLeast(val least: Long) : Constraint("Member must have value greater than or equal to $least")

    class ValueAtMost(val most: Long) : Constraint("Member must have value less than or equal to $most")

    class OneOf(val values: List<String>) : Constraint("Member must satisfy enum value set: [${values.joinToString()}]")

    class Pattern(val pattern: String) : Constraint("Member must satisfy regular expression pattern: $pattern")

    /** What is asked of each element, told of the whole list or map: [what] is `Member`, `Map keys` or `Map value`. */
    class Elements(
        what: String,
        texts: List<String>,
    ) : Constraint("$what must satisfy constraint: [${texts.joinToString()}]")
}

/**
 * Finds what a model does not allow: required members that are missing, lengths, ranges, enumerations, patterns. In the
 * order of the model, outer members first.
 *
 * @param wholes how what is wrong with a scalar in a list or a map is told of the whole list or map; null where it is not
 * @param checksPattern whether the pattern of a member is looked at; not all are, because tests make references up
 */
internal class Validator(
    private val wholes: Wholes? = null,
    private val checksPattern: (MemberModel) -> Boolean = { true },
) {
    /** How a service tells of whole lists and maps: [more] is what it says of each element of a list beside the model. */
    class Wholes(
        val more: List<String> = emptyList(),
    )

    /** All violations of [members], which are in the form of `wire/codec/Documents`. */
    fun violations(
        shape: StructureModel,
        members: Map<*, *>,
    ): List<Violation> = ArrayList<Violation>().also { structure(shape, members, "", it) }

    private fun structure(
        shape: StructureModel,
        members: Map<*, *>,
        path: String,
        found: MutableList<Violation>,
    ) {
        for (member in shape.members) {
            val value = members[member.name]
            val at = if (path.isEmpty()) member.pathName else path + member.pathName
            if (value != null) {
                value(member, member.target, value, at, found)
            } else if (member.isRequired && !member.isIdempotencyToken) {
                found += Violation(at, null, Constraint.Required)
            }
        }
    }

    private fun value(
        member: MemberModel,
        shape: ShapeModel,
        value: Any,
        path: String,
        found: MutableList<Violation>,
    ) {
        when (shape) {
            is StructureModel -> if (value is Map<*, *>) structure(shape, value, "$path.", found)

            is ListModel -> if (value is List<*>) {
                length(shape.range, value.size, value, path, found)
                val item = shape.item
                if (wholes != null && item is ScalarModel) {
                    whole("Member", member, item, value, value, path, found)
                } else {
                    value.forEachIndexed { i, element ->
                        element?.let { value(member, item, it, "$path.${i + 1}.member", found) }
                    }
                }
            }

            is MapModel -> if (value is Map<*, *>) {
                length(shape.range, value.size, value, path, found)
                val item = shape.value
                val key = shape.key
                if (wholes != null && key is ScalarModel) {
                    whole("Map keys", member, key, value, value.keys, path, found)
                    if (item is ScalarModel) whole("Map value", member, item, value, value.values, path, found)
                } else {
                    value.keys.forEach { value(member, key, it.toString(), "$path.$it.key", found) }
                }
                if (wholes == null || item !is ScalarModel) {
                    value.forEach { (name, element) ->
                        element?.let { value(member, item, it, "$path.$name.member", found) }
                    }
                }
            }

            is ScalarModel -> scalar(member, shape, value, path, found)
        }
    }

    /** One violation for all [elements] of [value], where one is there. */
    private fun whole(
        what: String,
        member: MemberModel,
        shape: ScalarModel,
        value: Any,
        elements: Collection<*>,
        path: String,
        found: MutableList<Violation>,
    ) {
        val violations = ArrayList<Violation>()
        elements.forEach { element -> element?.let { scalar(member, shape, it, path, violations) } }
        if (violations.isEmpty()) return
        val more = if (what == "Member") wholes?.more.orEmpty() else emptyList()
        found += Violation(path, value, Constraint.Elements(what, asked(shape) + more))
    }

    /** All that [shape] asks. */
    private fun asked(shape: ScalarModel): List<String> =
        listOfNotNull(
            shape.range?.max?.let { Constraint.LengthAtMost(it) },
            shape.range?.min?.let { Constraint.LengthAtLeast(it) },
            if (shape.isEnum) Constraint.OneOf(shape.values) else null,
            shape.pattern?.let { Constraint.Pattern(it) },
        ).map { it.text }

    private fun scalar(
        member: MemberModel,
        shape: ScalarModel,
        value: Any,
        path: String,
        found: MutableList<Violation>,
    ) {
        when (value) {
            is String -> {
                length(shape.range, value.codePointCount(0, value.length), value, path, found)
                if (shape.isEnum && value !in shape.values) {
                    found += Violation(path, value, Constraint.OneOf(shape.values))
                }
                val pattern = shape.pattern
                if (pattern != null && checksPattern(member) && !Patterns.matches(pattern, value)) {
                    found += Violation(path, value, Constraint.Pattern(pattern))
                }
            }

            is Blob -> length(shape.range, value.size, value, path, found)

            is Number -> {
                val number = value.toDouble()
                shape.range?.min?.let { if (number < it) found += Violation(path, value, Constraint.ValueAtLeast(it)) }
                shape.range?.max?.let { if (number > it) found += Violation(path, value, Constraint.ValueAtMost(it)) }
            }
        }
    }

    private fun length(
        range: ModelRange?,
        length: Int,
        value: Any,
        path: String,
        found: MutableList<Violation>,
    ) {
        range?.min?.let { if (length < it) found += Violation(path, value, Constraint.LengthAtLeast(it)) }
        range?.max?.let { if (length > it) found += Violation(path, value, Constraint.LengthAtMost(it)) }
    }

    companion object {
        /** AWS's sentence for [violations]: `1 validation error detected: Value '...' at '...' failed to satisfy constraint: ...`. */
        fun message(violations: List<Violation>): String {
            val errors = if (violations.size == 1) "error" else "errors"
            return "${violations.size} validation $errors detected: " +
                violations.joinToString("; ") { violation ->
                    val value =
                        when (violation.value) {
                            null -> "Value null"

                            // Bytes are not shown.
                            is Blob -> "Value"

                            else -> "Value '${violation.value}'"
                        }
                    "$value at '${violation.path}' failed to satisfy constraint: ${violation.constraint.text}"
                }
        }
    }
}

/** Patterns of models, which a whole text has to match. */
internal object Patterns {
    private val compiled = ConcurrentHashMap<String, Regex>()
    private val anything = Regex("(?s).*")

    fun matches(
        pattern: String,
        text: String,
    ): Boolean = compiled.computeIfAbsent(pattern, ::compile).matches(text)

    private fun compile(pattern: String): Regex =
        try {
            // A dot of AWS's stands for a line's end, too: `.*\S.*` takes any text that is not blank.
            Regex(pattern, RegexOption.DOT_MATCHES_ALL)
        } catch (_: PatternSyntaxException) {
            // Models are written for more than one dialect; what Java does not read is not checked.
            anything
        }
}
