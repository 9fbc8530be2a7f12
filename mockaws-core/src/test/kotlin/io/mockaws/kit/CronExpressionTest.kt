package io.mockaws.kit

import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource
import org.junit.jupiter.params.provider.ValueSource
import java.time.LocalDateTime

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html */
class CronExpressionTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
        delimiter = '|',
        value = [
            "0 10 * * ? * | 2026-11-22T10:00",
            "15 12 * * ? * | 2026-11-21T12:15",
            "0 18 ? * MON-FRI * | 2026-11-23T18:00",
            "0 8 1 * ? * | 2026-12-01T08:00",
            "0/15 * * * ? * | 2026-11-21T10:15",
            "0 0/8 * * ? * | 2026-11-21T16:00",
            "0 /8 * * ? * | 2026-11-21T16:00",
            "0 9 ? * 2#1 * | 2026-12-07T09:00",
            "0 9 ? * FRIL * | 2026-11-27T09:00",
            "0 9 ? * L * | 2026-11-28T09:00",
            "0 9 L * ? * | 2026-11-30T09:00",
            "0 9 LW * ? * | 2026-11-30T09:00",
            "0 9 28W * ? * | 2026-11-27T09:00",
            "0 9 1W 8 ? 2027 | 2027-08-02T09:00",
            "0 0 29 FEB ? * | 2028-02-29T00:00",
            "0 0 1 1,7 ? 2030 | 2030-01-01T00:00",
        ],
    )
    fun `it fires next when it says`(
        expression: String,
        next: String,
    ) {
        CronExpression.parse(expression)?.next(now) shouldBe LocalDateTime.parse(next)
    }

    @ParameterizedTest
    @ValueSource(
        strings = [
            "0 10 * * ?", "0 10 * * * *", "0 10 ? * ? *", "60 10 * * ? *", "0 24 * * ? *", "0 10 0 * ? *",
            "0 10 * 13 ? *", "0 10 ? * 8 *", "0 10 ? * MON#6 *", "0 10 * * ? 2200", "a b c d e f", "0 5-1 * * ? *",
        ],
    )
    fun `what is none is not taken for one`(expression: String) {
        CronExpression.parse(expression) shouldBe null
    }

    @Test
    fun `one of the past never fires again`() {
        CronExpression.parse("0 10 1 1 ? 2020")!!.next(now) shouldBe null
    }

    private companion object {
        /** A Saturday. */
        val now: LocalDateTime = LocalDateTime.parse("2026-11-21T10:00")
    }
}
