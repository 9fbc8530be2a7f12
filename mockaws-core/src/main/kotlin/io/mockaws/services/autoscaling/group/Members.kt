package io.mockaws.services.autoscaling.group

import io.mockaws.kit.Paging

/** A structure by AWS's names, as it comes and goes. */
internal typealias Members = Map<String, Any?>

internal fun Members.text(name: String): String? = (this[name] as? String)?.ifEmpty { null }

/** The text at [name], which the model asks for. */
internal fun Members.needed(name: String): String = this[name] as String

internal fun Members.flag(name: String): Boolean? = this[name] as? Boolean

internal fun Members.number(name: String): Int? = (this[name] as? Number)?.toInt()

@Suppress("UNCHECKED_CAST")
internal fun Members.part(name: String): Members? = this[name] as? Members

@Suppress("UNCHECKED_CAST")
internal fun Members.parts(name: String): List<Members> = this[name] as? List<Members> ?: emptyList()

@Suppress("UNCHECKED_CAST")
internal fun Members.texts(name: String): List<String> = this[name] as? List<String> ?: emptyList()

/** These without those that are null. */
internal fun members(vararg pairs: Pair<String, Any?>): Members = pairs.toMap().filterValues { it != null }

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
