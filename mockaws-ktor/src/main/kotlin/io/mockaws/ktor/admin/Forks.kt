package io.mockaws.ktor.admin

import io.mockaws.MockAws
import io.mockaws.ktor.MockAwsServer
import java.io.IOException

/**
 * The worlds that were forked from a server's, each on a port of its own. A fork of a fork is one of them too.
 *
 * @param serve puts a world behind a port; 0 is one that is free
 */
internal class Forks(
    private val serve: (aws: MockAws, port: Int, forks: Forks) -> MockAwsServer,
) : AutoCloseable {
    class Fork(
        val id: Int,
        val aws: MockAws,
        val server: MockAwsServer,
    )

    private val all = LinkedHashMap<Int, Fork>()
    private var count = 0

    @Synchronized
    fun list(): List<Fork> = all.values.toList()

    /** @throws AdminError when there are too many, or the port cannot be had */
    @Synchronized
    fun add(
        origin: MockAws,
        port: Int,
    ): Fork {
        if (all.size == LIMIT) throw AdminError.conflict("There are $LIMIT forks; one has to be deleted first")
        val aws = origin.detachedFork()
        val server =
            try {
                serve(aws, port, this)
            } catch (taken: IOException) {
                aws.close()
                throw AdminError.conflict(taken.message!!)
            }
        return Fork(++count, aws, server).also { all[it.id] = it }
    }

    /**
     * Ends a fork, as [asking] wishes.
     *
     * @throws AdminError when there is none, or it would have to wait for its own answer
     */
    fun remove(
        id: Int,
        asking: MockAws,
    ) {
        val fork =
            synchronized(this) {
                val found = all[id] ?: throw AdminError.notFound("There is no fork $id, but ${all.keys}")
                if (found.aws ==
                    asking
                ) {
                    throw AdminError.conflict("A fork cannot end itself; ask the server that it was made on")
                }
                all.remove(id)
                found
            }
        end(fork)
    }

    private fun end(fork: Fork) {
        fork.server.close()
        // Stubs of a client's that were not kept to are that client's business.
        fork.aws.stubs.clear()
        fork.aws.close()
    }

    override fun close() = synchronized(this) { list().also { all.clear() } }.forEach(::end)

    private companion object {
        /** Enough for a test that forks for each of its threads. */
        const val LIMIT = 32
    }
}
