package io.mockaws.services.lambda

import io.mockaws.engine.ModelChecks
import io.mockaws.model.Validator
import io.mockaws.model.Violation

/** What the model forbids; runtimes and names that are newer than it are left to the operations. */
internal object LambdaChecks :
    ModelChecks("ValidationException", wholes = Validator.Wholes(listOf("Member must not be null"))) {
    private val newer = setOf("runtime", "resource", "provisionedConcurrentExecutions")

    override fun isPassedOver(violation: Violation): Boolean =
        violation.path in newer || violation.path.startsWith("compatibleRuntimes")
}
