package io.mockaws.state

import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonPrimitive
import kotlin.time.Instant

/** How much is in a service, by what it is of: `{"queues": 2}`. */
@Serializable
internal class ServiceSummary(
    val name: String,
    val title: String,
    val counts: Map<String, Long>,
)

/** One thing as a page shows it. What it does not have is null or empty. */
@Serializable
internal data class StateView(
    val title: String,
    /** What it is one of, in the service's own word: `queue`. */
    val kind: String,
    /** What it is in, outermost first, without the service itself. */
    val trail: List<StateLink> = emptyList(),
    val sections: List<StateSection> = emptyList(),
    /** A document: an item, the body of a message. */
    val text: String? = null,
    val content: ContentFacts? = null,
    val table: StateTable? = null,
    val actions: List<StateAction> = emptyList(),
)

@Serializable
internal class StateLink(
    val title: String,
    val path: List<String>,
)

/** Facts under one title; empty ones are not shown. */
@Serializable
internal class StateSection(
    val title: String,
    val facts: Map<String, JsonPrimitive>,
)

/** What [ServicePage.content] gives, in numbers. */
@Serializable
internal class ContentFacts(
    val contentType: String,
    val length: Long,
)

@Serializable
internal class StateTable(
    val title: String,
    val columns: List<StateColumn>,
    val rows: List<StateRow>,
    /** What the next page begins behind; null for the last. */
    val next: String?,
    /** How many rows there are on all pages without a filter; null where that is not known. */
    val total: Long? = null,
    /** What a filter looks at, to be shown where it is typed: `key begins with`. */
    val filter: String,
)

@Serializable
internal class StateColumn(
    val name: String,
    val kind: Kind = Kind.TEXT,
) {
    /** How the cells are to be read. */
    @Serializable
    enum class Kind { TEXT, NUMBER, BYTES, TIME }
}

@Serializable
internal class StateRow(
    /** Where its thing is looked at. */
    val path: List<String>,
    val cells: List<JsonPrimitive>,
)

/** Columns by name and kind. */
internal fun columns(vararg columns: Pair<String, StateColumn.Kind>): List<StateColumn> =
    columns.map { (name, kind) -> StateColumn(name, kind) }

internal fun row(
    path: List<String>,
    vararg cells: Any?,
): StateRow = StateRow(path, cells.map(::cell))

internal fun section(
    title: String,
    vararg facts: Pair<String, Any?>,
): StateSection = section(title, facts.toMap())

/** Without those that are null. */
internal fun section(
    title: String,
    facts: Map<String, Any?>,
): StateSection = StateSection(title, facts.filterValues { it != null }.mapValues { cell(it.value) })

/** Numbers and truth as they are, instants to the millisecond, all else as text, which is cut where no line holds it. */
internal fun cell(value: Any?): JsonPrimitive =
    when (value) {
        null -> JsonNull
        is Number -> JsonPrimitive(value)
        is Boolean -> JsonPrimitive(value)
        is Instant -> JsonPrimitive("${Instant.fromEpochMilliseconds(value.toEpochMilliseconds())}")
        else -> JsonPrimitive(shortened(value.toString()))
    }

private fun shortened(text: String) = if (text.length <= SHOWN) text else text.take(SHOWN) + "..."

/** Characters; more than a policy or a redrive policy has. */
private const val SHOWN = 2000
