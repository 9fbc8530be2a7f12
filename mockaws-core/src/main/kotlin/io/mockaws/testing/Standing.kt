package io.mockaws.testing

/** What a test has put up, in the order in which it did. Looked at without a lock, as every call does. */
internal class Standing<T> {
    @Volatile
    var all: List<T> = emptyList()
        private set

    val isEmpty: Boolean get() = all.isEmpty()

    /** Puts [more] up, all at once, and gives what takes it down again. */
    @Synchronized
    fun add(more: List<T>): () -> Unit {
        all = all + more
        return { remove(more) }
    }

    @Synchronized
    fun remove(some: List<T>) {
        all = all - some.toSet()
    }

    @Synchronized
    fun clear() {
        all = emptyList()
    }

    /** Gives what puts up again all that stands now, and nothing else. */
    fun keep(): () -> Unit {
        val kept = all
        return { putBack(kept) }
    }

    @Synchronized
    private fun putBack(kept: List<T>) {
        all = kept
    }
}
