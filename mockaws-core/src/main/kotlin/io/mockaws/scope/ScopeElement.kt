package io.mockaws.scope

import kotlinx.coroutines.ThreadContextElement
import kotlin.coroutines.CoroutineContext

/** Carries a scope with a coroutine, onto every thread that it runs on. */
internal class ScopeElement(
    val scope: Scope,
) : ThreadContextElement<Scopes.Layer?> {
    override val key: CoroutineContext.Key<*> get() = Key

    private val layer = Scopes.Layer(scope, null)

    override fun updateThreadContext(context: CoroutineContext): Scopes.Layer? {
        scope.clock.entered(context)
        return Scopes.swap(layer)
    }

    override fun restoreThreadContext(
        context: CoroutineContext,
        oldState: Scopes.Layer?,
    ) {
        Scopes.swap(oldState)
    }

    override fun toString(): String = "MockAws(${scope.region})"

    companion object Key : CoroutineContext.Key<ScopeElement>
}
