package io.mockaws.engine

/**
 * What a long poll waits on beside the clock. Take a [ticket] *before* looking at the state, look, and hand the
 * ticket to [Clock.await]: if [fire] was called since, the wait returns at once.
 *
 * ```
 * while (true) {
 *     val ticket = state.arrivals.ticket()
 *     val messages = state.receive(clock.now())
 *     if (messages.isNotEmpty() || clock.now() >= deadline) return messages
 *     clock.await(minOf(deadline, state.nextVisible()), ticket)
 * }
 * ```
 */
internal class Wakeup {
    private val lock = Any()
    private var generation = 0L
    private var ended = false
    private val waiting = LinkedHashSet<() -> Unit>()

    inner class Ticket internal constructor(
        private val taken: Long,
    ) {
        /** Registers [resume], or returns false when the wakeup has fired since the ticket was taken. */
        internal fun register(resume: () -> Unit): Boolean =
            synchronized(lock) {
                if (generation == taken && !ended) waiting.add(resume) else false
            }

        internal fun unregister(resume: () -> Unit) {
            synchronized(lock) { waiting.remove(resume) }
        }
    }

    fun ticket(): Ticket = synchronized(lock) { Ticket(generation) }

    /** Wakes everyone who waits, and from here on lets nobody wait: what it told of is no more. */
    fun end() {
        synchronized(lock) { ended = true }
        fire()
    }

    /** Wakes everyone who waits. Call it after the change is visible. */
    fun fire() {
        val woken =
            synchronized(lock) {
                generation++
                if (waiting.isEmpty()) return
                waiting.toList().also { waiting.clear() }
            }
        woken.forEach { it() }
    }
}
