package io.mockaws.services.cloudwatch.math

import java.util.TreeMap
import kotlin.math.abs
import kotlin.math.ceil
import kotlin.math.floor
import kotlin.math.ln
import kotlin.math.log10
import kotlin.math.sqrt

/** The functions of metric math that work on what they are given. */
internal class MathFunctions(
    private val scope: MathScope,
) {
    fun call(
        name: String,
        arguments: List<Value>,
    ): Value =
        when (name) {
            "ABS" -> each(arguments) { abs(it) }
            "CEIL" -> each(arguments) { ceil(it) }
            "FLOOR" -> each(arguments) { floor(it) }
            "LOG" -> each(arguments) { ln(it) }
            "LOG10" -> each(arguments) { log10(it) }
            "AVG" -> reduce(arguments) { it.average() }
            "SUM" -> reduce(arguments) { it.sum() }
            "MIN" -> reduce(arguments) { it.min() }
            "MAX" -> reduce(arguments) { it.max() }
            "STDDEV" -> reduce(arguments, ::deviation)
            "DATAPOINT_COUNT" -> Value.Scalar(series(need(arguments, 0)).points.size.toDouble())
            "DIFF" -> steps(arguments) { before, now, _ -> now - before }
            "DIFF_TIME" -> steps(arguments) { _, _, seconds -> seconds }
            "RATE" -> steps(arguments) { before, now, seconds -> (now - before) / seconds }
            "RUNNING_SUM" -> running(series(need(arguments, 0)))
            "FILL" -> filled(need(arguments, 0), need(arguments, 1))
            "FIRST" -> (need(arguments, 0) as? Value.Many)?.series?.firstOrNull() ?: throw bad(name)
            "LAST" -> (need(arguments, 0) as? Value.Many)?.series?.lastOrNull() ?: throw bad(name)
            "IF" -> chosen(arguments)
            "METRICS" -> metrics((arguments.firstOrNull() as? Value.Text)?.text)
            "PERIOD" -> Value.Scalar(scope.period.toDouble())
            "TIME_SERIES" -> constant(need(arguments, 0))
            "EPOCH" -> times { it.toDouble() }
            "MINUTE" -> times { (it / 60 % 60).toDouble() }
            "HOUR" -> times { (it / 3600 % 24).toDouble() }
            else -> throw BadExpression("Function $name is not supported")
        }

    private fun bad(name: String) = BadExpression("Invalid argument of $name")

    private fun need(
        arguments: List<Value>,
        index: Int,
    ): Value = arguments.getOrNull(index) ?: throw BadExpression("Missing argument")

    private fun series(value: Value): Value.Series =
        value as? Value.Series ?: throw BadExpression("A time series is expected")

    private fun each(
        arguments: List<Value>,
        of: (Double) -> Double,
    ): Value =
        when (val value = need(arguments, 0)) {
            is Value.Scalar -> Value.Scalar(of(value.number))
            is Value.Series -> value.map(of)
            is Value.Many -> Value.Many(value.series.map { it.map(of) })
            is Value.Text -> throw BadExpression("A number is expected")
        }

    /** Of one series a number; of several a series with what they have at each time. */
    private fun reduce(
        arguments: List<Value>,
        of: (Collection<Double>) -> Double,
    ): Value {
        val value = if (arguments.size == 1) arguments[0] else many(arguments)
        if (value is Value.Scalar) return value
        if (value is Value.Series) {
            if (value.points.isEmpty()) return Value.Series(TreeMap())
            return Value.Scalar(of(value.points.values))
        }
        val all = TreeMap<Long, MutableList<Double>>()
        (value as? Value.Many)?.series?.forEach { one ->
            one.points.forEach { (time, number) -> all.getOrPut(time) { ArrayList() } += number }
        } ?: throw BadExpression("Time series are expected")
        return Value.Series(all.mapValuesTo(TreeMap()) { of(it.value) })
    }

    private fun many(arguments: List<Value>): Value.Many =
        Value.Many(arguments.flatMap { if (it is Value.Many) it.series else listOf(constant(it)) })

    private fun constant(value: Value): Value.Series =
        when (value) {
            is Value.Series -> value
            is Value.Scalar -> times { value.number }
            else -> throw BadExpression("A number is expected")
        }

    private fun times(of: (Long) -> Double) = Value.Series(scope.times.associateWithTo(TreeMap(), of))

    private fun deviation(values: Collection<Double>): Double {
        val mean = values.average()
        return sqrt(values.sumOf { (it - mean) * (it - mean) } / values.size)
    }

    private fun steps(
        arguments: List<Value>,
        of: (before: Double, now: Double, seconds: Double) -> Double,
    ): Value {
        val value = need(arguments, 0)
        if (value is Value.Many) return Value.Many(value.series.map { steps(listOf(it), of) as Value.Series })
        val points = TreeMap<Long, Double>()
        series(value).points.entries.zipWithNext { before, now ->
            points[now.key] = of(before.value, now.value, (now.key - before.key).toDouble())
        }
        return Value.Series(points)
    }

    private fun running(series: Value.Series): Value {
        var sum = 0.0
        return series.map {
            sum += it
            sum
        }
    }

    private fun filled(
        value: Value,
        filling: Value,
    ): Value {
        if (value is Value.Many) return Value.Many(value.series.map { filled(it, filling) as Value.Series })
        val points = series(value).points
        val all = TreeMap(points)
        for (time in scope.times) {
            if (time in points) continue
            val number =
                when (filling) {
                    is Value.Scalar -> filling.number
                    is Value.Series -> filling.points[time]
                    is Value.Text -> between(points, time, isLinear = filling.text == "LINEAR")
                    is Value.Many -> throw BadExpression("A number is expected")
                }
            if (number != null) all[time] = number
        }
        return Value.Series(all)
    }

    private fun between(
        points: TreeMap<Long, Double>,
        time: Long,
        isLinear: Boolean,
    ): Double? {
        val before = points.floorEntry(time) ?: return null
        if (!isLinear) return before.value
        val after = points.ceilingEntry(time) ?: return null
        return before.value + (after.value - before.value) * (time - before.key) / (after.key - before.key)
    }

    private fun chosen(arguments: List<Value>): Value {
        val condition = need(arguments, 0)
        val yes = need(arguments, 1)
        val no = arguments.getOrNull(2)
        if (condition is Value.Scalar) {
            return if (condition.number != 0.0) yes else no ?: Value.Series(TreeMap())
        }
        val points = TreeMap<Long, Double>()
        series(condition).points.forEach { (time, holds) ->
            at(if (holds != 0.0) yes else no, time)?.let { points[time] = it }
        }
        return Value.Series(points)
    }

    private fun at(
        value: Value?,
        time: Long,
    ): Double? =
        when (value) {
            is Value.Scalar -> value.number
            is Value.Series -> value.points[time]
            else -> null
        }

    private fun metrics(part: String?): Value =
        Value.Many(
            scope.metrics.filter { part == null || part in it }.mapNotNull { scope.valueOf(it) as? Value.Series },
        )
}
