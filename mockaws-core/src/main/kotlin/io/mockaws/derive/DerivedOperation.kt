package io.mockaws.derive

import io.mockaws.engine.CallContext
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

/** A line for an operation that keeps structures of the model as they come, and so takes all their members. */
internal fun <S : ServiceState<S>> operationByMembers(
    service: String,
    name: String,
    handler: (Map<String, Any?>, CallContext<S>) -> Map<String, Any?>,
): Operation<S, *, *> =
    Operation(derivedOperation<S>(service, name).shape) { input, call -> handler(input, call) }
