package io.mockaws.ktor.admin

import io.mockaws.MockAws
import io.mockaws.testing.Call
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.HttpBody
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.withTimeoutOrNull
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/**
 * The journal as it grows: an event for each call behind number [after], with that number as its id, and one when the
 * journal was forgotten, after which numbers begin anew.
 *
 * What happens is no more than a nudge; what is sent is always looked up. So nothing is missed, sent twice or kept for
 * a client that is slow.
 *
 * @param heartbeat how often it sends something when nothing happens: only then it is found out that the client is gone
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">server-sent events</a>
 */
internal class LiveCalls(
    private val aws: MockAws,
    private val after: Int,
    private val heartbeat: Duration = 10.seconds,
    private val isWanted: (Call) -> Boolean,
) : HttpBody {
    override val contentLength: Long? get() = null

    override suspend fun open(): ByteSource = Source()

    private inner class Source : ByteSource {
        private val nudges = Channel<Unit>(Channel.CONFLATED)
        private val watching = aws.watchCalls { nudges.trySend(Unit) }

        private var position = after

        /** The call at [position]; another one there means that the journal was forgotten meanwhile. */
        private var last: Call? = null
        private val fresh = ArrayDeque<Call>()
        private var event = "retry: 1000\n\n".encodeToByteArray()
        private var sent = 0

        override suspend fun read(
            buffer: ByteArray,
            offset: Int,
            length: Int,
        ): Int {
            while (sent == event.size) {
                event = nextEvent().encodeToByteArray()
                sent = 0
            }
            val n = minOf(length, event.size - sent)
            event.copyInto(buffer, offset, sent, sent + n)
            sent += n
            return n
        }

        override fun close() = watching.close()

        private suspend fun nextEvent(): String {
            while (true) {
                fresh.removeFirstOrNull()?.let { return "id: ${it.number}\nevent: call\ndata: ${CallJson.cut(it)}\n\n" }
                if (isForgotten()) return "id: 0\nevent: reset\ndata: {}\n\n"
                if (fresh.isEmpty()) withTimeoutOrNull(heartbeat) { nudges.receive() } ?: return ": still here\n\n"
            }
        }

        /** Looks what is new; when the journal was forgotten, only that, and all there is next time. */
        private fun isForgotten(): Boolean {
            val calls = aws.calls()
            val newest = calls.lastOrNull()?.number ?: 0
            val first = calls.firstOrNull()?.number ?: 1
            val before = last?.let { calls.getOrNull(it.number - first) }
            if (newest < position || (last != null && before != null && before !== last)) {
                position = 0
                last = null
                return true
            }
            if (newest == position) return false
            calls.where { it.number > position && isWanted(it) }.forEach { fresh += it }
            last = calls.last()
            position = newest
            return false
        }
    }
}
