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
        requireNotNull(named(name)) { "No service ${suggested(name)}" }

    /** Other names of a service are its id and those of its host and its signatures: `eventbridge`, `CloudWatch Logs`, `states`. */
    private fun suggested(name: String): String {
        val wanted = plain(name)
        val known =
            Models.index.firstOrNull {
                it.name != name &&
                    wanted in listOf(plain(it.id), it.endpointPrefix, it.signingName)
            }
        if (known != null) return "\"$name\"; did you mean \"${known.name}\"?"
        return suggestion(name, Models.index.map { it.name })
    }

    private fun plain(name: String) = name.lowercase().filter { it.isLetterOrDigit() }

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
