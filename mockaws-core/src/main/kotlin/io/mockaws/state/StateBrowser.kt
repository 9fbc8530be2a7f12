package io.mockaws.state

import io.mockaws.engine.World
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.json.Json

/**
 * What there is in every service of a mock, in every account and region: [io.mockaws.MockAws.state]. It is told as
 * JSON, in one form for all services, so that what shows it (the dashboard of the server, say) need not know any. To
 * look changes nothing; no message is received by it, and nothing is in the journal.
 */
public class StateBrowser internal constructor(
    private val world: World,
    pages: List<ServicePage<*>>,
) {
    private val pages = pages.associateBy { it.name }

    /**
     * The services with how much is in them:
     * `[{"name": "sqs", "title": "Amazon SQS", "counts": {"queues": 2, "messages": 5}}]`.
     */
    public fun services(): String =
        json.encodeToString(pages.values.map { ServiceSummary(it.name, it.title, it.counts(world)) })

    /**
     * One thing and what is in it, as an object: `title` and `kind`, the `trail` of what it is in, `sections` of facts,
     * a `text`, the `content` that [content] gives, and a `table` whose rows have the paths to look on.
     *
     * @param service its name: `sqs`
     * @param path where the thing is, as the rows of the thing around it say; empty for the service itself
     * @param after the `next` of the table's last page; null for the first
     * @param limit the most rows, 1 to 1,000
     * @param filter only rows with this text, in the sense that the table's `filter` tells
     * @return null when there is no such thing
     * @throws IllegalArgumentException for another [limit], or an [after] that no table told
     */
    @JvmOverloads
    public fun look(
        service: String,
        path: List<String> = emptyList(),
        after: String? = null,
        limit: Int = DEFAULT_LIMIT,
        filter: String = "",
    ): String? {
        require(limit in 1..MAX_LIMIT) { "Not a number of rows from 1 to $MAX_LIMIT: $limit" }
        return pages[service]?.look(world, path, PageRequest(after, limit, filter))?.let { json.encodeToString(it) }
    }

    /** The content of an object, or null where there is no such thing, or it has none. The arguments are those of [look]. */
    public fun content(
        service: String,
        path: List<String>,
    ): StateContent? = pages[service]?.content(world, path)

    private companion object {
        private const val DEFAULT_LIMIT = 100
        private const val MAX_LIMIT = 1000

        @OptIn(ExperimentalSerializationApi::class)
        private val json =
            Json {
                encodeDefaults = true
                explicitNulls = true
            }
    }
}
