package io.mockaws.services.iam

import io.mockaws.engine.AwsFault
import io.mockaws.engine.ModelChecks
import io.mockaws.model.Constraint
import io.mockaws.model.Violation
import io.mockaws.services.iam.state.IamFaults

/**
 * IAM says where a value is and does not show it, nor which values there could be: LocalStack's recordings of 2025
 * (tests/aws/services/iam, test_invalid_update_parameters, test_user_match_id_mismatch). Names and paths it looks at later, in
 * words of their own: https://github.com/aws-amplify/amplify-cli/issues/9120, https://github.com/aws/aws-cli/issues/5860.
 */
internal object IamChecks : ModelChecks("ValidationError") {
    private const val NAME = "[\\w+=,.@-]+"

    override fun fault(violations: List<Violation>): AwsFault {
        val early = violations.filter { lateWords(it) == null }
        if (early.isEmpty()) return IamFaults.invalid(lateWords(violations.first())!!)
        val errors = if (early.size == 1) "error" else "errors"
        val words =
            early.joinToString("; ") {
                "Value at '${it.path}' failed to satisfy constraint: ${words(it.constraint)}"
            }
        return IamFaults.invalid("${early.size} validation $errors detected: $words")
    }

    private fun words(constraint: Constraint): String =
        if (constraint is Constraint.OneOf) "Member must satisfy enum value set" else constraint.text

    private fun lateWords(violation: Violation): String? {
        val constraint = violation.constraint as? Constraint.Pattern ?: return null
        return when {
            constraint.pattern == NAME -> IamFaults.invalidName(violation.path)
            violation.path == "pathPrefix" -> IamFaults.INVALID_PREFIX
            violation.path == "path" || violation.path == "newPath" -> IamFaults.invalidPath(violation.path)
            else -> null
        }
    }
}
