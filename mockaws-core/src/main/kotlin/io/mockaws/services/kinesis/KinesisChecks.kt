package io.mockaws.services.kinesis

import io.mockaws.engine.ModelChecks
import io.mockaws.model.Constraint
import io.mockaws.model.Violation

/** The model's checks but for the size of records, which each stream has a limit of its own for. */
internal object KinesisChecks : ModelChecks("ValidationException") {
    override fun isPassedOver(violation: Violation): Boolean =
        violation.constraint is Constraint.LengthAtMost && violation.path.substringAfterLast('.') == "data"
}
