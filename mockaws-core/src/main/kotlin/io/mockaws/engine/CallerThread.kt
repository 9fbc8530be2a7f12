package io.mockaws.engine

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Job
import kotlinx.coroutines.Runnable
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn

/**
 * Runs a suspending function for a thread that may block. Nothing but a call happens when it does not suspend; when it
 * does, the thread waits here and runs each continuation itself, so that a blocking client's call stays on its own
 * thread from end to end.
 *
 * @see <a href="../../../../../../../docs/decisions/0004-a-blocking-call-stays-on-its-thread.md">decision 0004</a>
 */
internal class CallerThread<T> private constructor() :
    CoroutineDispatcher(),
    Continuation<T> {
    private val tasks = LinkedBlockingQueue<Runnable>()
    private val outcome = AtomicReference<Result<T>?>()
    private val job = Job()

    override val context: CoroutineContext = this + job

    override fun dispatch(
        context: CoroutineContext,
        block: Runnable,
    ) = tasks.put(block)

    override fun resumeWith(result: Result<T>) {
        outcome.set(result)
        tasks.put { }
    }

    /** Ends the call from any thread: what it waits for throws a `CancellationException`. */
    fun cancel() = job.cancel()

    /**
     * @throws InterruptedException when the thread is interrupted while it waits; the call is cancelled then and has
     * ended when this returns
     */
    private fun await(): T {
        var interrupted: InterruptedException? = null
        while (outcome.get() == null) {
            try {
                tasks.take().run()
            } catch (interrupt: InterruptedException) {
                interrupted = interrupt
                job.cancel()
            }
        }
        job.complete()
        interrupted?.let { throw it }
        return outcome.get()!!.getOrThrow()
    }

    companion object {
        /** Runs [block] on this thread. [started] is told how to cancel it before it runs. */
        fun <T> run(
            started: (CallerThread<T>) -> Unit = {},
            block: suspend () -> T,
        ): T {
            val caller = CallerThread<T>()
            started(caller)
            val result = block.startCoroutineUninterceptedOrReturn(caller)
            @Suppress("UNCHECKED_CAST")
            return if (result === COROUTINE_SUSPENDED) caller.await() else result as T
        }
    }
}
