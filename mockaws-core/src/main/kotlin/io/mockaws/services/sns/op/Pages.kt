package io.mockaws.services.sns.op

import io.mockaws.kit.Page
import io.mockaws.kit.Paging
import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.common.SnsLimits

/** The page of [all] that [token] continues; [query] is what was asked for. */
internal fun <T> page(
    all: List<T>,
    query: Any,
    token: String?,
    limit: Int = SnsLimits.PAGE,
    keyOf: (T) -> String,
): Page<T> = Paging(query, keyOf) { SnsFaults.invalid("NextToken") }.page(all, limit, token?.ifEmpty { null })
