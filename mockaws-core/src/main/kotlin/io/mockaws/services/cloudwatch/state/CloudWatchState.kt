package io.mockaws.services.cloudwatch.state

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.StateKind
import io.mockaws.engine.StoredEntries
import io.mockaws.engine.Thing
import io.mockaws.kit.Agenda
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables
import io.mockaws.kit.arn
import io.mockaws.services.cloudwatch.alarm.Alarm
import io.mockaws.services.cloudwatch.alarm.HistoryItem
import io.mockaws.services.cloudwatch.metric.MetricHour
import io.mockaws.services.cloudwatch.metric.MetricId
import io.mockaws.services.cloudwatch.metric.MetricRecord
import io.mockaws.services.cloudwatch.metric.Point
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** Metrics by [MetricId.key]. */
internal val METRICS: Table<MetricRecord> = Table("metric", MetricRecord.serializer())

/** The data of metrics, by number and hour. */
internal val HOURS: Table<MetricHour> = Table("metricHour", MetricHour.serializer())

/** Alarms by name. */
internal val ALARMS: Table<Alarm> = Table("alarm", Alarm.serializer())

/** What happened to alarms, by a number. */
internal val HISTORY: Table<HistoryItem> = Table("history", HistoryItem.serializer())

/** Dashboards by name, all in one region's state. */
internal val DASHBOARDS: Table<Dashboard> = Table("dashboard", Dashboard.serializer())

/** Rules of Contributor Insights by name. */
internal val INSIGHT_RULES: Table<InsightRule> = Table("insightRule", InsightRule.serializer())

/** Tags by ARN. */
internal val TAGS: Table<Tags> = Table("tags", Tags.serializer())

@Serializable
internal data class Dashboard(
    val name: String,
    val body: String,
    val modifiedAt: Instant,
)

/** What is found by it nobody works out. */
@Serializable
internal data class InsightRule(
    val name: String,
    val definition: String,
    /** `ENABLED` or `DISABLED`. */
    val state: String,
)

@Serializable
internal data class Tags(
    val all: Map<String, String>,
)

/** What CloudWatch has in one account and region. */
internal class CloudWatchState private constructor(
    tables: Tables,
) : TableState<CloudWatchState>(tables) {
    private val agenda = Agenda(Agenda.Part(ALARMS) { it.due })

    /** When the first alarm looks; null for never. */
    val nextDue: Instant? get() = agenda.first(now)

    override fun with(tables: Tables): CloudWatchState = CloudWatchState(tables)

    override fun things(): Sequence<Thing> =
        now[ALARMS].keys.asSequence().map { Thing(ALARMS.noun, it, listOf(it)) } +
            now[DASHBOARDS].keys.asSequence().map { Thing(DASHBOARDS.noun, it, listOf(it)) }

    companion object {
        val KIND: StateKind<CloudWatchState> =
            StateKind(
                StateKind.Scope.REGIONAL,
                { _: Place -> CloudWatchState(Tables.EMPTY) },
                { _: Place, entries: StoredEntries ->
                    CloudWatchState(
                        Tables.read(entries, METRICS, HOURS, ALARMS, HISTORY, DASHBOARDS, INSIGHT_RULES, TAGS)
                    )
                },
            )
    }
}

internal typealias CloudWatchCall = CallContext<CloudWatchState>

internal fun CloudWatchCall.alarmArn(name: String): String = arn("cloudwatch", "alarm:$name")

/** The instant of the call in seconds. */
internal fun CloudWatchCall.seconds(): Long = now().epochSeconds

private fun hourKey(
    metric: Long,
    hour: Long,
): String = "$metric/$hour"

/** Adds [point] to the metric [id]; [number] is for one that is new. */
internal fun TableWriter.add(
    id: MetricId,
    point: Point,
    number: () -> Long,
) {
    val hour = point.time / HOUR
    val before = this[METRICS][id.key] ?: MetricRecord(id, number(), hour, hour, point.time)
    this[METRICS, id.key] =
        before.copy(
            firstHour = minOf(before.firstHour, hour),
            lastHour = maxOf(before.lastHour, hour),
            lastTime = maxOf(before.lastTime, point.time),
        )
    val key = hourKey(before.number, hour)
    val points = this[HOURS][key]?.points.orEmpty()
    val same = points.indexOfFirst { it.time == point.time && it.unit == point.unit }
    val all = if (same < 0) points + point else points.toMutableList().also { it[same] = points[same] + point }
    this[HOURS, key] = MetricHour(all)
}

/** The data of the metric [id] from [from] to before [to], in seconds, in no order. */
internal fun Tables.points(
    id: MetricId,
    from: Long,
    to: Long,
): List<Point> {
    val record = this[METRICS][id.key] ?: return emptyList()
    val hours = maxOf(record.firstHour, from / HOUR)..minOf(record.lastHour, (to - 1) / HOUR)
    val all = this[HOURS]
    return hours.flatMap { hour ->
        all[hourKey(record.number, hour)]?.points.orEmpty().filter { it.time in from until to }
    }
}

internal const val HOUR = 3600L
