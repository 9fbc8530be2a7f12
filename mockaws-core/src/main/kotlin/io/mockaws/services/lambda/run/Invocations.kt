package io.mockaws.services.lambda.run

import io.mockaws.services.lambda.invocation.LambdaInvocation

/** What has run, for tests. */
internal class Invocations {
    private val all = ArrayList<Pair<String, LambdaInvocation>>()

    fun add(
        order: InvocationOrder,
        invocation: LambdaInvocation,
    ) {
        synchronized(all) { all += order.function.arn to invocation }
    }

    /** Those of the function with this ARN, the oldest first. */
    fun of(arn: String): List<LambdaInvocation> =
        synchronized(all) { all.filter { it.first == arn }.map { it.second } }

    fun clear() = synchronized(all) { all.clear() }
}
