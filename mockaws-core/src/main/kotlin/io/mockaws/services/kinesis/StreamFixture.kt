package io.mockaws.services.kinesis

import io.mockaws.engine.AwsFault
import io.mockaws.engine.settle
import io.mockaws.services.kinesis.op.PutRecordInput
import io.mockaws.services.kinesis.op.putRecord
import io.mockaws.services.kinesis.op.shown
import io.mockaws.services.kinesis.state.FoundStream
import io.mockaws.services.kinesis.state.KinesisCall
import io.mockaws.services.kinesis.state.STREAMS
import io.mockaws.services.kinesis.state.records
import io.mockaws.services.kinesis.state.removeAll
import io.mockaws.services.kinesis.state.stream
import io.mockaws.services.kinesis.stream.StreamedRecord
import io.mockaws.testing.Calls
import io.mockaws.testing.MadeHere
import io.mockaws.wire.Blob
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** One stream as a test sees it. */
public class StreamFixture internal constructor(
    /** The stream's name. */
    @get:JvmName("name")
    public val name: String,
    private val context: () -> KinesisCall,
    private val journal: () -> Calls,
    private val made: MadeHere? = null,
) {
    /** What the mock's journal has of Kinesis Data Streams, for any stream. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /** The stream's Amazon Resource Name. */
    @get:JvmName("arn")
    public val arn: String get() = found().stream.arn

    /** The ids of the shards that take records, by their hash keys. */
    @get:JvmName("openShards")
    public val openShards: List<String> get() = found().stream.open.sortedBy { it.first }.map { it.id }

    /**
     * Whether the stream refuses what is more than AWS takes and gives: of each shard 1,000 records and a MiB a second to write, 5
     * reads and 2 MiB a second, by the mock's clock. Off unless set, so that a test writes as fast as it can, or while its
     * clock stands.
     */
    @get:JvmName("isThrottled")
    @set:JvmName("isThrottled")
    public var isThrottled: Boolean
        get() = found().stream.isThrottled
        set(value) {
            found().update { it.copy(isThrottled = value) }
        }

    /**
     * Puts a record as a producer would.
     *
     * @param data the content, as UTF-8
     * @param partitionKey what decides about the shard
     * @return the record's sequence number
     * @throws IllegalArgumentException when AWS would refuse the record
     * @throws IllegalStateException when the stream was deleted
     */
    @JvmOverloads
    public fun put(
        data: String,
        partitionKey: String = "key",
    ): String = put(data.encodeToByteArray(), partitionKey)

    /** The same with bytes; they must not be changed afterwards. */
    public fun put(
        data: ByteArray,
        partitionKey: String,
    ): String {
        val call = found().call
        try {
            return putRecord(PutRecordInput(name, Blob(data), partitionKey), call).sequenceNumber.also { call.settle() }
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }
    }

    /**
     * The records that are in the stream, shard by shard, the oldest of each first. What is older than the stream's retention
     * period is not among them.
     *
     * @throws IllegalStateException when the stream was deleted
     */
    public fun records(): List<StreamRecord> {
        val found = found()
        val tables = found.call.state.now
        val all =
            found.stream.shards.flatMap { shard ->
                tables.records(found.stream, shard).map { (index, record) ->
                    StreamRecord(shard.id, shown(shard, index, record).sequenceNumber, record)
                }
            }
        if (all.isEmpty()) made?.checkLook()
        return all
    }

    /** Deletes the stream with all that is in it. */
    public fun delete() {
        val found = found()
        found.call.state.write { removeAll(found.stream) }
        found.call.state.arrivals.fire()
    }

    override fun toString(): String = "StreamFixture($name)"

    private fun found(): FoundStream {
        val call = context()
        check(name in call.state.now[STREAMS]) { "The stream $name does not exist (any more)" }
        return call.stream(name)
    }
}

/** A record of a stream. */
public class StreamRecord internal constructor(
    /** The shard that it is in: `shardId-000000000000`. */
    @get:JvmName("shardId")
    public val shardId: String,
    /** Its number, which grows from record to record of a shard. */
    @get:JvmName("sequenceNumber")
    public val sequenceNumber: String,
    private val record: StreamedRecord,
) {
    /** What decided about its shard. */
    @get:JvmName("partitionKey")
    public val partitionKey: String get() = record.partitionKey

    /** Its content, read as UTF-8. */
    @get:JvmName("data")
    public val data: String get() = record.data.bytes.decodeToString()

    /** Its content, a copy. */
    @get:JvmName("bytes")
    public val bytes: ByteArray get() = record.data.bytes.copyOf()

    /** When it came, by the mock's clock. */
    @get:JvmSynthetic
    public val at: Instant get() = record.at

    /** [at] for Java. */
    @JvmName("at")
    public fun atJava(): java.time.Instant = record.at.toJavaInstant()

    override fun toString(): String = "StreamRecord($partitionKey: $data)"
}
