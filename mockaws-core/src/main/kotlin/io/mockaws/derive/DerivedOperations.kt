package io.mockaws.derive

import io.mockaws.engine.Operation
import io.mockaws.engine.ServiceState
import io.mockaws.engine.context

/**
 * Lines of a written service's table for operations that nobody writes: those of [service] with these [names] are answered
 * by rules from the model, and keep records of their own beside the service's state.
 */
internal fun <S : ServiceState<S>> derivedOperations(
    service: String,
    vararg names: String,
): List<Operation<S, *, *>> {
    val derived = checkNotNull(DerivedService.named(service)) { "AWS has no service $service" }
    return names.map { name -> derivedOperation(derived, name) }
}

private fun <S : ServiceState<S>> derivedOperation(
    service: DerivedService,
    name: String,
): Operation<S, Map<String, Any?>, Map<String, Any?>> {
    val own = service.operation(name)
    return Operation(own.shape, isDerived = true) { input, call ->
        own.handler(input, call.world.context(service, call.place, call.origin, call.requestId))
    }
}
