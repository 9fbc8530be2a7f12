package io.mockaws.engine

import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.suspendCancellableCoroutine
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.resume
import kotlin.time.Duration
import kotlin.time.Duration.Companion.nanoseconds
import kotlin.time.Instant

/**
 * The clock of one mock. It runs as its [ticker] does, shifted by what was advanced, until [freeze]; then only
 * [advanceBy] moves it. Whoever waits is woken when the clock reaches their deadline, whichever way it got there.
 */
internal class EngineClock(
    private val ticker: Ticker = SystemTime(),
    startAt: Instant? = null,
    frozen: Boolean = false,
) : Clock {
    private val lock = Any()

    /** What the clock shows while it stands; null while it runs. Written with the lock held. */
    @Volatile
    private var stoppedAt: Instant? = if (frozen) startAt ?: ticker.now() else null

    /** How far the clock is ahead of its ticker while it runs. Written with the lock held. */
    @Volatile
    private var shift: Duration = if (startAt == null) Duration.ZERO else startAt - ticker.now()
    private val sleepers = LinkedHashSet<Sleeper>()

    /** How many wait for the clock at this moment. */
    val waiting: Int get() = synchronized(lock) { sleepers.size }

    /** Whether waiting takes no real time, because a test's scheduler moves the clock. */
    val isVirtual: Boolean get() = ticker.isVirtual

    /** Every call reads it twice, so it takes no lock; [unfreeze] writes in an order that allows that. */
    override fun now(): Instant = stoppedAt ?: running()

    private fun running(): Instant = shift.let { if (it == Duration.ZERO) ticker.now() else ticker.now() + it }

    /** A clock of its own that shows the same time and runs or stands as this one does. */
    fun fork(): EngineClock =
        synchronized(lock) { EngineClock(ticker, startAt = now(), frozen = stoppedAt != null) }

    /** Takes note that a coroutine with [context] runs on this thread: it may be the one that makes time pass. */
    fun entered(context: CoroutineContext) = ticker.entered(context)

    /** Stops the clock where it is. */
    fun freeze() {
        val toCancel =
            synchronized(lock) {
                stoppedAt = now()
                sleepers.mapNotNull { sleeper -> sleeper.timer.also { sleeper.timer = null } }
            }
        toCancel.forEach { it.close() }
    }

    /** Lets the clock run again from where it stands. */
    fun unfreeze() =
        synchronized(lock) {
            val at = stoppedAt ?: return@synchronized
            shift = at - ticker.now()
            stoppedAt = null
            sleepers.forEach { it.startTimer() }
        }

    /** Moves the clock forward and wakes whoever waits for an instant that has come. */
    fun advanceBy(duration: Duration) {
        require(!duration.isNegative()) { "The clock cannot go back: $duration" }
        val runs = stoppedAt == null
        // Outside of the lock: a test's scheduler runs whatever is due on the way.
        val rest = if (runs) ticker.advance(duration) else duration
        val due =
            synchronized(lock) {
                stoppedAt = stoppedAt?.plus(rest)
                shift += rest
                val now = now()
                val (due, others) = sleepers.partition { it.deadline <= now }
                others.forEach { if (stoppedAt == null) it.startTimer() }
                due.sortedBy { it.deadline }
            }
        due.forEach { it.wake() }
    }

    /** Has [task] run when [nanos] have passed, on a thread that it must not hold. */
    fun runAfter(
        nanos: Long,
        task: Runnable,
    ) {
        ticker.schedule(nanos.nanoseconds) { task.run() }
    }

    override suspend fun await(
        deadline: Instant,
        wakeup: Wakeup.Ticket?,
    ) {
        val now = now()
        if (now >= deadline) return
        suspendCancellableCoroutine { continuation ->
            (continuation.context[ContinuationInterceptor] as? CallerThread)?.pump = pump(deadline - now)
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

    /** A frozen clock is moved by nobody's waiting. */
    private fun pump(span: Duration): Pump? = if (stoppedAt == null) ticker.pump(span) else null

    private inner class Sleeper(
        val deadline: Instant,
        private val wakeup: Wakeup.Ticket?,
        private val continuation: CancellableContinuation<Unit>,
    ) {
        val done = AtomicBoolean()
        var timer: AutoCloseable? = null

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
            timer?.close()
            timer = ticker.schedule(deadline - now()) { onTimer() }
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
                timer?.close()
                timer = null
            }
        }
    }
}
