package io.mockaws.engine

import io.mockaws.model.Models
import io.mockaws.wire.suggestion

/** All services by name, for what a test names: it should hear of a misspelling at once. */
internal class Catalogue(
    private val named: (String) -> ServiceEntry<*>?,
) {
    /** The service called [name]; null where this mock has none. */
    fun find(name: String): ServiceEntry<*>? = named(name)

    /** @throws IllegalArgumentException when there is no such service */
    fun service(name: String): ServiceEntry<*> =
        requireNotNull(named(name)) { "No service ${suggestion(name, Models.index.map { it.name })}" }

    /**
     * The entry of [service], which has [operation], be it only by name.
     *
     * @throws IllegalArgumentException when there is no such service, or when AWS's has no such operation
     */
    fun serviceWith(
        service: String,
        operation: String,
    ): ServiceEntry<*> {
        val entry = service(service)
        require(entry.has(operation)) { "$service has no operation ${suggestion(operation, entry.operationNames)}" }
        return entry
    }
}
