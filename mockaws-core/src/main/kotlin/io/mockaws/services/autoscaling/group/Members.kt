package io.mockaws.services.autoscaling.group

import io.mockaws.kit.Members
import io.mockaws.kit.Paging
import io.mockaws.kit.members
import io.mockaws.kit.number
import io.mockaws.kit.text

/** The text at [name], which AWS asks for, be it that the model does not say so. */
internal fun Members.needed(name: String): String = this[name] as? String ?: throw AutoScalingFaults.missing(name)

/** The page of [all] that [request] asks for, as the member [name]. */
internal fun <T> page(
    name: String,
    all: List<T>,
    request: Members,
    keyOf: (T) -> String,
    shown: (T) -> Members,
): Members {
    val query = (request - "NextToken" - "MaxRecords").toSortedMap()
    val size = request.number("MaxRecords") ?: PAGE
    val page = Paging(query, keyOf, AutoScalingFaults::badToken).page(all, size, request.text("NextToken"))
    return members(name to page.items.map(shown), "NextToken" to page.nextToken)
}

private const val PAGE = 50
