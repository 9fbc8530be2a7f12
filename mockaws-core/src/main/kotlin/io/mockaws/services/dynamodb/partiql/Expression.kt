package io.mockaws.services.dynamodb.partiql

import io.mockaws.services.dynamodb.value.AttributeValue
import java.math.BigDecimal

/** A part of a statement as it is written. What DynamoDB makes of it, and whether it takes it at all, is seen later. */
internal sealed interface Expression {
    val position: Position

    /** What AWS calls it when it is out of place. */
    val shown: String

    /** A string, `TRUE`, `FALSE` or `NULL`. */
    class Literal(
        val value: AttributeValue,
        override val position: Position,
        override val shown: String,
    ) : Expression

    class Number(
        val value: BigDecimal,
        /** Its digits as they are written. */
        override val shown: String,
        override val position: Position,
    ) : Expression

    /** A `?`, the [index]th of its statement. */
    class Parameter(
        val index: Int,
        override val position: Position,
    ) : Expression {
        override val shown: String get() = "Parameter"
    }

    /** Names are strings and list indexes ints, as in a document path. */
    class Path(
        val elements: List<Any>,
        override val position: Position,
    ) : Expression {
        override val shown: String get() = elements[0].toString()
    }

    /** @param name in small letters */
    class Call(
        val name: String,
        val arguments: List<Expression>,
        override val position: Position,
    ) : Expression {
        override val shown: String get() = name
    }

    /** `*`, as in `COUNT(*)`. */
    class Star(override val position: Position) : Expression {
        override val shown: String get() = "*"
    }

    /** `AND`, `OR`, a comparison, `LIKE`, `+` or `-`. */
    class Infix(
        val operator: String,
        val left: Expression,
        val right: Expression,
        override val position: Position,
    ) : Expression {
        override val shown: String get() = operator
    }

    class Not(
        val inner: Expression,
        override val position: Position,
    ) : Expression {
        override val shown: String get() = "NOT"
    }

    class Between(
        val operand: Expression,
        val lower: Expression,
        val upper: Expression,
        override val position: Position,
    ) : Expression {
        override val shown: String get() = "BETWEEN"
    }

    class In(
        val operand: Expression,
        val candidates: List<Expression>,
        override val position: Position,
    ) : Expression {
        override val shown: String get() = "IN"
    }

    class Is(
        val operand: Expression,
        /** In capitals. */
        val type: String,
        override val position: Position,
    ) : Expression {
        override val shown: String get() = "IS"
    }

    class Elements(
        val elements: List<Expression>,
        override val position: Position,
    ) : Expression {
        override val shown: String get() = "List"
    }

    class Bag(
        val elements: List<Expression>,
        override val position: Position,
    ) : Expression {
        override val shown: String get() = "Bag"
    }

    class Tuple(
        val members: List<Pair<String, Expression>>,
        override val position: Position,
    ) : Expression {
        override val shown: String get() = "Tuple"
    }
}
