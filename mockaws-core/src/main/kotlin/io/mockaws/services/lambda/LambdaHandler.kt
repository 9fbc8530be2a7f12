package io.mockaws.services.lambda

import io.mockaws.services.lambda.invocation.LambdaContext

/** A function's code in Java: `(order, context) -> Map.of("total", order.total())`. */
public fun interface LambdaHandler<I> {
    /**
     * Handles one event.
     *
     * @return what becomes JSON: a map, a list, text, a number, or an object that `aws-lambda-java-serialization` can write
     *   where that is on the class path; null for `null`
     * @throws Exception where the function fails; its invocation does then
     */
    @Throws(Exception::class)
    public fun handle(
        event: I,
        context: LambdaContext,
    ): Any?
}
