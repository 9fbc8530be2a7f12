package io.mockaws.engine

import kotlin.time.Duration

/**
 * Ends code that blocks its thread for too long in the world outside, whatever a test's clock shows: the thread that began
 * it is interrupted. Code that takes no notice goes on.
 */
internal class Interruption private constructor() {
    private val thread = Thread.currentThread()
    private var isOver = false

    @Volatile
    private lateinit var timer: AutoCloseable

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
        timer.close()
        synchronized(this) {
            isOver = true
            if (hasFired && Thread.currentThread() === thread) Thread.interrupted()
        }
    }

    companion object {
        private val time = SystemTime()

        /** Interrupts this thread after [limit], unless [end] comes first. */
        fun begin(limit: Duration): Interruption =
            Interruption().also { it.timer = time.schedule(limit) { it.fire() } }
    }
}
