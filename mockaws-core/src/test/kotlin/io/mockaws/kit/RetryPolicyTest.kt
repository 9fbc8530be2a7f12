package io.mockaws.kit

import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

class RetryPolicyTest {
    private val start = Instant.parse("2026-11-21T10:00:00Z")

    @Test
    fun `retries come ever later, and 185 of them fill a day`() {
        val policy = RetryPolicy()
        var now = start
        val waits =
            (1..185).map { number ->
                policy.exhausted(number, start, policy.next(number, now)) shouldBe null
                val next = policy.next(number, now)
                (next - now).also { now = next }
            }
        waits.take(4) shouldBe listOf(1.seconds, 2.seconds, 4.seconds, 8.seconds)
        (now - start > 23.hours) shouldBe true
        policy.exhausted(186, start, now) shouldBe RetryPolicy.Exhausted.ATTEMPTS
    }

    @Test
    fun `it ends with the age too`() {
        val policy = RetryPolicy(ageInSeconds = 60)
        policy.exhausted(1, start, start + 60.seconds) shouldBe null
        policy.exhausted(1, start, start + 61.seconds) shouldBe RetryPolicy.Exhausted.AGE
        RetryPolicy(attempts = 0).exhausted(1, start, start) shouldBe RetryPolicy.Exhausted.ATTEMPTS
    }
}
