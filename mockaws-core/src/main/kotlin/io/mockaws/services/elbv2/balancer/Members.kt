package io.mockaws.services.elbv2.balancer

import io.mockaws.kit.Paging

/** A structure by AWS's names, as it comes and goes. */
internal typealias Members = Map<String, Any?>

internal fun Members.text(name: String): String? = (this[name] as? String)?.ifEmpty { null }

/** The text at [name], which AWS asks for, be it that the model does not say so. */
internal fun Members.needed(name: String): String = this[name] as? String ?: throw ElbFaults.missing(name)

internal fun Members.flag(name: String): Boolean? = this[name] as? Boolean

internal fun Members.number(name: String): Int? = (this[name] as? Number)?.toInt()

@Suppress("UNCHECKED_CAST")
internal fun Members.part(name: String): Members? = this[name] as? Members

@Suppress("UNCHECKED_CAST")
internal fun Members.parts(name: String): List<Members> = this[name] as? List<Members> ?: emptyList()

@Suppress("UNCHECKED_CAST")
internal fun Members.texts(name: String): List<String> = this[name] as? List<String> ?: emptyList()

/** Tags as they come in a list. */
internal fun Members.tags(): Map<String, String> =
    parts("Tags").associate { it.text("Key").orEmpty() to it.text("Value").orEmpty() }

/** These without those that are null. */
internal fun members(vararg pairs: Pair<String, Any?>): Members = pairs.toMap().filterValues { it != null }

/** The page of [all] that [request] asks for, as the member [name]. */
internal fun page(
    name: String,
    all: List<Part>,
    request: Members,
    shown: (Part) -> Members,
): Members {
    val query = (request - "Marker" - "PageSize").toSortedMap()
    val size = request.number("PageSize") ?: PAGE
    val page = Paging<Part>(query, { it.arn }, ElbFaults::badMarker).page(all, size, request.text("Marker"))
    return members(name to page.items.map(shown), "NextMarker" to page.nextToken)
}

private const val PAGE = 400
