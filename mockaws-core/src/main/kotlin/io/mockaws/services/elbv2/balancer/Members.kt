package io.mockaws.services.elbv2.balancer

import io.mockaws.kit.Members
import io.mockaws.kit.Paging
import io.mockaws.kit.members
import io.mockaws.kit.number
import io.mockaws.kit.parts
import io.mockaws.kit.text

/** The text at [name], which AWS asks for, be it that the model does not say so. */
internal fun Members.needed(name: String): String = this[name] as? String ?: throw ElbFaults.missing(name)

/** Tags as they come in a list. */
internal fun Members.tags(): Map<String, String> =
    parts("Tags").associate { it.text("Key").orEmpty() to it.text("Value").orEmpty() }

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
