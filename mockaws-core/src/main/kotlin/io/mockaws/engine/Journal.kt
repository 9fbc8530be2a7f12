package io.mockaws.engine

import io.mockaws.testing.Call
import io.mockaws.testing.Calls
import io.mockaws.testing.Standing

/**
 * The calls of one mock in the order in which they were answered; the oldest go first when it is full.
 *
 * They lie in pages that are filled once and dropped whole. A ring would be one old array that every call writes to,
 * which a generational collector has to look through each time: measured, that cost more than the rest of it.
 */
internal class Journal(
    private val limit: Int = LIMIT,
    private val names: Calls.Names = Calls.Names { _, _ -> },
) {
    private val lock = Any()
    private val pages = ArrayDeque<Array<Call?>>()

    /** How many calls are in the last page. */
    private var filled = PAGE

    /** How many there were since the last [clear]. */
    private var count = 0

    /** The calls with long bodies, the oldest first, and how many bytes these have. */
    private val heavy = ArrayDeque<Call>()
    private var weight = 0L

    /** Who wants to hear of every change. Where nobody does, a call pays no more than a look. */
    val watchers = Standing<Runnable>()

    fun add(call: Call) {
        synchronized(lock) { append(call) }
        tell()
    }

    fun all(): Calls {
        val calls = synchronized(lock) { pages.flatMap { page -> page.filterNotNull() } }.takeLast(limit)
        return Calls.of(calls, names)
    }

    /** Whether there was a call to [service]. */
    fun has(service: String): Boolean =
        synchronized(lock) { pages.any { page -> page.any { it?.service == service } } }

    /** How many calls there were since the last [clear]. */
    fun position(): Int = synchronized(lock) { count }

    /** Forgets the calls that came after [position]. */
    fun moveTo(position: Int) {
        synchronized(lock) {
            val kept = all().takeWhile { it.number <= position }
            forget()
            count = position - kept.size
            kept.forEach { append(it) }
        }
        tell()
    }

    fun clear() {
        synchronized(lock) { forget() }
        tell()
    }

    private fun append(call: Call) {
        if (filled == PAGE) {
            if ((pages.size - 1) * PAGE >= limit) pages.removeFirst()
            pages.addLast(arrayOfNulls(PAGE))
            filled = 0
        }
        pages.last()[filled++] = call
        call.number = ++count
        weigh(call)
    }

    private fun weigh(call: Call) {
        val added = call.documents.weight
        if (added == 0) return
        heavy.addLast(call)
        weight += added
        while (weight > WEIGHT && heavy.size > 1) {
            val oldest = heavy.removeFirst().documents
            weight -= oldest.weight
            oldest.letGo()
        }
    }

    private fun forget() {
        pages.clear()
        filled = PAGE
        count = 0
        heavy.clear()
        weight = 0
    }

    private fun tell() = watchers.all.forEach { it.run() }

    companion object {
        /** How many calls a mock remembers. */
        const val LIMIT: Int = 10_000
        private const val PAGE = 256

        private const val MIB = 1024L * 1024

        /**
         * Bytes of long bodies that are kept, as they are on the wire: read, they take a few times as much of the heap, though a
         * record, an item or a message is often shared with the state.
         */
        private val WEIGHT = minOf(64 * MIB, Runtime.getRuntime().maxMemory() / 16)
    }
}
