package io.mockaws.models

private val COLUMNS =
    listOf(
        "name",
        "id",
        "signing",
        "endpoint",
        "version",
        "protocols",
        "target",
        "shape",
        "package",
        "operations",
        "flags",
        "hostPrefixes",
    )

/** What routes calls to services, without reading any of them. */
internal fun index(services: Map<String, Service>): String =
    (listOf(COLUMNS) + services.toSortedMap().map { (name, service) -> row(name, service) })
        .joinToString("\n", postfix = "\n") { it.joinToString("\t") }

private fun row(
    name: String,
    service: Service,
): List<String> {
    val facts = COLUMNS.subList(1, 9).map { service.facts[it].orEmpty() }
    val flags = if ("queryCompatible" in service.facts) "queryCompatible" else ""
    val prefixes = service.operations.values.mapNotNullTo(sortedSetOf()) { it.hostPrefix }
    return listOf(name) + facts + service.operations.size.toString() + flags + prefixes.joinToString(" ")
}
