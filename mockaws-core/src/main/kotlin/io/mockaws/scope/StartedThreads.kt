package io.mockaws.scope

import java.lang.ref.WeakReference

/** Threads that were started in a scope, for as long as both are. Apart from [CarriedScopes], which waits for the hooks. */
internal object StartedThreads {
    private val threads = WeakIdentityMap<Thread, WeakReference<Scope>>()

    /** The scope that [thread] was started in, while that is open. */
    fun scopeOf(thread: Thread): Scope? = threads[thread]?.get()?.takeIf { it.isOpen && !it.isDetached }

    fun add(
        thread: Thread,
        scope: Scope,
    ) {
        threads[thread] = scope.reference
    }
}
