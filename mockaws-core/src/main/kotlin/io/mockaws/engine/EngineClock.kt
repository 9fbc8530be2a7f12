package io.mockaws.engine

import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.suspendCancellableCoroutine
import java.util.concurrent.Future
import java.util.concurrent.ScheduledThreadPoolExecutor
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.coroutines.resume
import kotlin.time.Duration
import kotlin.time.Instant

/**
 * The clock of one mock. It runs with the system's clock, shifted by what was advanced, until [freeze]; then only
 * [advanceBy] and [advanceTo] move it. Whoever waits is woken when the clock reaches their deadline, whichever way
 * it got there.
 */
internal class EngineClock(
    private val system: () -> Instant = { kotlin.time.Clock.System.now() },
    startAt: Instant? = null,
    frozen: Boolean = false,
) : Clock {
    private val lock = Any()
    private var shift: Duration = if (startAt == null) Duration.ZERO else startAt - system()
    private var stoppedAt: Instant? = if (frozen) startAt ?: system() else null
    private val sleepers = LinkedHashSet<Sleeper>()

    /** How many wait for the clock at this moment. */
    val waiting: Int get() = synchronized(lock) { sleepers.size }

    override fun now(): Instant = synchronized(lock) {
        stoppedAt
            ?: if (shift == Duration.ZERO) system() else system() + shift
    }

    /** A clock of its own that shows the same time and runs or stands as this one does. */
    fun fork(): EngineClock =
        synchronized(lock) { EngineClock(system, startAt = now(), frozen = stoppedAt != null) }

    /** Stops the clock where it is. */
    fun freeze() {
        val toCancel =
            synchronized(lock) {
                stoppedAt = now()
                sleepers.mapNotNull { sleeper -> sleeper.timer.also { sleeper.timer = null } }
            }
        toCancel.forEach { it.cancel(false) }
    }

    /** Lets the clock run again from where it stands. */
    fun unfreeze() =
        synchronized(lock) {
            val at = stoppedAt ?: return@synchronized
            stoppedAt = null
            shift = at - system()
            sleepers.forEach { it.startTimer() }
        }

    /** Moves the clock forward and wakes whoever waits for an instant that has come. */
    fun advanceBy(duration: Duration) {
        require(!duration.isNegative()) { "The clock cannot go back: $duration" }
        val due =
            synchronized(lock) {
                stoppedAt = stoppedAt?.plus(duration)
                shift += duration
                val now = now()
                val (due, rest) = sleepers.partition { it.deadline <= now }
                rest.forEach { if (stoppedAt == null) it.startTimer() }
                due.sortedBy { it.deadline }
            }
        due.forEach { it.wake() }
    }

    override suspend fun await(
        deadline: Instant,
        wakeup: Wakeup.Ticket?,
    ) {
        if (now() >= deadline) return
        suspendCancellableCoroutine { continuation ->
            val sleeper = Sleeper(deadline, wakeup, continuation)
            continuation.invokeOnCancellation { sleeper.forget() }
            if (wakeup != null && !wakeup.register(sleeper.wake)) {
                sleeper.wake()
            } else {
                val due =
                    synchronized(lock) {
                        if (sleeper.done.get()) return@suspendCancellableCoroutine
                        sleepers.add(sleeper)
                        if (stoppedAt == null) sleeper.startTimer()
                        now() >= deadline
                    }
                if (due) sleeper.wake()
            }
        }
    }

    private inner class Sleeper(
        val deadline: Instant,
        private val wakeup: Wakeup.Ticket?,
        private val continuation: CancellableContinuation<Unit>,
    ) {
        val done = AtomicBoolean()
        var timer: Future<*>? = null

        val wake: () -> Unit = {
            if (done.compareAndSet(false, true)) {
                leave()
                continuation.resume(Unit)
            }
        }

        /** Cancelled from outside: nobody resumes it any more. */
        fun forget() {
            if (done.compareAndSet(false, true)) leave()
        }

        /** Call with the lock held and the clock running. */
        fun startTimer() {
            timer?.cancel(false)
            val wait = (deadline - now()).inWholeNanoseconds.coerceAtLeast(0)
            timer = timers.schedule({ onTimer() }, wait, TimeUnit.NANOSECONDS)
        }

        private fun onTimer() {
            val early =
                synchronized(lock) {
                    when {
                        done.get() || stoppedAt != null -> return
                        now() < deadline -> true.also { startTimer() }
                        else -> false
                    }
                }
            if (!early) wake()
        }

        private fun leave() {
            wakeup?.unregister(wake)
            synchronized(lock) {
                sleepers.remove(this)
                timer?.cancel(false)
                timer = null
            }
        }
    }

    private companion object {
        /** One daemon thread for the real-time clocks of all mocks; it only resumes continuations. */
        val timers =
            ScheduledThreadPoolExecutor(1) { task ->
                Thread(task, "mockaws-clock").apply { isDaemon = true }
            }.apply { removeOnCancelPolicy = true }
    }
}
