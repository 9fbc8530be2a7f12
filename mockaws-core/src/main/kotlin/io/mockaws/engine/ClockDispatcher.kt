@file:OptIn(InternalCoroutinesApi::class, ExperimentalCoroutinesApi::class)

package io.mockaws.engine

import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Delay
import kotlinx.coroutines.DisposableHandle
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.Runnable
import kotlinx.coroutines.launch
import kotlin.coroutines.CoroutineContext
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Instant

/**
 * Where coroutines of functions run: as [base] would have it, but for `delay` and `withTimeout`, which go by [clock].
 * Whoever would wait until [deadline] or longer is not woken: [onDeadline] is called at that instant. Where [base] is that of
 * a `runTest`, [realWork] keeps its time from passing while they work elsewhere.
 */
internal class ClockDispatcher(
    val base: CoroutineDispatcher,
    private val clock: Clock,
    private val deadline: Instant = Instant.DISTANT_FUTURE,
    private val realWork: RealWork? = null,
    private val onDeadline: () -> Unit = {},
) : CoroutineDispatcher(),
    Delay {
    override fun isDispatchNeeded(context: CoroutineContext): Boolean = base.isDispatchNeeded(context)

    override fun dispatch(
        context: CoroutineContext,
        block: Runnable,
    ) {
        if (realWork == null) return base.dispatch(context, block)
        realWork.dispatched()
        base.dispatch(context) {
            realWork.begun()
            block.run()
            // Behind what is to be done now, so that whoever waits for it does not hold it up.
            base.dispatch(context) { realWork.hold() }
        }
    }

    override fun scheduleResumeAfterDelay(
        timeMillis: Long,
        continuation: CancellableContinuation<Unit>,
    ) {
        val waiting = after(timeMillis) { with(continuation) { resumeUndispatched(Unit) } }
        continuation.invokeOnCancellation { waiting.cancel() }
    }

    override fun invokeOnTimeout(
        timeMillis: Long,
        block: Runnable,
        context: CoroutineContext,
    ): DisposableHandle {
        val waiting = after(timeMillis) { block.run() }
        return DisposableHandle { waiting.cancel() }
    }

    private fun after(
        timeMillis: Long,
        task: () -> Unit,
    ): Job =
        CoroutineScope(this + Job()).launch(start = CoroutineStart.UNDISPATCHED) {
            val left = deadline - clock.now()
            val wanted = timeMillis.milliseconds
            realWork?.clockWaitBegun()
            try {
                clock.delay(minOf(wanted, left))
            } finally {
                realWork?.clockWaitEnded()
            }
            if (wanted < left) task() else onDeadline()
        }
}
