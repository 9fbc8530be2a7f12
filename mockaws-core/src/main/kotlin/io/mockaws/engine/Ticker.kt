package io.mockaws.engine

import java.util.concurrent.Executors
import java.util.concurrent.ScheduledThreadPoolExecutor
import java.util.concurrent.TimeUnit
import kotlin.coroutines.CoroutineContext
import kotlin.time.Duration
import kotlin.time.Instant

/** What makes an [EngineClock] run: the system's time, or a test's. */
internal interface Ticker {
    fun now(): Instant

    /** Runs [task] once when [delay] has passed, on any thread; what is returned takes that back. */
    fun schedule(
        delay: Duration,
        task: () -> Unit,
    ): AutoCloseable

    /**
     * Has [task] run once when [delay] has passed, on its own: nobody waits for it. What is returned takes that back; null when
     * there is no such time any more.
     */
    fun alarm(
        delay: Duration,
        task: suspend () -> Unit,
    ): AutoCloseable?

    /** Moves the time itself on, where that can be done, and returns the part that cannot. */
    fun advance(duration: Duration): Duration = duration

    /** What a thread has to do while it waits for [span], if it is the one that makes the time pass; else null. */
    fun pump(span: Duration): Pump? = null

    /** Takes note that [caller], who waited for this time, goes on. */
    fun woken(caller: CallerThread) = Unit

    /** Takes note that a coroutine with [context] runs on this thread. */
    fun entered(context: CoroutineContext) = Unit

    /** Whether waiting takes no real time. */
    val isVirtual: Boolean get() = false
}

/** Work of a thread that would otherwise park. */
internal interface Pump {
    /** Works until [stop], or until there is nothing to do. */
    fun work()

    /** Ends [work] soon. Any thread may call it, before, while or after it runs. */
    fun stop()
}

/** Time as the system has it. */
internal class SystemTime(
    private val system: () -> Instant = { kotlin.time.Clock.System.now() },
) : Ticker {
    override fun now(): Instant = system()

    override fun schedule(
        delay: Duration,
        task: () -> Unit,
    ): AutoCloseable {
        val timer = timers.schedule(task, delay.inWholeNanoseconds.coerceAtLeast(0), TimeUnit.NANOSECONDS)
        return AutoCloseable { timer.cancel(false) }
    }

    override fun alarm(
        delay: Duration,
        task: suspend () -> Unit,
    ): AutoCloseable = schedule(delay) { workers.execute { CallerThread().complete(task) } }

    companion object {
        /** What rings runs here, so that the clock's own thread is free. */
        private val workers =
            Executors.newCachedThreadPool { task -> Thread(task, "mockaws-work").apply { isDaemon = true } }

        /** One daemon thread for all mocks; it only resumes continuations. */
        private val timers =
            ScheduledThreadPoolExecutor(1) { task ->
                Thread(task, "mockaws-clock").apply { isDaemon = true }
            }.apply { removeOnCancelPolicy = true }
    }
}
