package io.mockaws.derive

import io.mockaws.engine.Operation
import io.mockaws.engine.ServiceState

/**
 * A line of a written service's table for an operation that nobody writes: [name] of [service] is answered by rules from
 * the model, and keeps records of its own beside the service's state.
 */
internal fun <S : ServiceState<S>> derivedOperation(
    service: String,
    name: String,
): Operation<S, Map<String, Any?>, Map<String, Any?>> {
    val derived = checkNotNull(DerivedService.named(service)) { "AWS has no service $service" }
    val own = checkNotNull(derived.operation(name)) { "AWS has no operation $name" }
    return Operation(own.shape, isDerived = true) { input, call -> own.handler(input, call.to(derived)) }
}
