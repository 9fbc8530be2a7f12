package io.mockaws.engine

import io.mockaws.model.MemberModel
import io.mockaws.model.StructureModel
import io.mockaws.model.Validator
import io.mockaws.model.Violation

/**
 * How a service refuses what its model does not allow, before an operation sees it: required members that are missing,
 * lengths, ranges, patterns and enumerations.
 */
internal open class ModelChecks(
    /** The code of the error. */
    private val code: String,
    /** Whether the pattern of a member is looked at. */
    checksPattern: (MemberModel) -> Boolean = { true },
    /** How it tells of whole lists and maps; null where it tells of each of their elements. */
    wholes: Validator.Wholes? = null,
) {
    private val validator = Validator(wholes, checksPattern)

    /**
     * Refuses [input], members by AWS's names, where [shape] does not allow it.
     *
     * @throws AwsFault in the service's words
     */
    fun check(
        shape: StructureModel,
        input: Map<String, Any?>,
    ) {
        val found = validator.violations(shape, input)
        if (found.isEmpty()) return
        val violations = found.filterNot(::isPassedOver).map { told(it, shape) }
        if (violations.isNotEmpty()) throw fault(violations)
    }

    /** Whether [violation] is none, because the service knows more than its model, or says it otherwise. */
    protected open fun isPassedOver(violation: Violation): Boolean = false

    /** [violation] of an input of [shape] as the service says where it is. */
    protected open fun told(
        violation: Violation,
        shape: StructureModel,
    ): Violation = violation

    protected open fun fault(violations: List<Violation>): AwsFault = AwsFault(code, Validator.message(violations))

    companion object {
        /** In the words of most JSON services: `1 validation error detected: Value '' at 'keyId' failed to ...`. */
        val JSON: ModelChecks = ModelChecks("ValidationException")

        /** The same, as services that speak Query call it. */
        val QUERY: ModelChecks = ModelChecks("ValidationError")
    }
}
