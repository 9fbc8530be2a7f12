package io.mockaws.services.firehose

import io.mockaws.engine.AwsFault
import io.mockaws.engine.settle
import io.mockaws.services.firehose.op.PutRecordInput
import io.mockaws.services.firehose.op.Record
import io.mockaws.services.firehose.op.putRecord
import io.mockaws.services.firehose.run.flush
import io.mockaws.services.firehose.state.BUFFERS
import io.mockaws.services.firehose.state.FirehoseCall
import io.mockaws.services.firehose.state.STREAMS
import io.mockaws.services.firehose.state.TAKEN
import io.mockaws.services.firehose.stream.DeliveryStream
import io.mockaws.testing.Calls
import io.mockaws.testing.noSuch
import io.mockaws.wire.Blob

/** One delivery stream as a test sees it. */
public class DeliveryStreamFixture internal constructor(
    /** The stream's name. */
    @get:JvmName("name")
    public val name: String,
    private val context: () -> FirehoseCall,
    private val journal: () -> Calls,
) {
    /** What the mock's journal has of Firehose, for any stream. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /** The stream's Amazon Resource Name. */
    @get:JvmName("arn")
    public val arn: String get() = stream().arn

    /**
     * The records that the stream has taken, read as UTF-8, the oldest first, wherever they are by now: the last 10,000 of all
     * streams.
     *
     * @throws NoSuchElementException when there is no such stream
     */
    public fun records(): List<String> {
        val stream = stream()
        return context().state.now[TAKEN].values.filter { it.stream == stream.name }.sortedBy { it.number }
            .map { it.data.bytes.decodeToString() }
    }

    /** How many records wait for others, or for the time when they are delivered. */
    @get:JvmName("waiting")
    public val waiting: Int get() = context().state.now[BUFFERS][stream().name]?.records?.size ?: 0

    /**
     * Puts a record as a producer would.
     *
     * @param data the content, as UTF-8
     * @throws IllegalArgumentException when AWS would refuse the record
     * @throws NoSuchElementException when there is no such stream
     */
    public fun put(data: String): DeliveryStreamFixture {
        stream()
        val call = context()
        try {
            putRecord(PutRecordInput(name, Record(Blob(data.encodeToByteArray()))), call)
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }
        call.settle()
        return this
    }

    /** Delivers what waits now, without waiting for its time. */
    public fun deliver(): DeliveryStreamFixture {
        val call = context()
        call.flush(stream().name)
        call.settle()
        return this
    }

    override fun toString(): String = "DeliveryStreamFixture($name)"

    private fun stream(): DeliveryStream =
        context().state.now[STREAMS].let { it[name] ?: throw noSuch("delivery stream", name, it.keys) }
}
