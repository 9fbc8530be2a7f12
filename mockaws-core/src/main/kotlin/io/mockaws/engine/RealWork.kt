package io.mockaws.engine

import kotlinx.coroutines.ThreadContextElement
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock
import kotlin.coroutines.CoroutineContext
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/**
 * Holds virtual time while coroutines that share this element work on real threads: a client that reads its configuration
 * on `Dispatchers.IO`, say. `runTest` does not know of them, and would skip to its next delay in the meantime.
 *
 * Whoever waits for neither the clock nor work on a thread that can be seen is given the time of some [LOOKS]: the threads of
 * an asynchronous client cannot be seen, nor can work that still waits for a thread. A look that itself came late does not
 * count: then the machine is busy, and they have to wait as well.
 */
internal class RealWork : ThreadContextElement<Unit> {
    private val lock = ReentrantLock()
    private val changed = lock.newCondition()

    private var onThreads = 0
    private var queued = 0
    private var waitingByClock = 0
    private var isOver = false

    override val key: CoroutineContext.Key<*> get() = Key

    override fun updateThreadContext(context: CoroutineContext) = change { onThreads++ }

    override fun restoreThreadContext(
        context: CoroutineContext,
        oldState: Unit,
    ) = change { onThreads-- }

    /** A coroutine has something to do on the test's own thread. */
    fun dispatched() = change { queued++ }

    /** It begins to do so. */
    fun begun() = change { queued-- }

    /** A coroutine waits by the clock. */
    fun clockWaitBegun() = change { waitingByClock++ }

    /** It does so no more. */
    fun clockWaitEnded() = change { waitingByClock-- }

    /** Nothing is held from here on. */
    fun over() = change { isOver = true }

    /** Holds the calling thread, the test's own, until it can go on without time that should not pass. */
    fun hold() =
        lock.withLock {
            val begin = System.nanoTime()
            var looks = 0
            while (!isOver && queued == 0 && waitingByClock == 0 && looks < LOOKS) {
                val now = System.nanoTime()
                if (now - begin > LONGEST.inWholeNanoseconds) return
                if (onThreads > 0) looks = 0
                val isTold = changed.await(LOOK, TimeUnit.NANOSECONDS)
                val isLate = System.nanoTime() - now > 2 * LOOK
                if (!isTold && !isLate) looks++
            }
        }

    private fun change(change: () -> Unit) =
        lock.withLock {
            change()
            changed.signalAll()
        }

    companion object Key : CoroutineContext.Key<RealWork> {
        /** Holds the calling thread while [caller] is at work on another. */
        fun await(caller: CallerThread) = caller.awaitIdle(LONGEST)

        private const val LOOKS = 10
        private val LOOK = 10.milliseconds.inWholeNanoseconds
        private val LONGEST = 10.seconds
    }
}
