package io.mockaws.engine

import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.serialization.Serializable
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.resume
import kotlin.time.Duration
import kotlin.time.Duration.Companion.ZERO
import kotlin.time.Duration.Companion.nanoseconds
import kotlin.time.Instant

/**
 * The clock of one mock. It runs as its ticker does, shifted by what was advanced, until [freeze]; then only
 * [advanceBy] moves it. Whoever waits is woken when the clock reaches their deadline, whichever way it got there.
 */
internal class EngineClock(
    ticker: Ticker = SystemTime(),
    startAt: Instant? = null,
    frozen: Boolean = false,
) : Clock,
    TestClock {
    private val lock = Any()

    /** What the clock shows while it stands; null while it runs. Written with the lock held. */
    @Volatile
    private var stoppedAt: Instant? = if (frozen) startAt ?: ticker.now() else null

    /** What it runs by. One object, so that it can be read without the lock; written with the lock held. */
    @Volatile
    private var course = Course(ticker, if (startAt == null) Duration.ZERO else startAt - ticker.now())
    private val sleepers = LinkedHashSet<Sleeper>()

    /** Where it stops on its way when it is advanced, and who wants to know that it was moved; null for nobody. */
    @Volatile
    private var stops: ClockStops? = null

    override fun heed(stops: ClockStops) {
        this.stops = stops
    }

    /** How many wait for the clock at this moment. */
    val waiting: Int get() = synchronized(lock) { sleepers.size }

    /** Whether it stands still until it is moved. */
    override val isFrozen: Boolean get() = stoppedAt != null

    /** Whether waiting takes no real time, because a test's scheduler moves the clock. */
    val isVirtual: Boolean get() = course.ticker.isVirtual

    /** Every call reads it twice, so it takes no lock; [unfreeze] writes in an order that allows that. */
    override fun now(): Instant = stoppedAt ?: course.now()

    /** A clock of its own that shows the same time and runs or stands as this one does. */
    fun fork(): EngineClock =
        synchronized(lock) { EngineClock(course.ticker, startAt = now(), frozen = stoppedAt != null) }

    /** From here on runs as [other] does, from the instant where it is; returns what made it run until now. */
    fun follow(other: Ticker): Ticker =
        moving {
            val before = course.ticker
            course = Course(other, now() - other.now())
            if (stoppedAt == null) sleepers.forEach { it.startTimer() }
            before
        }

    /** Where the clock stands to its ticker. */
    fun position(): Position = synchronized(lock) { Position(course.shift, stoppedAt) }

    /** Stands to its ticker again as it did at [position]. */
    fun moveTo(position: Position) =
        moving {
            position.stoppedAt?.let { stoppedAt = it }
            course = Course(course.ticker, position.shift)
            stoppedAt = position.stoppedAt
            sleepers.forEach { if (stoppedAt == null) it.startTimer() else it.stopTimer() }
        }

    @Serializable
    data class Position(
        val shift: Duration,
        val stoppedAt: Instant?,
    )

    /** A ticker, and how far the clock is ahead of it while it runs. */
    private class Course(
        val ticker: Ticker,
        val shift: Duration,
    ) {
        fun now(): Instant = if (shift == Duration.ZERO) ticker.now() else ticker.now() + shift
    }

    /** Takes note that a coroutine with [context] runs on this thread: it may be the one that makes time pass. */
    fun entered(context: CoroutineContext) = course.ticker.entered(context)

    private inline fun <T> moving(move: () -> T): T = synchronized(lock, move).also { stops?.moved() }

    override fun alarm(
        instant: Instant,
        task: suspend () -> Unit,
    ): AutoCloseable? = if (isFrozen) null else course.ticker.alarm((instant - now()).coerceAtLeast(ZERO), task)

    override fun freeze() =
        moving {
            stoppedAt = now()
            sleepers.forEach { it.stopTimer() }
        }

    override fun unfreeze() =
        moving {
            val at = stoppedAt ?: return@moving
            course = Course(course.ticker, at - course.ticker.now())
            stoppedAt = null
            sleepers.forEach { it.startTimer() }
        }

    override fun advanceTo(instant: Instant) = advanceBy(instant - now())

    /** Moves the clock forward and wakes whoever waits for an instant that has come. */
    override fun advanceBy(duration: Duration) {
        require(!duration.isNegative()) { "The clock cannot go back: $duration" }
        val target = now() + duration
        // The scheduler of a test makes its stops by itself.
        if (isFrozen || !isVirtual) stops?.let { stopOnTheWay(it, target) }
        step((target - now()).coerceAtLeast(ZERO))
        stops?.let {
            it.runNow()
            it.moved()
        }
    }

    private fun stopOnTheWay(
        stops: ClockStops,
        target: Instant,
    ) {
        while (true) {
            val next = stops.next() ?: return
            if (next > target) return
            step((next - now()).coerceAtLeast(ZERO))
            if (!stops.runNow()) return
        }
    }

    private fun step(duration: Duration) {
        val runs = stoppedAt == null
        // Outside of the lock: a test's scheduler runs whatever is due on the way.
        val rest = if (runs) course.ticker.advance(duration) else duration
        val due =
            synchronized(lock) {
                stoppedAt = stoppedAt?.plus(rest)
                course = Course(course.ticker, course.shift + rest)
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
        course.ticker.schedule(nanos.nanoseconds) { task.run() }
    }

    override suspend fun await(
        deadline: Instant,
        wakeup: Wakeup.Ticket?,
    ) {
        val now = now()
        if (now >= deadline) return
        suspendCancellableCoroutine { continuation ->
            callerOf(continuation.context)?.pump = pump(deadline - now)
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

    private fun callerOf(context: CoroutineContext): CallerThread? {
        val dispatcher = context[ContinuationInterceptor]
        return ((dispatcher as? ClockDispatcher)?.base ?: dispatcher) as? CallerThread
    }

    /** A frozen clock is moved by nobody's waiting. */
    private fun pump(span: Duration): Pump? = if (stoppedAt == null) course.ticker.pump(span) else null

    private inner class Sleeper(
        val deadline: Instant,
        private val wakeup: Wakeup.Ticket?,
        private val continuation: CancellableContinuation<Unit>,
    ) {
        val done = AtomicBoolean()
        private var timer: AutoCloseable? = null

        val wake: () -> Unit = {
            if (done.compareAndSet(false, true)) {
                leave()
                continuation.resume(Unit)
                callerOf(continuation.context)?.let { course.ticker.woken(it) }
            }
        }

        /** Cancelled from outside: nobody resumes it any more. */
        fun forget() {
            if (done.compareAndSet(false, true)) leave()
        }

        /** Call with the lock held and the clock running. */
        fun startTimer() {
            stopTimer()
            timer = course.ticker.schedule(deadline - now()) { onTimer() }
        }

        /** Call with the lock held. */
        fun stopTimer() {
            timer?.close()
            timer = null
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
                stopTimer()
            }
        }
    }
}
