package io.mockaws.ktor.transport

import io.ktor.utils.io.ByteReadChannel
import io.ktor.utils.io.availableForRead
import io.ktor.utils.io.readLineStrict
import kotlinx.io.EOFException
import kotlinx.io.IOException

/** Finds the heads of requests on a connection. No more of one is held than [Limits.headBytes]. */
internal class HeadReader(
    private val input: ByteReadChannel,
    private val lookout: Lookout,
    private val limits: Limits,
) {
    /**
     * The next request's head, or null when the client has no more.
     *
     * @throws Refusal when what it sends is none
     */
    suspend fun next(): RequestHead? {
        val isThere = input.availableForRead > 0 || lookout.within(limits.idle) { input.awaitContent() } ?: false
        if (!isThere) return null
        val lines = ArrayList<String>()
        return try {
            val isWhole = lookout.within(limits.head) { read(lines) } ?: throw Refusal.tooSlow(TIMEOUT)
            if (isWhole) RequestHead.parse(lines) else null
        } catch (refusal: Refusal) {
            throw Refusal(refusal.status, refusal.code, refusal.message.orEmpty(), lines)
        }
    }

    /** Whether a head was found; where the client ends before its first line, there is none. */
    private suspend fun read(into: MutableList<String>): Boolean {
        var left = limits.headBytes
        while (true) {
            val line = line(left) ?: return into.isNotEmpty() && throw Refusal.badRequest("it ends in its head")
            left -= line.length + LINE_END
            when {
                line.isNotEmpty() -> into += line

                // Empty lines before a request are no part of it (RFC 9112, 2.2).
                into.isNotEmpty() -> return true
            }
            if (left <= 0 || into.size > limits.fields + 1) throw Refusal.headTooLarge()
        }
    }

    private suspend fun line(limit: Int): String? =
        try {
            input.readLineStrict(limit.toLong())
        } catch (_: EOFException) {
            throw Refusal.badRequest("it ends in its head")
        } catch (tooLong: IOException) {
            input.closedCause?.let { throw it }
            throw Refusal.headTooLarge().initCause(tooLong)
        }

    private companion object {
        const val LINE_END = 2
        const val TIMEOUT = 408
    }
}
