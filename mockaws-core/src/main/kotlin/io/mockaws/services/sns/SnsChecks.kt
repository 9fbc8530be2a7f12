package io.mockaws.services.sns

import io.mockaws.engine.AwsFault
import io.mockaws.engine.ModelChecks
import io.mockaws.model.Constraint
import io.mockaws.model.Violation
import io.mockaws.services.sns.common.SnsFaults

/**
 * SNS refuses in the words of its model, but for an ARN that is not given: it has its own words for that, as LocalStack
 * has recorded them (`test_unsubscribe_wrong_arn_format`).
 */
internal object SnsChecks : ModelChecks("ValidationError") {
    override fun fault(violations: List<Violation>): AwsFault {
        val arn = violations.firstOrNull { it.constraint == Constraint.Required && it.path.endsWith("Arn") }
        if (arn == null || '.' in arn.path) return super.fault(violations)
        return SnsFaults.invalid(arn.path.replaceFirstChar { it.uppercase() }, "no value for required parameter")
    }
}
