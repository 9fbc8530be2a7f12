package io.mockaws.services.events.op

import io.mockaws.kit.Arn
import io.mockaws.services.events.bus.ARCHIVES
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.bus.EventsFaults
import io.mockaws.services.events.bus.EventsLimits
import io.mockaws.services.events.bus.REPLAYS
import io.mockaws.services.events.bus.Replay
import io.mockaws.services.events.bus.archiveArn
import io.mockaws.services.events.bus.bus
import io.mockaws.services.events.bus.busArn
import io.mockaws.services.events.bus.replayArn
import io.mockaws.services.events.bus.ruleArn
import io.mockaws.services.events.delivery.dispatch
import kotlinx.serialization.Serializable
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

@Serializable
internal data class StartReplayRequest(
    val replayName: String,
    val description: String? = null,
    val eventSourceArn: String,
    val eventStartTime: Instant,
    val eventEndTime: Instant,
    val destination: ReplayDestination,
)

@Serializable
internal data class ReplayDestination(
    val arn: String,
    val filterArns: List<String>? = null,
)

@Serializable
internal data class StartReplayResponse(
    val replayArn: String,
    val state: String,
    val replayStartTime: Instant,
)

@Serializable
internal data class ReplayRequest(
    val replayName: String,
)

@Serializable
internal data class CancelReplayResponse(
    val replayArn: String,
    val state: String,
)

@Serializable
internal data class DescribeReplayResponse(
    val replayName: String,
    val replayArn: String,
    val description: String? = null,
    val state: String,
    val eventSourceArn: String,
    val destination: ReplayDestination,
    val eventStartTime: Instant,
    val eventEndTime: Instant,
    val eventLastReplayedTime: Instant? = null,
    val replayStartTime: Instant,
    val replayEndTime: Instant? = null,
)

@Serializable
internal data class ListReplaysRequest(
    val namePrefix: String? = null,
    val state: String? = null,
    val eventSourceArn: String? = null,
    val nextToken: String? = null,
    val limit: Int? = null,
)

@Serializable
internal data class ListReplaysResponse(
    val replays: List<ShownReplay>,
    val nextToken: String? = null,
) {
    @Serializable
    data class ShownReplay(
        val replayName: String,
        val eventSourceArn: String,
        val state: String,
        val eventStartTime: Instant,
        val eventEndTime: Instant,
        val eventLastReplayedTime: Instant? = null,
        val replayStartTime: Instant,
        val replayEndTime: Instant? = null,
    )
}

/**
 * Events are there at once; the replay itself takes a second, in which it can be cancelled.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_StartReplay.html
 */
internal fun startReplay(
    request: StartReplayRequest,
    call: EventsCall,
): StartReplayResponse {
    val destination = Arn.parse(request.destination.arn)
    if (destination == null || !destination.resource.startsWith("event-bus/")) throw EventsFaults.destinationIsNoBus()
    val bus = call.bus(request.destination.arn).name
    if (destination.place != call.place) throw EventsFaults.otherBus()
    val source = Arn.parse(request.eventSourceArn)?.resource.orEmpty()
    if (!source.startsWith("archive/")) throw EventsFaults.notAnArchive()
    val name = source.removePrefix("archive/")
    val archive =
        call.state.now[ARCHIVES][name] ?: throw EventsFaults.noArchiveToReplay(name)
    if (archive.bus != bus) throw EventsFaults.otherBus()
    if (request.eventEndTime <= request.eventStartTime) throw EventsFaults.endBeforeStart()
    val now = call.now()
    val rules = request.destination.filterArns.orEmpty()
    val events =
        call.keptIn(archive).map { it.event }.filter {
            it.time >= request.eventStartTime &&
                it.time < request.eventEndTime
        }
    val replay =
        Replay(
            request.replayName,
            archive.name,
            bus,
            request.description,
            rules,
            request.eventStartTime,
            request.eventEndTime,
            startedAt = now,
            endsAt = now + 1.seconds,
            lastEventAt = events.maxOfOrNull { it.time },
        )
    call.state.write {
        if (replay.name in this[REPLAYS]) throw EventsFaults.replayExists(replay.name)
        if (this[REPLAYS].values.count { now < it.endsAt } >= EventsLimits.RUNNING_REPLAYS) throw EventsFaults.tooMany()
        this[REPLAYS, replay.name] = replay
    }
    for (event in events) {
        val again = event.copy(replayName = replay.name)
        call.state.rulesFor(again, bus).filter { rules.isEmpty() || call.ruleArn(it) in rules }
            .forEach { call.dispatch(again, it) }
    }
    return StartReplayResponse(call.replayArn(replay.name), replay.stateAt(now), now)
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CancelReplay.html */
internal fun cancelReplay(
    request: ReplayRequest,
    call: EventsCall,
): CancelReplayResponse {
    val now = call.now()
    call.state.write {
        val replay = this[REPLAYS][request.replayName] ?: throw EventsFaults.noReplay(request.replayName)
        if (replay.isCancelled || now >= replay.endsAt) throw EventsFaults.replayIsOver(replay.name)
        this[REPLAYS, replay.name] = replay.copy(isCancelled = true)
    }
    return CancelReplayResponse(call.replayArn(request.replayName), "CANCELLING")
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeReplay.html */
internal fun describeReplay(
    request: ReplayRequest,
    call: EventsCall,
): DescribeReplayResponse {
    val replay = call.state.now[REPLAYS][request.replayName] ?: throw EventsFaults.noReplay(request.replayName)
    val now = call.now()
    return DescribeReplayResponse(
        replay.name,
        call.replayArn(replay.name),
        replay.description,
        replay.stateAt(now),
        call.archiveArn(replay.archive),
        ReplayDestination(call.busArn(replay.bus), replay.rules.ifEmpty { null }),
        replay.from,
        replay.until,
        replay.lastEventAt,
        replay.startedAt,
        replay.endsAt.takeIf { now >= it },
    )
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListReplays.html */
internal fun listReplays(
    request: ListReplaysRequest,
    call: EventsCall,
): ListReplaysResponse {
    val filters = listOfNotNull(request.namePrefix, request.state, request.eventSourceArn)
    if (filters.size > 1) throw EventsFaults.oneFilterOnly("ListReplays")
    val now = call.now()
    val found =
        call.state.now[REPLAYS].values.filter {
            it.name.startsWith(request.namePrefix.orEmpty()) &&
                (request.state == null || it.stateAt(now) == request.state) &&
                (request.eventSourceArn == null || call.archiveArn(it.archive) == request.eventSourceArn)
        }.sortedBy { it.name }
    val page = page(found, filters, request.limit, request.nextToken) { it.name }
    val shown =
        page.items.map {
            ListReplaysResponse.ShownReplay(
                it.name,
                call.archiveArn(it.archive),
                it.stateAt(now),
                it.from,
                it.until,
                it.lastEventAt,
                it.startedAt,
                it.endsAt.takeIf { end -> now >= end },
            )
        }
    return ListReplaysResponse(shown, page.nextToken)
}
