package io.mockaws.services.lambda.run

import io.mockaws.engine.AwsFault
import io.mockaws.engine.World
import io.mockaws.engine.delivery.EventParts
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.TopicLog
import io.mockaws.engine.delivery.TopicRecord
import io.mockaws.engine.delivery.deliver
import io.mockaws.kit.Arn
import io.mockaws.kit.stream.DueReading
import io.mockaws.kit.stream.ReadingProgress
import io.mockaws.kit.stream.RecordFilter
import io.mockaws.services.lambda.async.DestinationRecord
import io.mockaws.services.lambda.mapping.EventSourceMapping
import io.mockaws.services.lambda.mapping.TopicEvent
import io.mockaws.services.lambda.mapping.TopicPositions
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.LambdaState
import io.mockaws.services.lambda.state.progress
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

/** What [mapping] reads; null where nothing runs there. */
private fun logOf(
    mapping: EventSourceMapping,
    world: World,
): TopicLog? {
    val arn = mapping.eventSourceArn?.let { Arn.parse(it) }
    return world.links.deliveries.topics?.log(arn, mapping.servers, world)
}

/** When [mapping] has something to read. Records have come, by the mock's clock, when it first comes upon them. */
internal fun LambdaState.topicsDue(
    mapping: EventSourceMapping,
    world: World,
): DueReading? {
    val log = logOf(mapping, world) ?: return null
    if (FunctionRunner.of(world).isReading(mapping.uuid)) return null
    val progress = now.progress[mapping.uuid] ?: ReadingProgress(mapping.uuid)
    val seen = FunctionRunner.of(world).seen
    val unread = TopicPositions.parse(progress.position).unread(log, mapping.topics.orEmpty())
    if (unread <= 0) {
        seen.remove(mapping.uuid)
        return null
    }
    val since = seen.computeIfAbsent(mapping.uuid) { world.clock.now() }
    val isWhole = unread >= mapping.batchSize || progress.attempts > 0
    val due = if (isWhole) since else since + mapping.window.seconds
    return DueReading("", progress.notBefore?.let { maxOf(it, due) } ?: due)
}

/** Where [mapping] begins: null for the beginning. */
internal fun LambdaCall.topicsStart(mapping: EventSourceMapping): ReadingProgress? {
    val log = logOf(mapping, world) ?: return null
    val topics = mapping.topics.orEmpty()
    val position =
        when (mapping.startingPosition) {
            "LATEST" -> TopicPositions.end(log, topics)

            "AT_TIMESTAMP" -> mapping.startingTimestamp?.let {
                TopicPositions.at(log, topics, it.toEpochMilliseconds())
            }

            else -> null
        }
    return position?.let { ReadingProgress(mapping.uuid, position = it.toString()) }
}

/**
 * Reads the next batch of topics and has the function handle it, again and again until it succeeds or there are no attempts
 * left.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html
 */
internal suspend fun LambdaCall.readTopics(mapping: EventSourceMapping) {
    val log = logOf(mapping, world) ?: return
    val progress = progressOf(mapping)
    val batch = TopicPositions.parse(progress.position).next(log, mapping.topics.orEmpty(), mapping.batchSize)
    FunctionRunner.of(world).seen.remove(mapping.uuid)
    val past = ReadingProgress(mapping.uuid, position = batch.after.toString())
    val wanted = batch.records.filter { RecordFilter.admits(mapping.rules.patterns, TopicEvent.filterable(it)) }
    if (wanted.isEmpty()) return note(mapping, "", null) { past }
    val requestId = ids.uuid()
    val outcome =
        try {
            invokeMapped(mapping, TopicEvent.of(wanted, mapping.eventSourceArn, log.servers), requestId) ?: return
        } catch (throttled: AwsFault) {
            if (throttled.error.code != "TooManyRequestsException") throw throttled
            val later = clock.now() + ReadingProgress.backoff(progress.delays)
            return note(mapping, "", null) { it.copy(notBefore = later, delays = it.delays + 1) }
        }
    if (!outcome.isFailed) return note(mapping, "", "OK") { past }
    val attempts = progress.attempts + 1
    val retries = mapping.maximumRetries ?: -1
    if (retries in 0..<attempts) {
        note(mapping, "", PROBLEM) { past }
        return giveUp(mapping, log, wanted, requestId, attempts)
    }
    val later = clock.now() + ReadingProgress.backoff(attempts - 1)
    note(mapping, "", PROBLEM) { it.copy(notBefore = later, attempts = attempts, delays = 0) }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure.html */
private fun LambdaCall.giveUp(
    mapping: EventSourceMapping,
    log: TopicLog,
    records: List<TopicRecord>,
    requestId: String,
    attempts: Int,
) {
    val destination = mapping.destinations?.onFailure?.destination?.let { Arn.parse(it) } ?: return
    val record =
        buildJsonObject {
            putJsonObject("requestContext") {
                put("requestId", requestId)
                put("functionArn", functionArnOf(mapping))
                put("condition", "RetryAttemptsExhausted")
                put("approximateInvokeCount", attempts)
            }
            putJsonObject("responseContext") {
                put("statusCode", OK)
                put("executedVersion", nameOf(mapping.functionArn).second ?: "\$LATEST")
                put("functionError", "Unhandled")
            }
            put("version", "1.0")
            put("timestamp", DestinationRecord.shown(clock.now()))
            putJsonObject("KafkaBatchInfo") {
                put("batchSize", records.size)
                mapping.eventSourceArn?.let { put("eventSourceArn", it) }
                put("bootstrapServers", log.servers)
                put("payloadSize", records.sumOf { it.value?.size ?: 0 })
                putJsonObject("recordInfo") {
                    put("offset", "${records.first().offset}")
                    put("timestamp", Instant.fromEpochMilliseconds(records.first().timestamp).toString())
                }
            }
        }
    val event = EventParts("lambda", "Lambda Function Invocation Result - Failure", listOf(mapping.functionArn))
    deliver(Parcel(record.toString(), PRINCIPAL, mapping.functionArn, event = event), destination)
}

private const val PROBLEM = "PROBLEM: Function call failed"
private const val OK = 200
