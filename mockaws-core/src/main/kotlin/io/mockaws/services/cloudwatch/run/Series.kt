package io.mockaws.services.cloudwatch.run

import io.mockaws.kit.Tables
import io.mockaws.services.cloudwatch.math.BadExpression
import io.mockaws.services.cloudwatch.math.MathParser
import io.mockaws.services.cloudwatch.math.MathScope
import io.mockaws.services.cloudwatch.math.Value
import io.mockaws.services.cloudwatch.metric.InsightsQuery
import io.mockaws.services.cloudwatch.metric.MetricDataQuery
import io.mockaws.services.cloudwatch.metric.MetricId
import io.mockaws.services.cloudwatch.metric.MetricStat
import io.mockaws.services.cloudwatch.metric.Point
import io.mockaws.services.cloudwatch.metric.Statistic
import io.mockaws.services.cloudwatch.state.METRICS
import io.mockaws.services.cloudwatch.state.points
import java.util.TreeMap

/** The data from [from] to before [to] in seconds, summed up by periods that begin at [from]; by their starts. */
internal fun Tables.periods(
    id: MetricId,
    from: Long,
    to: Long,
    period: Int,
    unit: String?,
): TreeMap<Long, Point> {
    val all = TreeMap<Long, Point>()
    for (point in points(id, from, to)) {
        if (unit != null && point.unit != unit) continue
        all.merge(from + (point.time - from) / period * period, point) { one, other -> one + other }
    }
    return all
}

/** What several queries come to, each worked out once. */
internal class Queries(
    private val tables: Tables,
    private val queries: List<MetricDataQuery>,
    private val from: Long,
    private val to: Long,
) {
    private val known = HashMap<String, Value>()
    private val open = HashSet<String>()

    /** @throws BadExpression where an expression is none, or needs itself */
    fun valueOf(query: MetricDataQuery): Value =
        known[query.id] ?: run {
            if (!open.add(query.id)) throw BadExpression("Circular reference: ${query.id}")
            val stat = query.metricStat
            val expression = query.expression.orEmpty()
            val value =
                when {
                    stat != null -> seriesOf(stat)

                    InsightsQuery.isMeantBy(expression) ->
                        foundBy(InsightsQuery.parse(expression), query.period ?: MINUTE)

                    else -> MathParser.evaluate(expression, scopeOf(query))
                }
            open -= query.id
            known[query.id] = value
            value
        }

    private fun seriesOf(stat: MetricStat): Value.Series {
        val metric = stat.metric
        val id = MetricId.of(metric.namespace.orEmpty(), metric.metricName.orEmpty(), metric.dimensions)
        val statistic = Statistic.parse(stat.stat) ?: throw BadExpression("Unknown statistic ${stat.stat}")
        val points = TreeMap<Long, Double>()
        tables.periods(id, from, to, stat.period, stat.unit).forEach { (time, point) ->
            statistic.of(point)?.let { points[time] = it }
        }
        return Value.Series(points, metric.metricName)
    }

    /** A series for each group; one where nothing is said of groups. */
    private fun foundBy(
        query: InsightsQuery,
        period: Int,
    ): Value {
        val groups = TreeMap<String, TreeMap<Long, Point>>()
        for (record in tables[METRICS].values) {
            val group = query.groupOf(record.id) ?: continue
            val points = tables.periods(record.id, from, to, period, unit = null)
            if (points.isEmpty()) continue
            val all = groups.getOrPut(group.joinToString(" ")) { TreeMap() }
            points.forEach { (time, point) -> all.merge(time, point) { one, other -> one + other } }
        }
        val found = groups.entries.toMutableList()
        query.order?.let { order ->
            fun rank(points: TreeMap<Long, Point>) = order.function.of(points.values.reduce(Point::plus))
            if (order.isDescending) found.sortByDescending { rank(it.value) } else found.sortBy { rank(it.value) }
        }
        val series =
            found.take(query.limit).map { (group, points) ->
                Value.Series(points.mapValuesTo(TreeMap()) { query.function.of(it.value) }, group.ifEmpty { null })
            }
        return if (query.groups.isEmpty()) series.firstOrNull() ?: Value.Series(TreeMap()) else Value.Many(series)
    }

    private fun scopeOf(query: MetricDataQuery): MathScope {
        val step = query.period ?: queries.firstNotNullOfOrNull { it.metricStat?.period } ?: MINUTE
        return object : MathScope {
            override val period: Int = step
            override val times: List<Long> get() = (from until to step period.toLong()).toList()
            override val metrics: List<String> = queries.filter { it.metricStat != null }.map { it.id }

            override fun valueOf(id: String): Value? = queries.firstOrNull { it.id == id }?.let(::valueOf)
        }
    }

    private companion object {
        const val MINUTE = 60
    }
}
