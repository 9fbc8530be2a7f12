package io.mockaws.services.cloudwatch

import io.mockaws.engine.AwsFault
import io.mockaws.engine.ModelChecks
import io.mockaws.model.Validator
import io.mockaws.model.Violation
import io.mockaws.services.cloudwatch.metric.CloudWatchFaults

/** The model's checks. CloudWatch calls their error otherwise in Query than in its other protocols. */
internal object CloudWatchChecks : ModelChecks("ValidationException") {
    override fun fault(violations: List<Violation>): AwsFault =
        CloudWatchFaults.validation(Validator.message(violations))
}
