package io.mockaws.services.logs.op

import io.mockaws.model.Models
import io.mockaws.services.logs.group.LogStream
import io.mockaws.services.logs.group.LogsFaults
import io.mockaws.services.logs.group.StoredEvent
import io.mockaws.services.logs.pattern.FilterPattern
import io.mockaws.services.logs.state.LogsCall
import io.mockaws.services.logs.state.STREAMS
import io.mockaws.services.logs.state.eventsFrom
import io.mockaws.services.logs.state.find
import io.mockaws.services.logs.state.groupArn
import io.mockaws.wire.eventstream.EventOutput
import io.mockaws.wire.eventstream.Streamed
import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationStrategy
import kotlinx.serialization.Transient
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

@Serializable
internal data class StartLiveTailRequest(
    val logGroupIdentifiers: List<String>,
    val logStreamNames: List<String>? = null,
    val logStreamNamePrefixes: List<String>? = null,
    val logEventFilterPattern: String? = null,
)

/** What comes on the stream: one of these. */
@Serializable
internal data class LiveTailEvents(
    val sessionStart: SessionStart? = null,
    val sessionUpdate: SessionUpdate? = null,
) {
    @Serializable
    data class SessionStart(
        val requestId: String,
        val sessionId: String,
        val logGroupIdentifiers: List<String>,
        val logStreamNames: List<String>,
        val logStreamNamePrefixes: List<String>,
        val logEventFilterPattern: String,
    )

    @Serializable
    data class SessionUpdate(
        val sessionMetadata: Metadata,
        val sessionResults: List<TailedEvent>,
    )

    @Serializable
    data class Metadata(
        val sampled: Boolean,
    )

    @Serializable
    data class TailedEvent(
        val logStreamName: String,
        val logGroupIdentifier: String,
        val message: String,
        val timestamp: Long,
        val ingestionTime: Long,
    )
}

/** Has nothing but the stream. */
@Serializable
internal class StartLiveTailResponse private constructor(
    @Transient
    private val session: LiveTail? = null,
) : EventOutput<LiveTailEvents> {
    override val union: SerializationStrategy<LiveTailEvents> get() = UNION

    override suspend fun next(): Streamed<LiveTailEvents>? = session?.next()

    override fun close() {
        session?.close()
    }

    companion object {
        fun of(session: LiveTail) = StartLiveTailResponse(session)

        private val UNION by lazy {
            Models.service("logs").wed(LiveTailEvents.serializer(), "StartLiveTailResponseStream")
        }
    }
}

/**
 * Has events come by themselves as they are put.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html
 */
internal fun startLiveTail(
    request: StartLiveTailRequest,
    call: LogsCall,
): StartLiveTailResponse {
    val names = request.logStreamNames
    val prefixes = request.logStreamNamePrefixes
    if (names != null && prefixes != null) throw LogsFaults.namesAndPrefixes()
    if ((names != null || prefixes != null) && request.logGroupIdentifiers.size > 1) throw LogsFaults.oneGroupOnly()
    val groups = request.logGroupIdentifiers.map { (call.find(it) ?: throw LogsFaults.noGroup()).name }
    val pattern = FilterPattern.parse(request.logEventFilterPattern.orEmpty()) ?: throw LogsFaults.badPattern()
    return StartLiveTailResponse.of(LiveTail(request, call, groups.toSet(), pattern))
}

/** One session: what is put from now on. */
internal class LiveTail(
    private val request: StartLiveTailRequest,
    private val call: LogsCall,
    private val groups: Set<String>,
    private val pattern: FilterPattern,
) {
    private val end = call.now() + LONGEST

    /** The batch that comes next, by stream. */
    private val next = HashMap(tailed().associate { it.id to it.nextBatch })
    private var isBegun = false
    private var isClosed = false

    suspend fun next(): Streamed<LiveTailEvents>? {
        if (!isBegun) return Streamed.Event(LiveTailEvents(sessionStart = start())).also { isBegun = true }
        val quiet = call.clock.now() + 1.seconds
        while (!isClosed && !call.world.isOver && call.clock.now() < end) {
            val ticket = call.state.arrivals.ticket()
            val found = take()
            if (found.isNotEmpty() || call.clock.now() >= quiet) return Streamed.Event(update(found))
            call.clock.await(quiet, ticket)
            if (call.state.isRetired) return null
        }
        return null
    }

    fun close() {
        isClosed = true
        call.state.arrivals.fire()
    }

    private fun start() =
        LiveTailEvents.SessionStart(
            call.requestId,
            call.ids.uuid(),
            request.logGroupIdentifiers,
            request.logStreamNames.orEmpty(),
            request.logStreamNamePrefixes.orEmpty(),
            request.logEventFilterPattern.orEmpty(),
        )

    private fun tailed(): List<LogStream> =
        call.state.now[STREAMS].values.filter { stream ->
            stream.group in groups &&
                (request.logStreamNames == null || stream.name in request.logStreamNames) &&
                (
                    request.logStreamNamePrefixes == null ||
                        request.logStreamNamePrefixes.any { stream.name.startsWith(it) }
                    )
        }

    private fun take(): List<StoredEvent> {
        val tables = call.state.now
        return tailed().flatMap { stream ->
            val from = next.put(stream.id, stream.nextBatch) ?: 0
            if (from == stream.nextBatch) emptyList() else tables.eventsFrom(stream, from)
        }.filter { pattern.match(it.event.message) != null }.sortedWith(compareBy({ it.event.timestamp }, { it.id }))
    }

    private fun update(found: List<StoredEvent>): LiveTailEvents {
        val shown =
            found.take(MOST).map {
                LiveTailEvents.TailedEvent(
                    it.stream.name,
                    call.groupArn(it.stream.group),
                    it.event.message,
                    it.event.timestamp,
                    it.ingestedAt,
                )
            }
        val metadata = LiveTailEvents.Metadata(sampled = found.size > MOST)
        return LiveTailEvents(sessionUpdate = LiveTailEvents.SessionUpdate(metadata, shown))
    }

    private companion object {
        /** Events of an update; of more a sample is shown. */
        const val MOST = 500
        val LONGEST = 3.hours
    }
}
