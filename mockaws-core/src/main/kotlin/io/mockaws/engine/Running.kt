package io.mockaws.engine

import java.util.concurrent.ConcurrentHashMap

/**
 * What services have running beside their states: instances of functions, class loaders, processes. It is no state: it is
 * not saved, a fork begins without any, and it ends with its mock.
 */
internal class Running : AutoCloseable {
    private val parts = ConcurrentHashMap<String, AutoCloseable>()

    /** The part called [name], made when it is first asked for. */
    @Suppress("UNCHECKED_CAST")
    fun <T : AutoCloseable> part(
        name: String,
        make: () -> T,
    ): T = parts.computeIfAbsent(name) { make() } as T

    /** Ends all of it; what is asked for afterwards begins anew. */
    override fun close() {
        for (name in parts.keys) parts.remove(name)?.close()
    }
}
