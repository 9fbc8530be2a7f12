package io.mockaws.ktor.persistence

import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import java.util.concurrent.atomic.AtomicLong

/** Lets many changes share one [save]: each waits for one that began after it, and no two run at once. */
internal class GroupedSaves(
    private val save: () -> Unit,
) {
    private val mutex = Mutex()
    private val changes = AtomicLong()

    /** How many changes the last save has; guarded by [mutex]. */
    private var saved = 0L

    /** Takes note of a change. */
    fun changed(): Long = changes.incrementAndGet()

    /** Returns when the first [count] changes are saved. */
    suspend fun await(count: Long = changes.get()) {
        if (count == 0L) return
        mutex.withLock {
            if (saved >= count) return
            val having = changes.get()
            save()
            saved = having
        }
    }
}
