package io.mockaws.kit.stream

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.delivery.SourceRecord
import io.mockaws.engine.delivery.StreamSource
import io.mockaws.kit.Arn
import kotlin.time.Instant

/** What became of a batch. */
internal class BatchOutcome(
    /** The answer of who handled it; null for none. */
    val payload: String? = null,
    /** Whether the batch as a whole has failed. */
    val isFailed: Boolean = false,
)

/** Records that are given up. */
internal class GivenUp(
    val records: List<SourceRecord>,
    /** In AWS's words: `RetryAttemptsExhausted`. */
    val condition: String,
    val attempts: Int,
    val requestId: String,
    /** What became of the last attempt; null where there was none. */
    val outcome: BatchOutcome?,
)

/**
 * Reads the next batch of a shard and has it handled, again and again until that succeeds, the records are too old, or there
 * are no attempts left.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 */
internal abstract class StreamReader(
    private val call: CallContext<*>,
    private val arn: Arn,
    private val shard: String,
    private val rules: ReadingRules,
) {
    protected abstract val progress: ReadingProgress

    /** Notes how far it has come; [isOk] says how a batch went, and is null where none was handled. */
    protected abstract fun note(
        isOk: Boolean?,
        change: (ReadingProgress) -> ReadingProgress,
    )

    /**
     * Handles [records].
     *
     * @param window the one that they are in; null where there are none
     * @param isEnd whether it is over, and there are no records of it any more
     * @return null where there is nobody any more to handle them
     * @throws TooManyReadersAtOnce to be tried again later, as if nothing had happened
     */
    protected abstract suspend fun handle(
        records: List<SourceRecord>,
        requestId: String,
        window: TumblingWindow?,
        isEnd: Boolean,
    ): BatchOutcome?

    /** Tells of what was given up. */
    protected abstract fun giveUp(what: GivenUp)

    suspend fun read() {
        val stream = call.world.links.deliveries.source(arn) as? StreamSource ?: return
        val source = Lanes.of(stream, rules.lanes)
        val start = progress
        val most = start.limit ?: rules.batchSize
        val all = source.read(arn, shard, start.position, most, call.world).upTo(start.until)
        val window = start.window ?: TumblingWindow.of(all.firstOrNull()?.at, rules)
        if (start.window?.isEarly == true) return end(start.window)
        val read = if (window == null) all else all.takeWhile { it.at < window.end }
        if (read.isEmpty()) {
            if (start.window != null && call.clock.now() >= start.window.end) return end(start.window)
            return note(null) { it.copy(limit = null, until = null) }
        }
        if (isTooOld(read.first().at)) return dropOld(read)
        val wanted = read.filter { RecordFilter.admits(rules.patterns, it.json) }
        if (wanted.isEmpty()) return note(null) { it.past(read.last()) }
        val requestId = call.ids.uuid()
        val handled = tried(wanted, requestId, window, isEnd = false) ?: return
        val next = window?.after(handled.payload)
        // Who keeps no state in a window has failed.
        val outcome = if (window != null && next == null) BatchOutcome(handled.payload, isFailed = true) else handled
        val failedFrom = failedFrom(outcome, read, wanted)
        if (failedFrom != null) return failed(read, failedFrom, requestId, outcome)
        note(true) { it.past(read.last()).copy(window = next) }
    }

    /** Null where nobody handles it now. */
    private suspend fun tried(
        records: List<SourceRecord>,
        requestId: String,
        window: TumblingWindow?,
        isEnd: Boolean,
    ): BatchOutcome? =
        try {
            handle(records, requestId, window, isEnd)
        } catch (_: TooManyReadersAtOnce) {
            val later = call.clock.now() + ReadingProgress.backoff(progress.delays)
            note(null) { it.copy(notBefore = later, delays = it.delays + 1) }
            null
        }

    /** Has the end of [window] handled, which is over; again as often as a batch. */
    private suspend fun end(window: TumblingWindow) {
        val outcome = tried(emptyList(), call.ids.uuid(), window, isEnd = true) ?: return
        val attempts = progress.attempts + 1
        val isOver = !outcome.isFailed || rules.maximumRetries.let { it != null && attempts > it }
        val later = call.clock.now() + ReadingProgress.backoff(attempts - 1)
        note(!outcome.isFailed) {
            if (isOver) {
                it.copy(window = null, attempts = 0, notBefore = null, delays = 0)
            } else {
                it.copy(attempts = attempts, notBefore = later)
            }
        }
    }

    private fun isTooOld(at: Instant) = rules.maximumAge.let { it != null && call.clock.now() - at > it }

    private fun List<SourceRecord>.upTo(until: String?): List<SourceRecord> {
        val end = indexOfFirst { it.sequenceNumber == until }
        return if (end < 0) this else subList(0, end + 1)
    }

    private fun ReadingProgress.past(record: SourceRecord): ReadingProgress {
        val isEnd = until == null || until == record.sequenceNumber
        val end = if (isEnd) null else until
        return ReadingProgress(reader, shard, record.sequenceNumber, until = end, window = window)
    }

    /** The first record that is to be tried again; null where all are done. */
    private fun failedFrom(
        outcome: BatchOutcome,
        read: List<SourceRecord>,
        wanted: List<SourceRecord>,
    ): SourceRecord? {
        if (outcome.isFailed) return read.first()
        if (!rules.reportsItems || outcome.payload == null) return null
        val known = wanted.mapTo(HashSet()) { it.sequenceNumber }
        val failures = BatchResponse.failures(outcome.payload, known) ?: return read.first()
        return wanted.firstOrNull { it.sequenceNumber in failures }
    }

    /** What comes of a batch that has failed from the record [from] on. */
    private fun failed(
        read: List<SourceRecord>,
        from: SourceRecord,
        requestId: String,
        outcome: BatchOutcome,
    ) {
        val rest = read.dropWhile { it !== from }
        val before = read.takeWhile { it !== from }.lastOrNull()?.sequenceNumber
        val isCut = rules.bisects && rest.size > 1
        val attempts = progress.attempts + 1
        if (!isCut && rules.maximumRetries.let { it != null && attempts > it }) {
            note(false) { it.past(read.last()) }
            return giveUp(GivenUp(rest, "RetryAttemptsExhausted", attempts, requestId, outcome))
        }
        val later = call.clock.now() + ReadingProgress.backoff(attempts - 1)
        note(false) { progress ->
            progress.copy(
                position = before ?: progress.position,
                notBefore = later,
                attempts = if (isCut) progress.attempts else attempts,
                limit = if (isCut) (rest.size + 1) / 2 else rest.size,
                until = if (isCut) progress.until ?: read.last().sequenceNumber else progress.until,
                delays = 0,
            )
        }
    }

    /** Drops records that are older than they are wanted. */
    private fun dropOld(read: List<SourceRecord>) {
        val old = read.takeWhile { isTooOld(it.at) }
        val attempts = progress.attempts
        note(false) { it.past(old.last()) }
        giveUp(GivenUp(old, "RecordAgeExceeded", attempts, call.ids.uuid(), null))
    }
}

/** Says that a batch cannot be handled now, and nothing is wrong with it. */
internal class TooManyReadersAtOnce(
    refused: AwsFault,
) : RuntimeException(refused.message, refused, false, false)
