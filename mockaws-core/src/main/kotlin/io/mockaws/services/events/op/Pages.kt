package io.mockaws.services.events.op

import io.mockaws.kit.Page
import io.mockaws.kit.Paging
import io.mockaws.services.events.bus.EventsFaults
import io.mockaws.services.events.bus.EventsLimits

/** A page of [all], which [keyOf] tells apart, that [query] has found. */
internal fun <T> page(
    all: List<T>,
    query: Any?,
    limit: Int?,
    token: String?,
    keyOf: (T) -> String,
): Page<T> = Paging(query, keyOf, EventsFaults::badToken).page(all, limit ?: EventsLimits.PAGE, token)
