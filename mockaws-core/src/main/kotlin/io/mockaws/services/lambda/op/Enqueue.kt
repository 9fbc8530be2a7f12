package io.mockaws.services.lambda.op

import io.mockaws.services.lambda.async.QueuedInvocation
import io.mockaws.services.lambda.run.InvocationOrder
import io.mockaws.services.lambda.state.put

/** Has [order] run as soon as the call is over. */
internal fun enqueue(order: InvocationOrder) {
    val call = order.call
    val now = call.now()
    val invocation =
        QueuedInvocation(
            call.ids.nextNumber(),
            order.function.name,
            order.qualifier,
            order.event,
            order.requestId,
            now,
            now,
            order.clientContext,
        )
    call.state.write { put(invocation) }
}
