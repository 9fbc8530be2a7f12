package io.mockaws.services.kms.op

import io.mockaws.kit.Page
import io.mockaws.kit.Paging
import io.mockaws.services.kms.state.KmsFaults

/** How much an operation lists at once. */
internal class PageSize(
    val usual: Int,
    val most: Int,
)

/** A page of [all] as KMS lists: by a limit and a marker. */
internal fun <T> page(
    query: Any,
    all: List<T>,
    limit: Int?,
    marker: String?,
    size: PageSize,
    keyOf: (T) -> String,
): Page<T> = Paging(query, keyOf, KmsFaults::invalidMarker).page(all, minOf(limit ?: size.usual, size.most), marker)
