package io.mockaws.services.logs.insights

/** What a query works out. */
internal fun interface Expression {
    fun of(scope: Scope): Any?
}

/** What an expression is worked out from. */
internal class Scope(
    /** The line at hand, or the first one of the group. */
    val row: Row,
    /** All lines that are summed up together; empty where nothing is. */
    val group: List<Row> = emptyList(),
)

/** An expression and the column that it makes. */
internal class Column(
    val name: String,
    val expression: Expression,
)

/** A query is not written as the language wants it. */
internal class BadQuery(
    override val message: String,
    val start: Int,
    val end: Int,
) : RuntimeException(message, null, false, false)
