package io.mockaws.ktor.persistence

import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

/** Lets calls that wait at the same time share one [commit]: each waits for one that began after its changes. */
internal class GroupCommit(
    /** How many changes there were so far. */
    private val changes: () -> Long,
    private val commit: () -> Unit,
) {
    private val mutex = Mutex()

    /** How many changes the last commit has. Written with [mutex] held. */
    @Volatile
    private var committed = 0L

    /** Returns when all changes until now are committed. */
    suspend fun await() {
        val count = changes()
        if (committed >= count) return
        mutex.withLock { if (committed < count) commitAll() }
    }

    /** Runs [action] when all changes until now are committed, while nobody else commits. */
    suspend fun <R> alone(action: () -> R): R =
        mutex.withLock {
            commitAll()
            action()
        }

    private fun commitAll() {
        val having = changes()
        if (having == committed) return
        commit()
        committed = having
    }
}
