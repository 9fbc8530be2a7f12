package io.mockaws.services.logs.insights

import kotlin.math.ceil
import kotlin.math.sqrt

/** Functions over all lines of a group. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html */
internal object Aggregates {
    private val names =
        setOf(
            "count", "count_distinct", "sum", "avg", "min", "max", "pct", "median", "stddev", "earliest", "latest",
            "sortsfirst", "sortslast",
        )

    fun isName(name: String): Boolean = name.lowercase() in names

    fun call(
        name: String,
        arguments: List<Expression>,
    ): Expression {
        val argument = arguments.firstOrNull()
        val rank = arguments.getOrNull(1)
        return Expression { scope ->
            if (argument == null) {
                scope.group.size.toDouble()
            } else {
                val values = scope.group.mapNotNull { argument.of(Scope(it)) }
                of(name.lowercase(), values, scope, argument, rank?.let { numberOf(it.of(scope)) })
            }
        }
    }

    private fun of(
        name: String,
        values: List<Any>,
        scope: Scope,
        argument: Expression,
        rank: Double?,
    ): Any? {
        val numbers = values.mapNotNull(::numberOf)
        return when (name) {
            "count" -> values.size.toDouble()

            "count_distinct" -> values.map(::shown).distinct().size.toDouble()

            "sum" -> numbers.sum()

            "avg" -> numbers.takeIf { it.isNotEmpty() }?.average()

            "min" -> values.minWithOrNull(::compareValues)

            "max" -> values.maxWithOrNull(::compareValues)

            "pct" -> percentile(numbers, rank ?: MEDIAN)

            "median" -> percentile(numbers, MEDIAN)

            "stddev" -> deviation(numbers)

            "sortsfirst" -> values.minByOrNull { shown(it)!! }

            "sortslast" -> values.maxByOrNull { shown(it)!! }

            else -> {
                val rows = scope.group.filter { argument.of(Scope(it)) != null }
                val order = compareBy<Row> { numberOf(it[LogRecord.TIMESTAMP]) ?: 0.0 }
                val row = if (name == "earliest") rows.minWithOrNull(order) else rows.maxWithOrNull(order)
                row?.let { argument.of(Scope(it)) }
            }
        }
    }

    private fun percentile(
        numbers: List<Double>,
        rank: Double,
    ): Double? {
        if (numbers.isEmpty()) return null
        val index = ceil(rank / PERCENT * numbers.size).toInt() - 1
        return numbers.sorted()[index.coerceIn(numbers.indices)]
    }

    private fun deviation(numbers: List<Double>): Double? {
        if (numbers.isEmpty()) return null
        val mean = numbers.average()
        return sqrt(numbers.sumOf { (it - mean) * (it - mean) } / numbers.size)
    }

    private const val MEDIAN = 50.0
    private const val PERCENT = 100
}
