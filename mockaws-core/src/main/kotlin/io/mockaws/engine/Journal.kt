package io.mockaws.engine

import io.mockaws.testing.Call
import java.util.concurrent.ConcurrentLinkedDeque
import java.util.concurrent.atomic.AtomicInteger

/** The calls of one mock in the order in which they were answered; the oldest go first when it is full. */
internal class Journal(
    private val limit: Int = LIMIT,
) {
    private val calls = ConcurrentLinkedDeque<Call>()
    private val size = AtomicInteger()

    fun add(call: Call) {
        calls.addLast(call)
        if (size.incrementAndGet() > limit && calls.pollFirst() != null) size.decrementAndGet()
    }

    fun all(): List<Call> = calls.toList()

    fun clear() {
        while (calls.pollFirst() != null) size.decrementAndGet()
    }

    companion object {
        /** How many calls a mock remembers. */
        const val LIMIT: Int = 10_000
    }
}
