package io.mockaws.services.cloudformation

import io.mockaws.engine.ModelChecks
import io.mockaws.model.Violation

/** CloudFormation refuses in the words of its model. How long a template may be, it looks at itself: what services make may be longer. */
internal object CloudFormationChecks : ModelChecks("ValidationError") {
    private val OWN = setOf("templateBody", "TemplateBody")

    override fun isPassedOver(violation: Violation): Boolean = violation.path in OWN
}
