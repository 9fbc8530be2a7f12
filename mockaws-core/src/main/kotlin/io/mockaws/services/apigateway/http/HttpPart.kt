package io.mockaws.services.apigateway.http

import io.mockaws.kit.Paging
import io.mockaws.services.apigateway.state.Api
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiFaults
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.api
import io.mockaws.services.apigateway.state.newId
import io.mockaws.services.apigateway.state.text
import io.mockaws.services.apigateway.state.without

/** How one kind of part of an HTTP or WebSocket API is made, shown, changed and removed. */
internal class HttpPart(
    private val part: Part,
    /** As errors call it: `Route`. */
    private val noun: String,
    /** What it belongs to beside the API, and the member that tells that; null for nothing. */
    private val owner: HttpPart? = null,
    private val idLength: Int = PART_ID,
    /** What is known of a new one beside what was said. */
    private val defaults: (Api, Members) -> Members = { _, _ -> emptyMap() },
    /** Refuses what AWS would. */
    private val check: (Api, Members) -> Unit = { _, _ -> },
) {
    private val id = "${noun}Id"

    fun create(
        input: Members,
        call: ApiCall,
    ): Members {
        val api = call.api(input.text("ApiId").orEmpty())
        owner?.find(input, api)
        val said = input.filterKeys { it != "ApiId" && it != owner?.id }
        val made = defaults(api, said) + said + (id to call.newId(idLength))
        check(api, made)
        call.changeApi(api) { it.with(part, key(made, input), made) }
        return made
    }

    private fun key(
        members: Members,
        input: Members,
    ): String = (owner?.let { "${input[it.id]}/" }.orEmpty()) + members[id]

    private fun find(
        input: Members,
        api: Api,
    ): Members =
        api[part][key(input, input)]
            ?: throw ApiFaults.notFound("Invalid $noun identifier specified ${input[id]}")

    fun get(
        input: Members,
        call: ApiCall,
    ): Members {
        val api = call.api(input.text("ApiId").orEmpty())
        owner?.find(input, api)
        return find(input, api)
    }

    fun list(
        input: Members,
        call: ApiCall,
    ): Members {
        val api = call.api(input.text("ApiId").orEmpty())
        owner?.find(input, api)
        val prefix = owner?.let { "${input[it.id]}/" }.orEmpty()
        return listed(input, api[part].filterKeys { it.startsWith(prefix) }.values.toList(), id)
    }

    fun update(
        input: Members,
        call: ApiCall,
    ): Members {
        val api = call.api(input.text("ApiId").orEmpty())
        val changed = find(input, api) + input.filterKeys { it != "ApiId" && it != owner?.id }
        check(api, changed)
        call.changeApi(api) { it.with(part, key(input, input), changed) }
        return changed
    }

    /** Changes the one that [input] means in another way. */
    fun change(
        input: Members,
        call: ApiCall,
        change: (Members) -> Members,
    ) {
        val api = call.api(input.text("ApiId").orEmpty())
        val changed = change(find(input, api))
        call.changeApi(api) { it.with(part, key(input, input), changed) }
    }

    fun delete(
        input: Members,
        call: ApiCall,
        check: (Api, Members) -> Unit = { _, _ -> },
    ): Members {
        val api = call.api(input.text("ApiId").orEmpty())
        check(api, find(input, api))
        call.changeApi(api) { it.without(part, key(input, input)) }
        return emptyMap()
    }
}

/** [all] as a list operation answers it: as much as its `MaxResults` lets, from its `NextToken` on. */
internal fun listed(
    input: Members,
    all: List<Members>,
    key: String,
): Members {
    val paging =
        Paging<Members>(input.without("NextToken", "MaxResults"), { "${it[key]}" }) {
            ApiFaults.badRequest("Invalid next token specified")
        }
    val limit = input.text("MaxResults")?.toIntOrNull() ?: MOST
    val page = paging.page(all, limit.coerceAtLeast(1), input.text("NextToken"))
    return if (page.nextToken == null) {
        mapOf("Items" to page.items)
    } else {
        mapOf("Items" to page.items, "NextToken" to page.nextToken)
    }
}

private const val MOST = 500
