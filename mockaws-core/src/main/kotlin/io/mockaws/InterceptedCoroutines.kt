package io.mockaws

import io.mockaws.scope.ScopeElement
import io.mockaws.scope.Scopes
import kotlin.coroutines.CoroutineContext

/**
 * What the hook in coroutine builders calls. A coroutine that is started in a mock is that mock's, also where it is
 * started in a scope of its own: `GlobalScope`, an application's, a library's. A context that names a mock wins. Where it
 * cannot be told whether the coroutine belongs to the mock of its thread, nothing is said.
 *
 * @see io.mockaws.sdk.intercept.Interception
 */
internal object InterceptedCoroutines {
    /** The context that a coroutine begins with, which would be [made]. */
    @JvmStatic
    fun context(made: CoroutineContext): CoroutineContext {
        if (!Scopes.any || made[ScopeElement] != null) return made
        return Scopes.around()?.let { made + ScopeElement(it) } ?: made
    }
}
