package io.mockaws.services.iam.op

import io.mockaws.kit.Page
import io.mockaws.kit.Paging
import io.mockaws.services.iam.principal.Entity
import io.mockaws.services.iam.state.IamFaults

/** A request for a page of a list. */
internal interface Paged {
    val marker: String?
    val maxItems: Int?
}

/** A page of [all], a hundred unless the caller wants another number. */
internal fun <T> page(
    request: Paged,
    all: List<T>,
    query: Any?,
    keyOf: (T) -> String,
): Page<T> =
    Paging(query, keyOf) { IamFaults.invalid("Invalid Marker.") }
        .page(all, request.maxItems ?: USUAL, request.marker)

/** The same of things by their ids. */
internal fun <T : Entity> page(
    request: Paged,
    all: List<T>,
    query: Any?,
): Page<T> = page(request, all, query) { it.id }

private const val USUAL = 100
