@file:OptIn(ExperimentalCoroutinesApi::class, InternalCoroutinesApi::class)

package io.mockaws.engine

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Delay
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestCoroutineScheduler
import kotlinx.coroutines.test.TestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.nanoseconds
import kotlin.time.Instant

/**
 * The time of `runTest`. Waiting is an event of the test's scheduler, so `runTest` skips it as it skips a `delay`.
 *
 * `runTest` can only do so while its thread is its own. Where a blocking call holds that thread, the call runs the
 * scheduler itself ([pump]); where something else does, as a `join()` on an asynchronous call, a watchman sees that
 * the event stays undone and runs the scheduler in its place.
 */
internal class VirtualTime private constructor(
    private val scheduler: TestCoroutineScheduler,
    startAt: Instant?,
    /** The `runTest` itself; null where the scheduler has none. */
    private val test: TestScope?,
) : Ticker {
    private val dispatcher = StandardTestDispatcher(scheduler)
    private val zero = (startAt ?: real.now()) - scheduler.currentTime.milliseconds

    /** The thread that runs the scheduler's tasks, as far as is known. */
    @Volatile
    private var mover: Thread = Thread.currentThread()

    override val isVirtual: Boolean get() = true

    override fun now(): Instant = zero + scheduler.currentTime.milliseconds

    override fun schedule(
        delay: Duration,
        task: () -> Unit,
    ): AutoCloseable {
        val watch = Watch(delay)
        val event =
            (dispatcher as Delay).invokeOnTimeout(
                delay.roundedUp().inWholeMilliseconds,
                {
                    watch.close()
                    task()
                },
                EmptyCoroutineContext,
            )
        return AutoCloseable {
            watch.close()
            event.dispose()
        }
    }

    /** Work in the background of the test: it ends with it, and does not keep it from being idle. */
    override fun alarm(
        delay: Duration,
        task: suspend () -> Unit,
    ): AutoCloseable? {
        if (test?.isActive == false) return null
        val background = test?.backgroundScope?.coroutineContext ?: EmptyCoroutineContext
        val ring = {
            if (test?.isActive != false) {
                CoroutineScope(background + dispatcher).launch(start = CoroutineStart.UNDISPATCHED) { task() }
            }
        }
        val event = (dispatcher as Delay).invokeOnTimeout(delay.roundedUp().inWholeMilliseconds, { ring() }, background)
        return AutoCloseable { event.dispose() }
    }

    override fun advance(duration: Duration): Duration {
        val whole = duration.inWholeMilliseconds.milliseconds
        scheduler.advanceTimeBy(whole)
        scheduler.runCurrent()
        return duration - whole
    }

    override fun pump(span: Duration): Pump? = if (Thread.currentThread() === mover) Run(span) else null

    /**
     * Who waited on another thread has its turn before time goes on: whichever thread would do that comes upon a task that
     * holds it.
     */
    override fun woken(caller: CallerThread) =
        repeat(MOVERS) { dispatcher.dispatch(EmptyCoroutineContext) { RealWork.await(caller) } }

    override fun entered(context: CoroutineContext) {
        val dispatcher = context[ContinuationInterceptor]
        if (dispatcher is TestDispatcher && dispatcher.scheduler === scheduler) mover = Thread.currentThread()
    }

    /**
     * Runs the scheduler's tasks, each at its time, until [span] has passed or it is stopped. The scheduler offers
     * no single step; so a stop is a task too, which throws through the scheduler to [work].
     */
    private inner class Run(
        private val span: Duration,
    ) : Pump {
        private val outer = running.get()

        @Volatile
        private var stopped = false

        override fun work() {
            if (stopped) return
            running.set(this)
            try {
                scheduler.advanceTimeBy(span.roundedUp() + 1.milliseconds)
            } catch (stop: Stop) {
                if (stop.run !== this) throw stop
            } finally {
                if (outer == null) running.remove() else running.set(outer)
                if (outer?.stopped == true) outer.post()
            }
        }

        override fun stop() {
            stopped = true
            post()
        }

        /** Does nothing when it comes too late, or inside a run that has to end before. */
        private fun post() = dispatcher.dispatch(EmptyCoroutineContext) { if (running.get() === this) throw Stop(this) }
    }

    private class Stop(
        val run: Any,
    ) : RuntimeException(null, null, false, false)

    /** Looks, in real time, whether an event that is due in [span] gets its turn. */
    private inner class Watch(
        private val span: Duration,
    ) : AutoCloseable {
        private var heldBefore = false

        @Volatile
        private var timer: AutoCloseable? = null

        @Volatile
        private var run: Run? = null

        @Volatile
        private var over = false

        init {
            arm()
        }

        private fun arm() {
            if (!over) timer = real.schedule(PATIENCE, ::look)
            if (over) timer?.close()
        }

        private fun look() {
            if (over) return
            val held = mover.isHeld()
            if (held && heldBefore) {
                val run = Run(span).also { run = it }
                Thread({
                    if (!over) run.work().also { arm() }
                }, "mockaws-virtual-time").apply { isDaemon = true }.start()
            } else {
                heldBefore = held
                arm()
            }
        }

        override fun close() {
            over = true
            timer?.close()
            run?.stop()
        }
    }

    companion object {
        private val real = SystemTime()
        private val running = ThreadLocal<Run?>()

        /** As many threads as may ask for a next task at one moment. */
        private const val MOVERS = 2

        /** Longer than `runTest` takes to start an event when its thread is its own. */
        private val PATIENCE = 5.milliseconds

        private val isThere: Boolean by lazy {
            try {
                Class.forName("kotlinx.coroutines.test.TestCoroutineScheduler")
                true
            } catch (_: ClassNotFoundException) {
                false
            }
        }

        /** The time of the test that [context] belongs to, beginning with [startAt]; null outside of `runTest`. */
        fun of(
            context: CoroutineContext,
            startAt: Instant?,
        ): Ticker? {
            if (!isThere) return null
            return context[TestCoroutineScheduler]?.let { VirtualTime(it, startAt, testOf(context[Job])) }
        }

        private fun testOf(job: Job?): TestScope? =
            generateSequence(job) { it.parent }.firstNotNullOfOrNull { it as? TestScope }

        /** Whether the thread waits for something else than the next task of its `runTest`. */
        private fun Thread.isHeld(): Boolean {
            if (state == Thread.State.RUNNABLE) return false
            val frames = stackTrace.map { it.className }
            if (frames.any { it.startsWith(HOLD) }) return false
            val waitsForTasks = frames.firstOrNull { !it.startsWith("java.") && !it.startsWith("jdk.") } == LOOP
            return !waitsForTasks || frames.count { it == LOOP } > 1
        }

        /** Where `runBlocking`, and so `runTest`, waits for tasks. */
        private const val LOOP = "kotlinx.coroutines.BlockingCoroutine"

        /** Where it keeps time from passing. */
        private val HOLD = RealWork::class.java.name

        private fun Duration.roundedUp(): Duration = (this + 999_999.nanoseconds).inWholeMilliseconds.milliseconds
    }
}
