package io.mockaws.ktor.transport

import io.ktor.utils.io.ByteReadChannel
import io.ktor.utils.io.availableForRead
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancel
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import java.io.IOException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/**
 * Looks whether the client still waits for an answer that takes its time, as a long poll does: a message must not be
 * received for nobody. A client that only closed its sending side still waits, and looks the same as one that is gone
 * until something is sent to it; so it is sent `100 Continue`, which every client reads over (RFC 9110, 15.2).
 *
 * @param patience how long a request may take before its client is looked for
 */
internal class Attention(
    private val input: ByteReadChannel,
    private val output: Outgoing,
    private val lookout: Lookout,
    private val patience: Duration,
) {
    /**
     * Does [work], which is cancelled, and its connection with it, when the client of [head] has gone.
     *
     * @param isRead whether the whole request was read, so that what comes next on the connection is another
     */
    suspend fun <T> during(
        head: RequestHead,
        isRead: Boolean,
        work: suspend () -> T,
    ): T {
        // Who is still sending is noticed by what reads.
        if (!isRead) return work()
        val connection = CoroutineScope(currentCoroutineContext())
        var watch: Job? = null
        val alarm =
            lookout.alarm(patience) {
                watch =
                    connection.launch(Dispatchers.Default) {
                        awaitDeparture(head)
                        connection.cancel("The client has gone")
                    }
            }
        return try {
            alarm.use { work() }
        } finally {
            watch?.cancelAndJoin()
        }
    }

    private suspend fun awaitDeparture(head: RequestHead) {
        try {
            // Requests that were sent ahead hide the end behind them, but there is an end to how many can be.
            do {
                val isMore = input.awaitContent(input.availableForRead + 1)
            } while (isMore)
            var pause = patience
            while (true) {
                // HTTP/1.0 knows no interim answers.
                if (head.isHttp11) ResponseWriter(output, head).invite()
                delay(pause)
                pause = minOf(pause * 2, LONGEST)
            }
        } catch (_: IOException) {
            return
        }
    }

    private companion object {
        val LONGEST = 5.seconds
    }
}
