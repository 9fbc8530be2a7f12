package io.mockaws.services.lambda.op

import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.run.InvocationOrder
import io.mockaws.services.lambda.state.LambdaCall

/** Hands an asynchronous invocation over. */
@Suppress("UnusedReceiverParameter")
internal fun LambdaCall.enqueue(order: InvocationOrder): Unit =
    throw LambdaFaults.cannotRun(order.function.name, "nobody runs it asynchronously", "Invoke it and wait.")
