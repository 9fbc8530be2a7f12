package io.mockaws.services.dynamodb.partiql

// Statements as they are written; cached by their text.

/** A table, and perhaps one of its indexes. */
internal class Source(
    val table: String,
    val index: String?,
)

internal sealed interface Statement {
    /** How many `?` there are. */
    val parameters: Int

    class Select(
        /** Null for `*`. */
        val columns: List<Expression>?,
        val from: Source,
        val where: Expression?,
        val order: List<Ordering>,
        override val parameters: Int,
    ) : Statement

    /** `EXISTS(SELECT ...)`, a condition of a transaction. */
    class Exists(
        val select: Select,
        override val parameters: Int,
    ) : Statement

    /** What changes an item. */
    sealed interface Write : Statement {
        val target: Source
        val returning: Returning?
    }

    class Insert(
        override val target: Source,
        val value: Expression,
        override val returning: Returning?,
        override val parameters: Int,
    ) : Write

    class Update(
        override val target: Source,
        val clauses: List<Clause>,
        val where: Expression?,
        override val returning: Returning?,
        override val parameters: Int,
    ) : Write

    class Delete(
        override val target: Source,
        val where: Expression?,
        override val returning: Returning?,
        override val parameters: Int,
    ) : Write
}

internal class Ordering(
    val attribute: String,
    val descending: Boolean,
)

/** `SET path = value`, or `REMOVE path`, which has no value. */
internal class Clause(
    val path: Expression.Path,
    val value: Expression?,
)

internal enum class Returning(
    /** The same in the words of `ReturnValues`. */
    val returnValues: String,
) {
    ALL_OLD("ALL_OLD"),
    ALL_NEW("ALL_NEW"),
    MODIFIED_OLD("UPDATED_OLD"),
    MODIFIED_NEW("UPDATED_NEW"),
    ;

    override fun toString(): String = "RETURNING ${name.replace('_', ' ')} *"
}
