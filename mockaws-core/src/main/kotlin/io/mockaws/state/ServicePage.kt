package io.mockaws.state

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.Service
import io.mockaws.engine.ServiceState
import io.mockaws.engine.World
import io.mockaws.engine.context

/**
 * What a service shows of its state. Each has one in its own package, and a line in [io.mockaws.services.Services];
 * that is all it takes to be in the dashboard.
 */
internal abstract class ServicePage<S : ServiceState<S>>(
    private val service: Service<S>,
    val title: String,
) {
    val name: String get() = service.shape.name

    /** How much there is, by what it is of. */
    abstract fun counts(world: World): Map<String, Long>

    /** The thing at [path], which is empty for the service itself; null when there is none. */
    abstract fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView?

    /** The bytes of the thing at [path]; null when it has none. */
    open fun content(
        world: World,
        path: List<String>,
    ): StateContent? = null

    /** What can be done with the thing at [path], which is there. */
    open fun actions(
        world: World,
        path: List<String>,
    ): List<StateAction> = emptyList()

    /** Every account and region that has a state. */
    protected fun everywhere(world: World): List<CallContext<S>> =
        world.states.places(service).map { world.context(service, it) }

    /** The account and region that a path begins with, if they have a state; a look shall not make one. */
    protected fun at(
        world: World,
        path: List<String>,
    ): CallContext<S>? =
        Place(path[0], path[1]).takeIf { it in world.states.places(service) }?.let { world.context(service, it) }
}

/** Which part of a table is wanted. */
internal class PageRequest(
    /** The `next` of the page before; null for the first. */
    val after: String?,
    val limit: Int,
    val filter: String,
) {
    /** Whether [filter] is in one of [texts], whatever the case. */
    fun admits(vararg texts: String): Boolean = filter.isEmpty() || texts.any { it.contains(filter, ignoreCase = true) }

    /** The first of [rest], which begins behind [after]; [token] is what the page behind an entry begins after. */
    fun <T> slice(
        rest: Sequence<T>,
        token: (T) -> String,
    ): Slice<T> {
        val found = rest.take(limit + 1).toList()
        return if (found.size <= limit) Slice(found, null) else Slice(found.dropLast(1), token(found[limit - 1]))
    }

    /** The same of a few things that are found by their path. */
    fun <T> slice(
        all: List<T>,
        path: (T) -> List<String>,
    ): Slice<T> {
        val sorted = all.map { path(it).joinToString("/") to it }.sortedBy { it.first }
        val slice = slice(sorted.asSequence().filter { after == null || it.first > after }) { it.first }
        return Slice(slice.entries.map { it.second }, slice.next)
    }

    class Slice<T>(
        val entries: List<T>,
        val next: String?,
    )
}
