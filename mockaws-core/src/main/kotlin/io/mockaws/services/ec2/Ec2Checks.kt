package io.mockaws.services.ec2

import io.mockaws.engine.AwsFault
import io.mockaws.engine.ModelChecks
import io.mockaws.model.Constraint
import io.mockaws.model.Violation
import io.mockaws.services.ec2.resource.Ec2Faults

/** What EC2 says to what its model does not allow: the first thing that is wrong. */
internal object Ec2Checks : ModelChecks("InvalidParameterValue", checksPattern = { false }) {
    override fun isPassedOver(violation: Violation): Boolean =
        when (violation.constraint) {
            is Constraint.Required, is Constraint.ValueAtLeast, is Constraint.ValueAtMost -> false
            else -> true
        }

    override fun fault(violations: List<Violation>): AwsFault {
        val first = violations.first()
        val name = first.path.substringAfterLast('.')
        return when (val constraint = first.constraint) {
            is Constraint.ValueAtLeast ->
                Ec2Faults.invalid(" ${first.value} ", name, "Expecting a value greater than ${constraint.least}.")

            is Constraint.ValueAtMost ->
                Ec2Faults.invalid(
                    " ${first.value} ",
                    name,
                    "Expecting a value less than or equal to ${constraint.most}."
                )

            else -> Ec2Faults.missingParameter(first.path.replaceFirstChar { it.uppercase() })
        }
    }
}
