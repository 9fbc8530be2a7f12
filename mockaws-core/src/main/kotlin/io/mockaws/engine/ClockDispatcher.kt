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

/** Where coroutines of functions run: as [base] would have it, but for `delay` and `withTimeout`, which go by [clock]. */
internal class ClockDispatcher(
    val base: CoroutineDispatcher,
    private val clock: Clock,
) : CoroutineDispatcher(),
    Delay {
    override fun isDispatchNeeded(context: CoroutineContext): Boolean = base.isDispatchNeeded(context)

    override fun dispatch(
        context: CoroutineContext,
        block: Runnable,
    ) = base.dispatch(context, block)

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
            clock.delay(timeMillis.milliseconds)
            task()
        }
}
