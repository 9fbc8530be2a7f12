package io.mockaws.scope

import io.mockaws.engine.EngineClock
import io.mockaws.wire.http.HttpHandler
import java.util.concurrent.atomic.AtomicReference

/**
 * A mock as those see it who bring calls to it: where they go, whose region and time count. It outlives its mock,
 * in clients that were built in it and threads that ran in it, and then holds nothing of it any more.
 */
internal open class Scope(
    handler: HttpHandler,
    val region: String,
    val clock: EngineClock,
    /** The line that started the mock, or null for a block, which always ends. */
    val startedAt: StackTraceElement?,
) {
    private val open = AtomicReference<HttpHandler?>(handler)

    val isOpen: Boolean get() = open.get() != null

    /** Whether calls that name no mock go to it only where they could go to no other. */
    @Volatile
    var isDetached: Boolean = false
        private set

    /** Where calls go; a call that comes while the mock closes finds it closed. */
    val handler: HttpHandler get() = open.get() ?: throw IllegalStateException("This mock is closed")

    /** Runs [task] on this thread with this scope in force, as long as it is open. */
    fun run(task: Runnable) = within(this) { task.run() }

    /** Takes the scope off this thread, and lets every other go first. */
    fun detach() {
        isDetached = true
        Scopes.pull(this)
    }

    /** Ends the scope, wherever it is in force. False when it has ended before. */
    fun close(): Boolean {
        if (open.getAndSet(null) == null) return false
        Scopes.remove(this)
        return true
    }
}
