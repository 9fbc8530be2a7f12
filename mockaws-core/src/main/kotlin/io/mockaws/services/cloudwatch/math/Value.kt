package io.mockaws.services.cloudwatch.math

import java.util.TreeMap

/** What an expression comes to: a number, a series, several of these, or a text. */
internal sealed interface Value {
    class Scalar(
        val number: Double,
    ) : Value

    /** Values by time in seconds. */
    class Series(
        val points: TreeMap<Long, Double>,
        val label: String? = null,
    ) : Value

    class Many(
        val series: List<Series>,
    ) : Value

    class Text(
        val text: String,
    ) : Value
}

/** An expression is none, or does not fit together. */
internal class BadExpression(
    override val message: String,
) : RuntimeException(message, null, false, false)

internal fun Value.Series.map(of: (Double) -> Double): Value.Series =
    Value.Series(points.mapValuesTo(TreeMap()) { of(it.value) }, label)

/** Applies [of] to numbers and series, those to each other where both have a value. */
internal fun combine(
    left: Value,
    right: Value,
    of: (Double, Double) -> Double,
): Value =
    when {
        left is Value.Scalar && right is Value.Scalar -> Value.Scalar(of(left.number, right.number))

        left is Value.Series && right is Value.Scalar -> left.map { of(it, right.number) }

        left is Value.Scalar && right is Value.Series -> right.map { of(left.number, it) }

        left is Value.Series && right is Value.Series -> {
            val points = TreeMap<Long, Double>()
            left.points.forEach { (time, value) -> right.points[time]?.let { points[time] = of(value, it) } }
            Value.Series(points)
        }

        left is Value.Many && right is Value.Many && left.series.size == right.series.size ->
            Value.Many(left.series.zip(right.series) { one, other -> combine(one, other, of) as Value.Series })

        left is Value.Many && right !is Value.Text ->
            Value.Many(left.series.map { combine(it, right, of) as Value.Series })

        right is Value.Many && left !is Value.Text ->
            Value.Many(right.series.map { combine(left, it, of) as Value.Series })

        else -> throw BadExpression("Unsupported operand type(s)")
    }
