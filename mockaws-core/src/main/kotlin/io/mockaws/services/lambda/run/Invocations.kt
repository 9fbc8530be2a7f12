package io.mockaws.services.lambda.run

import io.mockaws.services.lambda.invocation.LambdaInvocation

/** What has run, for tests; of a great many the last ones. */
internal class Invocations {
    private val all = ArrayDeque<Pair<String, LambdaInvocation>>()

    fun add(
        order: InvocationOrder,
        invocation: LambdaInvocation,
    ) {
        synchronized(all) {
            all += order.function.arn to invocation
            if (all.size > MOST) all.removeFirst()
        }
    }

    /** Those of the function with this ARN, the oldest first. */
    fun of(arn: String): List<LambdaInvocation> =
        synchronized(all) { all.filter { it.first == arn }.map { it.second } }

    fun clear() = synchronized(all) { all.clear() }

    private companion object {
        const val MOST = 10_000
    }
}
