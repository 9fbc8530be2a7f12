package io.mockaws.engine

import io.mockaws.wire.suggestion

/** All services by name, for what a test names: it should hear of a misspelling at once. */
internal class Catalogue(
    entries: List<ServiceEntry<*>>,
) {
    private val byName = entries.associateBy { it.service.shape.name }

    /** @throws IllegalArgumentException when there is no such service */
    fun service(name: String): ServiceEntry<*> =
        requireNotNull(byName[name]) { "No service ${suggestion(name, byName.keys)}" }

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
        val known = entry.operations.keys + entry.missing
        require(operation in known) { "$service has no operation ${suggestion(operation, known)}" }
        return entry
    }
}
