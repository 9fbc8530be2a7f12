package io.mockaws.services.logs

import io.mockaws.engine.AwsFault
import io.mockaws.engine.ModelChecks
import io.mockaws.model.Constraint
import io.mockaws.model.MemberModel
import io.mockaws.model.Violation
import io.mockaws.services.logs.group.LogsFaults

/** The model's checks; long names and list items are told in other words. */
internal object LogsChecks : ModelChecks("InvalidParameterException", ::isChecked) {
    private val names = setOf("logGroupName", "logStreamName")

    /** Later operations answer with the common error. */
    private val validation = setOf("outputFormat", "deliveryDestinationType")

    override fun fault(violations: List<Violation>): AwsFault =
        when {
            violations.any { it.path in names && it.constraint is Constraint.LengthAtMost } ->
                LogsFaults.invalid(
                    "Invalid LogGroup or LogStream, both must have length less than or equal to 512.",
                )

            violations.all { it.path in validation } ->
                AwsFault("ValidationException", super.fault(violations).error.message)

            else -> super.fault(violations.map { Violation(it.path, shown(it.value), it.constraint) })
        }

    /** Transformations are shown as objects of AWS's own. */
    private fun shown(value: Any?): Any? =
        if (value is List<*> && value.any { it is Map<*, *> && "metricValue" in it }) {
            value.joinToString(", ", "[", "]") { item ->
                transformation.joinToString(", ", "MetricTransformation(", ")") { "$it=${(item as Map<*, *>)[it]}" }
            }
        } else {
            value
        }

    private val transformation =
        listOf("metricName", "metricNamespace", "metricValue", "defaultValue", "unit", "dimensions")
}

/** Tests make up ARNs of what is not theirs. */
private fun isChecked(member: MemberModel): Boolean = !member.name.endsWith("Arn")
