package io.mockaws.ktor.transport

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.cancel
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.ensureActive
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.TimeSource

/**
 * Looks out for what takes too long on the connections of a listener. One coroutine does that for all of them, every
 * [TICK], because a timer for each wait costs more than most of the waits. So an alarm rings up to a tick late.
 */
internal class Lookout {
    private val alarms: MutableSet<Alarm> = ConcurrentHashMap.newKeySet()
    private val needed = Channel<Unit>(Channel.CONFLATED)

    /** Where nobody is connected, nothing shall wake the machine. */
    @Volatile
    private var rests = false

    /** Looks out until it is cancelled. */
    suspend fun keep() {
        while (true) {
            rests = true
            if (alarms.isEmpty()) needed.receive()
            rests = false
            delay(TICK)
            for (alarm in alarms) alarm.ringIfDue()
        }
    }

    /** Has [ring] called once [limit] has passed, on the look-out's own thread, which it must not keep. */
    fun alarm(
        limit: Duration,
        ring: () -> Unit,
    ): Alarm {
        val alarm = Alarm(TimeSource.Monotonic.markNow() + limit, ring)
        alarms += alarm
        if (rests) needed.trySend(Unit)
        return alarm
    }

    /** What [work] comes to; null when that took longer than [limit], and was cancelled. */
    suspend fun <T> within(
        limit: Duration,
        work: suspend () -> T,
    ): T? {
        val isTooLate = AtomicBoolean()
        return try {
            coroutineScope {
                val alarm =
                    alarm(limit) {
                        isTooLate.set(true)
                        cancel()
                    }
                alarm.use { work() }
            }
        } catch (cancelled: CancellationException) {
            currentCoroutineContext().ensureActive()
            if (!isTooLate.get()) throw cancelled
            null
        }
    }

    /** Rings once unless it is closed before; when it is closed it has rung, or never will. */
    inner class Alarm internal constructor(
        private val due: TimeSource.Monotonic.ValueTimeMark,
        private val ring: () -> Unit,
    ) : AutoCloseable {
        private var isOver = false

        internal fun ringIfDue() {
            if (!due.hasPassedNow()) return
            alarms -= this
            synchronized(this) { if (!isOver) ring() }
        }

        override fun close() {
            alarms -= this
            synchronized(this) { isOver = true }
        }
    }

    private companion object {
        val TICK = 50.milliseconds
    }
}
