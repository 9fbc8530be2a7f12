package io.mockaws.kotest.engine

import io.kotest.core.spec.SpecRef
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.concurrency.TestExecutionMode
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.mockaws.kotest.MockAwsExtension
import io.mockaws.kotest.hasNothingButWhatIsMadeHere
import io.mockaws.kotest.mockAws
import kotlin.time.Duration
import kotlin.time.DurationUnit
import kotlin.time.TimeSource

private const val SPECS = 20
private const val TESTS = 15

class ManyTestsTest : FunSpec({
    testExecutionMode = TestExecutionMode.Sequential

    test("300 concurrent tests in 20 specs do not see each other") {
        val results = runSpecs(MockAwsExtension(), specs { mockAws().hasNothingButWhatIsMadeHere() })
        results.values shouldHaveSize SPECS * TESTS
        results.values.mapNotNull { it.errorOrNull } shouldBe emptyList()
    }

    test("a mock for each of 300 tests costs at most a millisecond a test") {
        suspend fun run(extension: MockAwsExtension?): Duration {
            val began = TimeSource.Monotonic.markNow()
            runSpecs(extension, specs {}) shouldHaveSizeOf SPECS * TESTS
            return began.elapsedNow()
        }
        val without = ArrayList<Duration>()
        val with = ArrayList<Duration>()
        repeat(20) {
            without += run(null)
            with += run(MockAwsExtension { s3.bucket("receipts") })
        }
        val added = (with.median() - without.median()) / (SPECS * TESTS)
        println(
            "${SPECS * TESTS} tests: ${without.median()} without mockaws, ${with.median()} with it; " +
                "${added.toString(DurationUnit.MICROSECONDS, 1)} a test"
        )
        added.inWholeMicroseconds shouldBeLessThan 1000
    }
})

private fun specs(test: suspend () -> Unit): List<SpecRef> = List(SPECS) { n ->
    SpecRef.Function({ Fifteen(n, test) }, Fifteen::class, "spec $n")
}

private class Fifteen(
    n: Int,
    body: suspend () -> Unit,
) : FunSpec({ repeat(TESTS) { test("test $n.$it") { body() } } })

private fun List<Duration>.median() = sorted()[size / 2]

private infix fun Map<*, *>.shouldHaveSizeOf(size: Int) = entries shouldHaveSize size
