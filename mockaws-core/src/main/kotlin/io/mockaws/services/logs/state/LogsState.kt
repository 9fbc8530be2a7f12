package io.mockaws.services.logs.state

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.StateKind
import io.mockaws.engine.StoredEntries
import io.mockaws.engine.Thing
import io.mockaws.engine.Wakeup
import io.mockaws.kit.Agenda
import io.mockaws.kit.Arn
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.Tables
import io.mockaws.services.logs.group.LogBatch
import io.mockaws.services.logs.group.LogGroup
import io.mockaws.services.logs.group.LogStream
import kotlin.time.Instant

/** Log groups by name. */
internal val GROUPS: Table<LogGroup> = Table("logGroup", LogGroup.serializer())

/** Streams by [streamKey]. */
internal val STREAMS: Table<LogStream> = Table("logStream", LogStream.serializer())

/** What was put, by [batchKey]. */
internal val BATCHES: Table<LogBatch> = Table("batch", LogBatch.serializer())

/** Destinations by name. */
internal val DESTINATIONS: Table<Destination> = Table("destination", Destination.serializer())

/** Export tasks by id. */
internal val EXPORTS: Table<ExportTask> = Table("exportTask", ExportTask.serializer())

/** Resource policies by name. */
internal val POLICIES: Table<ResourcePolicy> = Table("resourcePolicy", ResourcePolicy.serializer())

/** Queries by id, with what they found. */
internal val QUERIES: Table<RunQuery> = Table("query", RunQuery.serializer())

/** Saved queries by id. */
internal val DEFINITIONS: Table<QueryDefinition> = Table("queryDefinition", QueryDefinition.serializer())

/** Who of AWS's services sends logs, by name. */
internal val DELIVERY_SOURCES: Table<DeliverySource> = Table("deliverySource", DeliverySource.serializer())

/** Where these go, by name. */
internal val DELIVERY_DESTINATIONS: Table<DeliveryDestination> =
    Table("deliveryDestination", DeliveryDestination.serializer())

/** Which goes where, by id. */
internal val DELIVERIES: Table<Delivery> = Table("logDelivery", Delivery.serializer())

/** What a subscriber did not take yet, by a number. */
internal val WAITING: Table<WaitingDelivery> = Table("delivery", WaitingDelivery.serializer())

/** What CloudWatch Logs has in one account and region. */
internal class LogsState private constructor(
    tables: Tables,
) : TableState<LogsState>(tables) {
    private val agenda = Agenda(Agenda.Part(WAITING) { it.due })

    /** When there is something to do without being called; null for never. */
    val nextDue: Instant? get() = agenda.first(now)

    /** Fires when events were added. */
    val arrivals: Wakeup = Wakeup()

    /** Whether another state stands in its place. */
    @Volatile
    var isRetired: Boolean = false
        private set

    override fun retire() {
        isRetired = true
        arrivals.end()
    }

    override fun with(tables: Tables): LogsState = LogsState(tables)

    override fun things(): Sequence<Thing> =
        now[GROUPS].keys.asSequence().map { Thing(GROUPS.noun, it, listOf(it)) } +
            now[DESTINATIONS].keys.asSequence().map { Thing(DESTINATIONS.noun, it, listOf(it)) }

    companion object {
        val KIND: StateKind<LogsState> =
            StateKind(
                StateKind.Scope.REGIONAL,
                { _: Place -> LogsState(Tables.EMPTY) },
                { _: Place, entries: StoredEntries ->
                    LogsState(
                        Tables.read(
                            entries,
                            GROUPS,
                            STREAMS,
                            BATCHES,
                            DESTINATIONS,
                            EXPORTS,
                            POLICIES,
                            QUERIES,
                            DEFINITIONS,
                            DELIVERY_SOURCES,
                            DELIVERY_DESTINATIONS,
                            DELIVERIES,
                            WAITING,
                        ),
                    )
                },
            )
    }
}

internal typealias LogsCall = CallContext<LogsState>

/** The instant of the call in milliseconds, which all times of CloudWatch Logs are in. */
internal fun LogsCall.millis(): Long = now().toEpochMilliseconds()

/** No name of a group has a colon. */
internal fun streamKey(
    group: String,
    stream: String,
): String = "$group:$stream"

internal fun batchKey(
    stream: Long,
    number: Int,
): String = "$stream/$number"

/** The ARN of the group [name] without the star that most answers have behind it. */
internal fun LogsCall.groupArn(name: String): String = Arn.of("logs", place, "log-group:$name").toString()

internal fun LogsCall.streamArn(stream: LogStream): String = "${groupArn(stream.group)}:log-stream:${stream.name}"
