package io.mockaws.services.kinesis

import io.mockaws.engine.AwsFault
import io.mockaws.services.kinesis.op.CreateStreamInput
import io.mockaws.services.kinesis.op.createStream
import io.mockaws.services.kinesis.state.KinesisCall
import io.mockaws.services.kinesis.state.STREAMS
import io.mockaws.services.kinesis.state.removeAll
import io.mockaws.testing.Calls
import io.mockaws.testing.MadeHere

/**
 * Amazon Kinesis Data Streams as a test sees it: `aws.kinesis.stream("clicks")`. Works in the account and region of the
 * mock, touches memory only, and leaves no calls in the journal.
 */
public class KinesisFixture internal constructor(
    private val context: () -> KinesisCall,
    private val journal: () -> Calls,
) {
    /**
     * The stream [name], made with one shard if there is none. A statement that makes it and looks into it at once fails: it
     * has misspelt the name.
     *
     * @param name 1 to 128 letters, digits, dots, hyphens and underscores
     * @throws IllegalArgumentException for another name
     */
    public fun stream(name: String): StreamFixture = stream(name, 1)

    /**
     * The stream [name], made with [shards] shards if there is none.
     *
     * @throws IllegalArgumentException when AWS would refuse it
     */
    public fun stream(
        name: String,
        shards: Int,
    ): StreamFixture {
        require(name.length in 1..LONGEST && NAME.matches(name)) { "No stream can be called \"$name\"" }
        require(shards > 0) { "A stream has at least one shard" }
        val call = context()
        val others = call.state.now[STREAMS].keys
        if (name in others) return StreamFixture(name, context, journal)
        try {
            createStream(CreateStreamInput(name, shards), call)
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }
        val made =
            MadeHere(javaClass, "stream", name, others) {
                call.state.write { this[STREAMS][name]?.let { removeAll(it) } }
            }
        return StreamFixture(name, context, journal, made)
    }

    /** Every stream of the mock's account and region, by name. */
    public fun streams(): List<StreamFixture> =
        context().state.now[STREAMS].keys.sorted().map { StreamFixture(it, context, journal) }

    override fun toString(): String = "KinesisFixture(${context().state.now[STREAMS].keys.sorted()})"

    private companion object {
        const val LONGEST = 128
        val NAME = Regex("[a-zA-Z0-9_.-]+")
    }
}
