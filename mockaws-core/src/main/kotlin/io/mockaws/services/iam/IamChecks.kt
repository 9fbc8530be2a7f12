package io.mockaws.services.iam

import io.mockaws.engine.AwsFault
import io.mockaws.engine.ModelChecks
import io.mockaws.model.Constraint
import io.mockaws.model.Violation

/**
 * IAM says where a value is and does not show it, nor which values there could be: LocalStack's recordings of 2025
 * (tests/aws/services/iam, test_invalid_update_parameters, test_user_match_id_mismatch).
 */
internal object IamChecks : ModelChecks("ValidationError") {
    override fun fault(violations: List<Violation>): AwsFault {
        val errors = if (violations.size == 1) "error" else "errors"
        val words = violations.joinToString("; ") { "Value at '${it.path}' failed to satisfy constraint: ${words(it.constraint)}" }
        return AwsFault("ValidationError", "${violations.size} validation $errors detected: $words")
    }

    private fun words(constraint: Constraint): String =
        if (constraint is Constraint.OneOf) "Member must satisfy enum value set" else constraint.text
}
