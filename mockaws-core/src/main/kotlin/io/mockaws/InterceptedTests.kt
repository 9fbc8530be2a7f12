package io.mockaws

import io.mockaws.scope.ScopeElement
import io.mockaws.scope.Scopes
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.withContext
import kotlin.coroutines.CoroutineContext

/**
 * What the hooks in `runTest` call. A test that runs on the thread of a mock is that mock's, with all the coroutines that
 * it starts, and the mock's time is the test's for as long as it runs.
 *
 * @see io.mockaws.sdk.intercept.Interception
 */
internal object InterceptedTests {
    /** The context that a test begins with, where it makes its own `TestScope`. */
    @JvmStatic
    fun context(asked: CoroutineContext): CoroutineContext {
        if (!Scopes.any || asked[ScopeElement] != null) return asked
        return Scopes.around()?.let { asked + ScopeElement(it) } ?: asked
    }

    /** The body of a test. */
    @JvmStatic
    @Suppress("UNCHECKED_CAST")
    fun body(test: Function2<*, *, *>): Function2<*, *, *> {
        val scope = (if (Scopes.any) Scopes.around() else null) as MockScope? ?: return test
        test as suspend (Any?) -> Any?
        val inMock: suspend (Any?) -> Any? = { its -> scope.core.inTest { test(its) } }
        return inMock as Function2<*, *, *>
    }

    private suspend fun <T> MockCore.inTest(test: suspend () -> T): T {
        val context = currentCoroutineContext()
        return inTimeOf(context) {
            if (context[ScopeElement]?.scope === scope) test() else withContext(ScopeElement(scope)) { test() }
        }
    }
}
