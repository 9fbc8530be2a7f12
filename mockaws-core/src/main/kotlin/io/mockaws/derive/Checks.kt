package io.mockaws.derive

import io.mockaws.model.MemberModel
import io.mockaws.model.Validator

/**
 * Refuses inputs that the model or facts do not allow. Patterns of references, which are ARNs and ids of other things,
 * are looked at only when a mock is strict, because tests like to make them up.
 */
internal class Checks(
    private val question: Question,
) {
    fun check(isStrict: Boolean) {
        val operation = question.operation
        for (check in question.rules.facts.checks(operation.name)) {
            val value = question.input[check.member]?.toString() ?: continue
            if (!check.pattern.matches(value)) throw question.refusals.of(check.refusal, value)
        }
        val validator = if (isStrict) STRICT else LENIENT
        val violations = validator.violations(operation.input, question.input)
        if (violations.isNotEmpty()) throw question.refusals.violated(violations)
    }

    private companion object {
        val STRICT = Validator()
        val LENIENT = Validator { !isReference(it) }

        fun isReference(member: MemberModel): Boolean {
            val last = Words.of(member.name).last()
            return last in setOf("arn", "arns", "id", "ids", "identifier", "identifiers", "resource", "role") ||
                "key" == last
        }
    }
}
