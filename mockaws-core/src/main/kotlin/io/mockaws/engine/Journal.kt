package io.mockaws.engine

import io.mockaws.testing.Call

/** The calls of one mock in the order in which they were answered; the oldest go first when it is full. */
internal class Journal(
    private val limit: Int = LIMIT,
) {
    /** Held for moments only, and measured to cost less than a lock-free queue of linked nodes. */
    private val lock = Any()
    private val calls = ArrayDeque<Call>()

    fun add(call: Call) {
        synchronized(lock) {
            if (calls.size == limit) calls.removeFirst()
            calls.addLast(call)
        }
    }

    fun all(): List<Call> = synchronized(lock) { calls.toList() }

    fun clear() = synchronized(lock) { calls.clear() }

    companion object {
        /** How many calls a mock remembers. */
        const val LIMIT: Int = 10_000
    }
}
