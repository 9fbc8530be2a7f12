package io.mockaws.services.firehose

import io.mockaws.engine.ModelChecks
import io.mockaws.engine.delivery.LocalHttp
import io.mockaws.model.Constraint
import io.mockaws.model.Violation
import java.net.URI

/** The model's checks, but that endpoints of this machine need no TLS: a test has no certificate for them. */
internal object FirehoseChecks : ModelChecks("ValidationException") {
    override fun isPassedOver(violation: Violation): Boolean {
        if (violation.constraint !is Constraint.Pattern || !violation.path.endsWith(".url")) return false
        return try {
            LocalHttp.isHere(URI.create(violation.value.toString()))
        } catch (_: IllegalArgumentException) {
            false
        }
    }
}
