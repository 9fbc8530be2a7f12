package io.mockaws.scope

import io.mockaws.engine.EngineClock
import io.mockaws.wire.http.HttpHandler
import java.lang.ref.WeakReference
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

    /** For those who outlive it, and must not keep it. */
    val reference: WeakReference<Scope> = WeakReference(this)

    val isOpen: Boolean get() = open.get() != null

    /** Where the clients go that were built in it, once somebody keeps them for more tests than its own; else null. */
    @Volatile
    var heir: Scope? = null

    /** Where clients go that were built in it. */
    val home: Scope get() = heir ?: this

    /** Whether it is in force only where a task is run or a coroutine started in it. */
    @Volatile
    var isDetached: Boolean = false
        private set

    /** Where calls go; a call that comes while the mock closes finds it closed. */
    val handler: HttpHandler get() = open.get() ?: throw IllegalStateException("This mock is closed")

    /** Where a call to [host] goes, a name without a port, of a client that nobody configured. */
    open fun way(host: String): Way = Way.MOCK

    /** Runs [task] on this thread with this scope in force, as long as it is open. */
    fun run(task: Runnable) = within(this) { task.run() }

    /** Takes it off the thread that started it, and off those who look for any mock. */
    fun detach() {
        isDetached = true
    }

    /** Ends the scope, wherever it is in force. False when it has ended before. */
    fun close(): Boolean {
        if (open.getAndSet(null) == null) return false
        Scopes.remove(this)
        return true
    }
}
