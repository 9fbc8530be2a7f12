package io.mockaws.services.sns.topic

import kotlinx.serialization.Serializable
import kotlin.math.pow
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/**
 * How often a delivery is tried again, and after how long each time: first at once, then after the least delay, then
 * after delays that grow, then after the greatest.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
@Serializable
internal data class RetryPolicy(
    val minDelayTarget: Int = 20,
    val maxDelayTarget: Int = 20,
    val numRetries: Int = 3,
    val numMaxDelayRetries: Int = 0,
    val numNoDelayRetries: Int = 0,
    val numMinDelayRetries: Int = 0,
    val backoffFunction: String = "linear",
) {
    /** How long to wait before the [retry]-th retry, the first of which is 1; null where there is none any more. */
    fun delayBefore(retry: Int): Duration? {
        if (retry > numRetries) return null
        val growing = numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries
        val step = retry - numNoDelayRetries - numMinDelayRetries
        return when {
            retry <= numNoDelayRetries -> Duration.ZERO
            step <= 0 -> minDelayTarget.seconds
            step > growing -> maxDelayTarget.seconds
            growing == 1 -> minDelayTarget.seconds
            else -> (minDelayTarget + (maxDelayTarget - minDelayTarget) * share(step - 1, growing - 1)).seconds
        }
    }

    /** How far between the two delays the [step]-th of [steps] is. */
    private fun share(
        step: Int,
        steps: Int,
    ): Double {
        val linear = step.toDouble() / steps
        return when (backoffFunction) {
            "arithmetic" -> linear * (step + 1) / (steps + 1)
            "geometric" -> (GEOMETRIC.pow(linear) - 1) / (GEOMETRIC - 1)
            "exponential" -> (2.0.pow(step) - 1) / (2.0.pow(steps) - 1)
            else -> linear
        }
    }

    companion object {
        private const val GEOMETRIC = 10.0
        val functions: Set<String> = setOf("arithmetic", "exponential", "geometric", "linear")

        /** Of HTTP endpoints for which nobody has said otherwise. */
        val HTTP: RetryPolicy = RetryPolicy()

        /** Of queues, functions and delivery streams: 23 days. */
        val MANAGED: RetryPolicy = RetryPolicy(1, 20, 100_015, 100_000, 3, 2, "exponential")
    }
}
