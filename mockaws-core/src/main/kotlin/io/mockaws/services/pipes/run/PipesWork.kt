package io.mockaws.services.pipes.run

import io.mockaws.engine.World
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.SourceRecord
import io.mockaws.engine.delivery.deliver
import io.mockaws.kit.Arn
import io.mockaws.kit.part
import io.mockaws.kit.stream.BatchOutcome
import io.mockaws.kit.stream.GivenUp
import io.mockaws.kit.stream.QueueReader
import io.mockaws.kit.stream.QueueRecord
import io.mockaws.kit.stream.ReadingProgress
import io.mockaws.kit.stream.StreamReader
import io.mockaws.kit.stream.TumblingWindow
import io.mockaws.kit.text
import io.mockaws.services.pipes.pipe.PIPES
import io.mockaws.services.pipes.pipe.PROGRESS
import io.mockaws.services.pipes.pipe.Pipe
import io.mockaws.services.pipes.pipe.PipesCall
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject
import java.util.concurrent.ConcurrentHashMap

/** What pipes handle at this moment, by pipe and shard. */
internal class Readers private constructor() : AutoCloseable {
    private val busy: MutableSet<String> = ConcurrentHashMap.newKeySet()

    fun isBusy(key: String): Boolean = key in busy

    suspend fun reading(
        key: String,
        action: suspend () -> Unit,
    ) {
        if (!busy.add(key)) return
        try {
            action()
        } finally {
            busy.remove(key)
        }
    }

    override fun close() = busy.clear()

    companion object {
        fun of(world: World): Readers = world.running.part("pipes") { Readers() }
    }
}

/** Reads what is due first, and brings it to the pipe's target. */
internal suspend fun PipesCall.work() {
    val readers = Readers.of(world)
    val (pipe, due) = state.nextRead(world, readers::isBusy) ?: return
    val arn = pipe.sourceArn ?: return
    if (pipe.isStream) {
        readers.reading(ReadingProgress.keyOf(pipe.name, due.shard)) { PipedStream(this, pipe, arn, due.shard).read() }
    } else {
        PipedQueue(this, pipe, arn).read()
    }
}

private fun PipesCall.progress(
    pipe: Pipe,
    shard: String,
): ReadingProgress = state.now[PROGRESS][ReadingProgress.keyOf(pipe.name, shard)] ?: ReadingProgress(pipe.name, shard)

/** Notes how far [pipe] has come, if it is still there. */
private fun PipesCall.note(
    pipe: Pipe,
    shard: String,
    change: (ReadingProgress) -> ReadingProgress,
) = state.write {
    if (pipe.name !in this[PIPES]) return@write
    val key = ReadingProgress.keyOf(pipe.name, shard)
    this[PROGRESS, key] = change(this[PROGRESS][key] ?: ReadingProgress(pipe.name, shard))
}

private class PipedQueue(
    private val call: PipesCall,
    private val pipe: Pipe,
    arn: Arn,
) : QueueReader(call, arn, pipe.rules, SENDER) {
    override val progress: ReadingProgress get() = call.progress(pipe, "")

    override fun note(change: (ReadingProgress) -> ReadingProgress) = call.note(pipe, "", change)

    override suspend fun handle(records: List<QueueRecord>): BatchOutcome =
        call.bring(pipe, records.map { PipedEvent(it.json, it.id) })
}

private class PipedStream(
    private val call: PipesCall,
    private val pipe: Pipe,
    private val arn: Arn,
    private val shard: String,
) : StreamReader(call, arn, shard, pipe.rules) {
    override val progress: ReadingProgress get() = call.progress(pipe, shard)

    override fun note(
        isOk: Boolean?,
        change: (ReadingProgress) -> ReadingProgress,
    ) = call.note(pipe, shard, change)

    override suspend fun handle(
        records: List<SourceRecord>,
        requestId: String,
        window: TumblingWindow?,
        isEnd: Boolean,
    ): BatchOutcome = call.bring(pipe, records.map { PipedEvent(shown(it), it.sequenceNumber) })

    /** Records of Kinesis have their members at the top. */
    private fun shown(record: SourceRecord): JsonObject {
        val own = record.json.part("kinesis")
        val whole = if (own == null) record.json else JsonObject(own + (record.json - "kinesis"))
        return JsonObject(whole + ("eventSourceARN" to JsonPrimitive(arn.toString())))
    }

    /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-error-troubleshooting.html */
    override fun giveUp(what: GivenUp) {
        val destination = pipe.sourceParameters?.part("DeadLetterConfig")?.text("Arn")?.let { Arn.parse(it) } ?: return
        val letter =
            buildJsonObject {
                putJsonObject("context") {
                    put("partnerResourceArn", pipe.arn)
                    put("condition", what.condition)
                    put("approximateInvokeCount", what.attempts)
                }
                put("version", "1.0")
                put("timestamp", call.now().toString())
                putJsonObject(if (arn.service == "kinesis") "KinesisBatchInfo" else "DDBStreamBatchInfo") {
                    put("shardId", shard)
                    put("startSequenceNumber", what.records.first().sequenceNumber)
                    put("endSequenceNumber", what.records.last().sequenceNumber)
                    put("approximateArrivalOfFirstRecord", what.records.first().at.toString())
                    put("approximateArrivalOfLastRecord", what.records.last().at.toString())
                    put("batchSize", what.records.size)
                    put("streamArn", arn.toString())
                }
            }
        call.deliver(Parcel(letter.toString(), SENDER, pipe.arn), destination)
    }
}

/** Whom sources and targets see as the caller. */
internal const val SENDER: String = "pipes.amazonaws.com"
