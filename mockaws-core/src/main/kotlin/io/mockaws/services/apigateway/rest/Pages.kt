package io.mockaws.services.apigateway.rest

import io.mockaws.kit.Paging
import io.mockaws.services.apigateway.state.ApiFaults
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.number
import io.mockaws.services.apigateway.state.text
import io.mockaws.services.apigateway.state.without

/** [all] as a list operation answers it: as much as its `limit` lets, from its `position` on. */
internal fun paged(
    input: Members,
    all: List<Members>,
    key: String = "id",
): Members {
    val query = input.without("position", "limit")
    val paging =
        Paging<Members>(query, { "${it[key]}" }) { ApiFaults.badRequest("Invalid position parameter specified") }
    val page = paging.page(all, (input.number("limit") ?: PAGE).coerceIn(1, MOST), input.text("position"))
    return if (page.nextToken == null) {
        mapOf("items" to page.items)
    } else {
        mapOf("items" to page.items, "position" to page.nextToken)
    }
}

private const val PAGE = 25
private const val MOST = 500
