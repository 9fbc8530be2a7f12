package io.mockaws.engine

import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds

/**
 * Ends code that blocks its thread for too long in the world outside, whatever a test's clock shows: the thread that began
 * it is interrupted. Code that takes no notice goes on.
 */
internal class Interruption private constructor(
    limit: Duration,
) {
    private val thread = Thread.currentThread()
    private val deadline = System.nanoTime() + limit.inWholeNanoseconds
    private var isOver = false

    /** Whether the thread was interrupted. */
    @Volatile
    var hasFired: Boolean = false
        private set

    private fun fire() =
        synchronized(this) {
            if (isOver) return@synchronized
            hasFired = true
            thread.interrupt()
        }

    /** To be called when the code is over. Whoever uses the thread next is not interrupted in its place. */
    fun end() {
        pending.remove(this)
        synchronized(this) {
            isOver = true
            if (hasFired && Thread.currentThread() === thread) Thread.interrupted()
        }
    }

    companion object {
        private val time = SystemTime()
        private val pending: MutableSet<Interruption> = ConcurrentHashMap.newKeySet()
        private val isWatched = AtomicBoolean()

        /** One look for all, so that code that is quick costs no timer. */
        private val look = 50.milliseconds

        /** Interrupts this thread after [limit], unless [end] comes first. */
        fun begin(limit: Duration): Interruption {
            val interruption = Interruption(limit)
            pending += interruption
            if (isWatched.compareAndSet(false, true)) time.schedule(look, ::watch)
            return interruption
        }

        private fun watch() {
            val now = System.nanoTime()
            for (interruption in pending) {
                if (now - interruption.deadline < 0) continue
                pending.remove(interruption)
                interruption.fire()
            }
            isWatched.set(false)
            if (pending.isNotEmpty() && isWatched.compareAndSet(false, true)) time.schedule(look, ::watch)
        }
    }
}
