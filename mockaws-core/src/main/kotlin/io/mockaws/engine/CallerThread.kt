package io.mockaws.engine

import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Job
import kotlinx.coroutines.Runnable
import kotlinx.coroutines.ensureActive
import java.io.ByteArrayInputStream
import java.io.InputStream
import java.io.InterruptedIOException
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.locks.LockSupport
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlin.time.Duration
import kotlin.time.Duration.Companion.microseconds
import kotlin.time.Duration.Companion.nanoseconds

/**
 * Runs what suspends for a caller who blocks, on the caller's own thread from end to end: where nothing suspends it
 * is a plain call, and where something does the thread parks and goes on with the continuation itself. One of these
 * is one call with its answer's body; it runs one thing at a time.
 *
 * @see <a href="../../../../../../../docs/decisions/0004-a-blocking-call-stays-on-its-thread.md">decision 0004</a>
 */
internal class CallerThread : CoroutineDispatcher() {
    private val job = Job()
    private val context: CoroutineContext = this + job
    private val tasks = ConcurrentLinkedQueue<Runnable>()

    @Volatile
    private var thread: Thread? = null

    /** What the thread does instead of parking the next time that it has to wait. */
    @Volatile
    var pump: Pump? = null

    @Volatile
    private var isPumping = false

    @Volatile
    private var isOver = true

    /** Whether the thread waits, for the clock or for somebody else, or has come to the end of what it had to do. */
    private val isIdle: Boolean
        get() = isOver || isPumping || (LockSupport.getBlocker(thread) as? CallerThread)?.tasks?.isEmpty() == true

    /**
     * Answers [request].
     *
     * @throws InterruptedException when the thread is interrupted while it waits
     * @throws CancellationException after [cancel]
     */
    @Throws(InterruptedException::class, java.io.IOException::class)
    fun handle(
        handler: HttpHandler,
        request: HttpRequest,
    ): HttpResponse = complete { handler.handle(request) }

    /** Waits until [nanos] have passed on [clock]. */
    @Throws(InterruptedException::class)
    fun sleep(
        clock: Clock,
        nanos: Long,
    ): Unit = complete { clock.delay(nanos.nanoseconds) }

    /** [body] for whoever reads it, who is blocked while it is on its way. */
    fun inputStream(body: HttpBody): InputStream =
        if (body is HttpBody.Bytes) ByteArrayInputStream(body.bytes) else BlockingStream(body)

    /** Ends what runs, now or later. Any thread may call it. */
    fun cancel() = job.cancel()

    override fun dispatch(
        context: CoroutineContext,
        block: Runnable,
    ) {
        tasks.add(block)
        wakeUp()
    }

    /** Holds another thread until this one [isIdle], but not for longer than [most]. */
    fun awaitIdle(most: Duration) {
        if (Thread.currentThread() === thread) return
        val end = System.nanoTime() + most.inWholeNanoseconds
        while (!isIdle && System.nanoTime() < end) LockSupport.parkNanos(LOOK)
    }

    private fun wakeUp() {
        pump?.let {
            pump = null
            it.stop()
        }
        LockSupport.unpark(thread)
    }

    /** Runs [block] to its end; throws what it throws, and as [handle] does. */
    @Suppress("UNCHECKED_CAST")
    fun <T> complete(block: suspend () -> T): T {
        job.ensureActive()
        thread = Thread.currentThread()
        val completion = Completion<T>()
        val result = block.startCoroutineUninterceptedOrReturn(completion)
        if (result !== COROUTINE_SUSPENDED) return result as T
        isOver = false
        try {
            return completion.await()
        } finally {
            isOver = true
        }
    }

    private inner class Completion<T> : Continuation<T> {
        @Volatile
        private var outcome: Result<T>? = null

        override val context: CoroutineContext get() = this@CallerThread.context

        override fun resumeWith(result: Result<T>) {
            outcome = result
            wakeUp()
        }

        fun await(): T {
            var interrupted = false
            while (true) {
                val task = tasks.poll()
                val outcome = outcome
                when {
                    task != null -> task.run()
                    outcome != null -> return finish(outcome, interrupted)
                    else -> pump?.let(::work) ?: LockSupport.park(this@CallerThread)
                }
                if (Thread.interrupted()) {
                    interrupted = true
                    job.cancel()
                }
            }
        }

        private fun work(pump: Pump) {
            isPumping = true
            try {
                pump.work()
            } finally {
                isPumping = false
            }
        }

        private fun finish(
            outcome: Result<T>,
            interrupted: Boolean,
        ): T {
            if (interrupted && outcome.exceptionOrNull() is CancellationException) throw InterruptedException()
            if (interrupted) Thread.currentThread().interrupt()
            return outcome.getOrThrow()
        }
    }

    private inner class BlockingStream(
        private val body: HttpBody,
    ) : InputStream() {
        private var source: ByteSource? = null
        private var closed = false

        override fun read(): Int {
            val one = ByteArray(1)
            return if (read(one, 0, 1) < 0) -1 else one[0].toInt() and 0xff
        }

        override fun read(
            bytes: ByteArray,
            offset: Int,
            length: Int,
        ): Int {
            if (closed) throw java.io.IOException("The stream is closed")
            if (length == 0) return 0
            return try {
                complete { (source ?: body.open().also { source = it }).read(bytes, offset, length) }
            } catch (interrupt: InterruptedException) {
                Thread.currentThread().interrupt()
                throw InterruptedIOException("Interrupted while the body was read").initCause(interrupt)
            } catch (cancelled: CancellationException) {
                throw java.io.IOException("The call was aborted", cancelled)
            }
        }

        override fun close() {
            closed = true
            source?.close()
        }
    }

    private companion object {
        val LOOK = 50.microseconds.inWholeNanoseconds
    }
}
