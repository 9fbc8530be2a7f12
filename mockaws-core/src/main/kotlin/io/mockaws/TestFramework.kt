package io.mockaws

import io.mockaws.engine.SystemTime
import io.mockaws.scope.ScopeElement
import io.mockaws.scope.Scopes
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.withContext
import kotlin.coroutines.CoroutineContext

/** For extensions of test frameworks, which decide when a mock begins and ends. Tests have [mockAws] and [MockAws.start]. */
@RequiresOptIn(message = "For extensions of test frameworks; tests have mockAws { } and MockAws.start()")
@Retention(AnnotationRetention.BINARY)
@Target(AnnotationTarget.CLASS, AnnotationTarget.FUNCTION)
public annotation class TestFrameworkApi

/**
 * The world that the mocks of many tests begin with. No client finds it by itself. Safe for all threads.
 *
 * @param options those of every mock that is made of it
 */
@TestFrameworkApi
public class MockAwsTemplate(
    options: MockAwsOptions,
) : AutoCloseable {
    private val core = MockCore.create(options, SystemTime(), startedAt = null)

    /** Runs [fixture] with this world in scope, which keeps what it makes. */
    @JvmSynthetic
    public suspend fun seed(fixture: suspend MockAws.() -> Unit) {
        core.register()
        try {
            withContext(ScopeElement(core.scope)) { MockAws(core).fixture() }
        } finally {
            Scopes.remove(core.scope)
        }
        core.seeded()
    }

    /**
     * A mock that begins with this world. It is in scope where it is put by [MockAws.asContextElement] or
     * [MockAws.runInScope], and not on this thread.
     *
     * @throws IllegalStateException when this template is closed
     */
    public fun fork(): MockAws = MockAws(core.forTest().register())

    /** Deletes the temporary files, as soon as no mock needs them. */
    override fun close() {
        core.close()
    }
}

/**
 * All of a mock at one instant, to be put back in the same mock: state, ids, journal, faults, handlers and stubs, and
 * what was done to the clock. Time that passed by itself stays passed.
 */
@TestFrameworkApi
public class Checkpoint(
    mock: MockAws,
) {
    private val putBack = mock.core.memory(MockCore.Need.CHECKPOINT).keep()

    /**
     * Puts everything back.
     *
     * @throws AssertionError when calls since then did not go by the stubs, or stubs of since then were left over; all
     *   is put back then too
     */
    public fun restore() {
        putBack()?.let { throw it }
    }
}

/**
 * Runs [block] with this mock in scope, unless it is not to intercept, and with [context] besides.
 *
 * @param ownTime whether the mock's time is the virtual time of the `runTest` that this is in, if it is in one
 */
@TestFrameworkApi
@JvmSynthetic
public suspend fun <T> MockAws.inThisTest(
    context: CoroutineContext,
    ownTime: Boolean,
    block: suspend CoroutineScope.() -> T,
): T {
    val inScope = if (core.options.intercept) context + asContextElement() else context
    if (!ownTime) return withContext(inScope, block)
    return core.inTimeOf(currentCoroutineContext()) { withContext(inScope, block) }
}

/** Hangs the journal of this mock on [failure] as a suppressed exception, unless it hangs there or is empty. */
@TestFrameworkApi
public fun MockAws.showCallsIn(failure: Throwable): Unit = showCalls(failure, unlessNone = true)
