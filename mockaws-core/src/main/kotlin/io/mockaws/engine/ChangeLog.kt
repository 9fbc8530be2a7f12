package io.mockaws.engine

/**
 * What changed in a world and was not written down yet, in order. Its monitor is taken inside of the states' locks and
 * is held for as long as a whole world is replaced, so what is [take]n has each atomic change whole or not at all.
 */
internal class ChangeLog {
    private var pending = ArrayList<Entry>()

    /** How many changes there were. */
    @get:Synchronized
    var count: Long = 0
        private set

    @Synchronized
    fun add(entries: List<Entry>) {
        if (entries.isEmpty()) return
        pending.addAll(entries)
        count++
    }

    /** Something changed that is no entry. */
    @Synchronized
    fun touch() {
        count++
    }

    /** All that was added since the last call. */
    @Synchronized
    fun take(): List<Entry> = pending.also { pending = ArrayList() }
}
