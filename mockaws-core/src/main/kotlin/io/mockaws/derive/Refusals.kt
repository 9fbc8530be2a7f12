package io.mockaws.derive

import io.mockaws.engine.AwsFault
import io.mockaws.model.StructureModel
import io.mockaws.model.Validator
import io.mockaws.model.Violation
import io.mockaws.wire.ErrorShape
import io.mockaws.wire.MemberNames
import io.mockaws.wire.codec.MembersSerializer

/** Words what a call cannot have: the error that its operation declares, with the text of facts or a plain one. */
internal class Refusals(
    private val question: Question,
) {
    private val rules get() = question.rules
    private val choice get() = rules.errors
    private val operation get() = question.operation

    /** A thing of [kind] that [given] names, and that is not there. */
    fun notFound(
        kind: Kind,
        given: String?,
    ): AwsFault {
        val fact = rules.facts.missing(kind.noun, operation.name)
        val text = text(fact, given, "${title(kind)} ${given.orEmpty()} not found.")
        val name = kind.words.joinToString("", transform = ::capital)
        val unknown = if (choice.isQuery) "${name}NotFound" else "ResourceNotFoundException"
        return fault(fact?.code, choice.notFound(operation, kind), unknown, text, given, kind)
    }

    /** A thing of [kind] that would be called [given] as another is. */
    fun exists(
        kind: Kind,
        given: String?,
    ): AwsFault {
        val fact = rules.facts.exists(kind.noun)
        val text = text(fact, given, "${title(kind)} ${given.orEmpty()} already exists.")
        return fault(fact?.code, choice.exists(operation, kind), "ResourceAlreadyExistsException", text, given, kind)
    }

    /** A token that no list of the operation gave. */
    fun badToken(): AwsFault =
        fault(
            null,
            choice.badToken(operation),
            if (choice.isQuery) "InvalidNextToken" else "ValidationException",
            "Invalid token"
        )

    /** A thing that may not be deleted, because it is protected or others are in it; null where there is no error for it. */
    fun conflict(text: String): AwsFault? = choice.conflict(operation)?.let { fault(null, it, it.name, text) }

    /** An idempotency token that was used for another request; null where there is no error for it. */
    fun otherRequest(): AwsFault? =
        choice.otherRequest(operation)?.let { fault(null, it, it.name, "The token was used for another request.") }

    /** What a check of facts found in [given]. */
    fun of(
        refusal: DerivedFacts.Refusal,
        given: String?,
    ): AwsFault = fault(refusal.code, choice.invalid(operation), "ValidationException", text(refusal, given, ""), given)

    /** What constraints of the model say of the input. An error for the member, as `InvalidNameException`, comes first. */
    fun violated(violations: List<Violation>): AwsFault {
        val first = violations.first()
        if (choice.isEc2) return ec2(first)
        val message = Validator.message(violations)
        if (choice.isQuery) return AwsFault("ValidationError", message)
        val shape = choice.invalid(operation, first.path.substringBefore('.')) ?: choice.invalid(operation)
        return fault(null, shape, "ValidationException", message)
    }

    private fun ec2(violation: Violation): AwsFault {
        val name = violation.path.replaceFirstChar { it.uppercase() }
        return if (violation.value == null) {
            AwsFault("MissingParameter", "The request must contain the parameter $name")
        } else {
            AwsFault("InvalidParameterValue", "Value (${violation.value}) for parameter $name is invalid.")
        }
    }

    private fun text(
        fact: DerivedFacts.Refusal?,
        given: String?,
        plain: String,
    ): String {
        if (fact == null) return plain.replace("  ", " ")
        val value = { place: String ->
            question.input.entries.firstOrNull { it.key.equals(place, ignoreCase = true) }?.value?.toString()
        }
        return rules.identifiers.fill(fact.text.replace("{}", "{given}"), given.orEmpty(), value, question.call)
    }

    private fun fault(
        code: String?,
        shape: StructureModel?,
        unknown: String,
        text: String,
        given: String? = null,
        kind: Kind? = null,
    ): AwsFault {
        val named = rules.model.allErrors.firstOrNull { code != null && (it.name == code || it.error?.code == code) }
        val known = named ?: shape.takeIf { code == null } ?: return AwsFault(code ?: unknown, text)
        return AwsFault(ErrorShape(known.name, text, detail = detail(known, given, kind)))
    }

    /** The members of an error beside its message: what was asked for, and its type. */
    private fun detail(
        shape: StructureModel,
        given: String?,
        kind: Kind?,
    ): ErrorShape.Detail<*>? {
        val members = LinkedHashMap<String, Any?>()
        for (member in shape.members.filter { it.isText }) {
            when (member.name.lowercase()) {
                "resourceid", "resourcename", "resource" -> given?.let { members[member.name] = it }
                "resourcetype" -> kind?.let { members[member.name] = it.words.joinToString("-") }
            }
        }
        if (members.isEmpty()) return null
        return ErrorShape.Detail(MembersSerializer(rules.model.descriptors.of(shape), MemberNames.AS_IS), members)
    }

    private fun title(kind: Kind) = capital(kind.words.joinToString(" "))

    private fun capital(word: String) = word.replaceFirstChar { it.uppercase() }
}
