package io.mockaws.services.ses.state

import io.mockaws.kit.Page
import io.mockaws.kit.Paging

/**
 * A page of [all], in the order of the list.
 *
 * @param query what was asked, without the size and token of the page
 */
internal fun <T> SesApi.page(
    all: List<T>,
    limit: Int,
    token: String?,
    query: Any?,
    keyOf: (T) -> String,
): Page<T> = Paging(query, keyOf) { invalid("Invalid NextToken") }.page(all, limit, token?.ifEmpty { null })
