package io.mockaws.ktor.transport

import kotlinx.coroutines.Job
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import java.util.concurrent.ConcurrentHashMap

/**
 * Lets the requests of one connection have their turn: Ktor begins those that a client sent ahead (pipelining) at
 * once, but a PUT must be done before the GET behind it looks.
 */
internal class Turns {
    private val mutexes = ConcurrentHashMap<Job, Mutex>()

    /** Runs [block] when all that came before on the connection [of] is done. */
    suspend fun take(
        of: Job,
        block: suspend () -> Unit,
    ) {
        val mutex =
            mutexes.computeIfAbsent(of) {
                of.invokeOnCompletion { mutexes.remove(of) }
                Mutex()
            }
        mutex.withLock { block() }
    }
}
