@file:OptIn(TestFrameworkApi::class)

package io.mockaws.kotest

import io.kotest.core.test.TestCase
import io.kotest.core.test.TestScope
import io.kotest.engine.test.TestResult
import io.mockaws.Checkpoint
import io.mockaws.MockAws
import io.mockaws.TestFrameworkApi
import io.mockaws.inThisTest
import io.mockaws.showCallsIn
import kotlinx.coroutines.currentCoroutineContext
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext

/** The mock of a test, or of several, in the context of whatever runs in it. */
internal class CurrentMock(
    val mock: MockAws,
    val owner: MockAwsExtension,
    /** Whether no other test sees it, so that a test may move its clock and undo what it did. */
    private val isOneTests: Boolean = false,
) : AbstractCoroutineContextElement(Key) {
    /** Runs [block] in this mock. */
    suspend fun <T> inScope(block: suspend () -> T): T = mock.inThisTest(this, ownTime = isOneTests) { block() }

    /** Runs a test in this mock. */
    suspend fun run(
        testCase: TestCase,
        execute: suspend (TestCase) -> TestResult,
    ): TestResult =
        inScope { execute(testCase.withBody(body(testCase.test))) }
            .also { result -> result.errorOrNull?.let(mock::showCallsIn) }

    /** Runs a test whose container runs in this mock, and undoes what it did. */
    suspend fun runNested(
        testCase: TestCase,
        execute: suspend (TestCase) -> TestResult,
    ): TestResult {
        val before = Checkpoint(mock)
        val result =
            try {
                run(testCase, execute)
            } catch (failure: Throwable) {
                failure.alsoOf { before.restore() }
                throw failure
            }
        return result.unlessItThrows { before.restore() }
    }

    /** Ends the mock in favour of another, which is going to be in scope for the same test. */
    fun giveWay() {
        if (isOneTests) mock.close()
    }

    /**
     * [test] in this mock even where `runTest` has dropped the context, and each time, be it one of several
     * invocations or a retry, with the world that it had the first time.
     */
    private fun body(test: suspend TestScope.() -> Unit): suspend TestScope.() -> Unit {
        var before: Checkpoint? = null
        var failure: Throwable? = null
        return body@{
            val current = here()
            // An extension that is nearer to the test has put its own mock here.
            if (current != null && current !== this@CurrentMock) return@body test()
            if (isOneTests) {
                val first = before
                if (first == null) before = Checkpoint(mock) else failure.alsoOf { first.restore() }
            }
            failure = null
            val scope = this
            try {
                mock.inThisTest(this@CurrentMock, ownTime = isOneTests) { InContext(scope, coroutineContext).test() }
            } catch (thrown: Throwable) {
                failure = thrown
                throw thrown
            }
        }
    }

    private class InContext(
        scope: TestScope,
        override val coroutineContext: CoroutineContext,
    ) : TestScope by scope

    companion object Key : CoroutineContext.Key<CurrentMock> {
        suspend fun here(): CurrentMock? = currentCoroutineContext()[Key]
    }
}

/** This result, but a failure when it was none and [check] throws one. */
internal inline fun TestResult.unlessItThrows(check: () -> Unit): TestResult =
    try {
        check()
        this
    } catch (complaint: AssertionError) {
        val failure = errorOrNull ?: return TestResult.Failure(duration, complaint)
        failure.addSuppressed(complaint)
        this
    }

/** What [check] throws is told with this failure, if there is one. */
private inline fun Throwable?.alsoOf(check: () -> Unit) {
    try {
        check()
    } catch (complaint: AssertionError) {
        if (this == null) throw complaint
        addSuppressed(complaint)
    }
}
