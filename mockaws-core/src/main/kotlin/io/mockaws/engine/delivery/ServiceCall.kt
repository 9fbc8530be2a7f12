package io.mockaws.engine.delivery

import io.mockaws.engine.Place
import io.mockaws.engine.Service
import io.mockaws.engine.ServiceState

/** A call of one service's operation that another service makes. */
internal class ServiceCall<S : ServiceState<S>>(
    val service: Service<S>,
    /** As AWS names it: `SendMessage`. */
    val operation: String,
    /** What the operation takes, as its handler sees it. */
    val input: Any,
    /** The account and region of the resource. */
    val place: Place,
)

/** A service that calls in its own name, and the resource for which it does so. */
internal data class Principal(
    /** `sns.amazonaws.com`. */
    val service: String,
    /** The ARN of its resource; policies see it as `aws:SourceArn`. */
    val source: String? = null,
)
