package io.mockaws.kotest

import io.kotest.core.test.TestCase
import io.kotest.core.test.TestScope
import io.kotest.engine.test.TestResult

/** `copy` of a class that gets new properties with new versions of Kotest, and so another `copy`. */
private val copy = TestCase::class.java.methods.single { it.name == "copy" }
private val components = List(copy.parameterCount) { TestCase::class.java.getMethod("component${it + 1}") }
private val body = copy.parameterTypes.indexOf(Function2::class.java)

/** The same test with another body. */
internal fun TestCase.withBody(test: suspend TestScope.() -> Unit): TestCase {
    val arguments = components.map { it.invoke(this) }.toTypedArray()
    arguments[body] = test
    return copy.invoke(this, *arguments) as TestCase
}

/** Runs the test as one that fails with [failure], so that Kotest reports it like any other. */
internal suspend fun TestCase.failWith(
    failure: Throwable,
    execute: suspend (TestCase) -> TestResult,
): TestResult {
    val result = execute(withBody { throw failure })
    // Without a mock beforeTest may have failed as well, which is not the reason.
    return if (failure is AssertionError) {
        TestResult.Failure(
            result.duration,
            failure
        )
    } else {
        TestResult.Error(result.duration, failure)
    }
}
