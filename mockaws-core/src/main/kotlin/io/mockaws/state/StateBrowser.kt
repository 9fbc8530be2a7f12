package io.mockaws.state

import io.mockaws.engine.AwsFault
import io.mockaws.engine.World
import io.mockaws.wire.suggestion
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
     * a `text`, the `content` that [content] gives, a `table` whose rows have the paths to look on, and the `actions` that
     * [act] does.
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
        val page = pages[service] ?: return null
        val view = page.look(world, path, PageRequest(after, limit, filter)) ?: return null
        return json.encodeToString(view.copy(actions = page.actions(world, path)))
    }

    /**
     * Does something with one thing, as a person would: puts an item, sends a message. It is no call, and not in the
     * journal.
     *
     * @param service its name: `sqs`
     * @param path where the thing is, as for [look]
     * @param action the name of one of the `actions` that [look] tells
     * @param values what its fields say, by their names; a field that is left out is empty
     * @return the path to look at then; null when there is no such thing
     * @throws IllegalArgumentException when it cannot be done, or there is no such action or field
     */
    public fun act(
        service: String,
        path: List<String>,
        action: String,
        values: Map<String, String>,
    ): List<String>? {
        val page = pages[service] ?: return null
        page.look(world, path, PageRequest(null, 1, "")) ?: return null
        val actions = page.actions(world, path)
        val wanted = actions.firstOrNull { it.name == action }
        requireNotNull(wanted) { "No action ${suggestion(action, actions.map { it.name })}" }
        val fields = wanted.fields.associateBy { it.name }
        values.keys.forEach { require(it in fields) { "$action has no field ${suggestion(it, fields.keys)}" } }
        val all = fields.mapValues { (name, _) -> values[name].orEmpty() }
        all.forEach { (name, value) ->
            require(value.isNotEmpty() || fields.getValue(name).isOptional) { "$name is empty" }
        }
        return try {
            wanted.run(all)
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }
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
