package io.mockaws.services.firehose

import io.mockaws.engine.AwsFault
import io.mockaws.services.firehose.op.createDeliveryStream
import io.mockaws.services.firehose.state.FirehoseCall
import io.mockaws.services.firehose.state.STREAMS
import io.mockaws.testing.Calls

/**
 * Amazon Data Firehose as a test sees it: `aws.firehose.stream("logs", "bucket")`. Works in the account and region of the mock,
 * touches memory only, and leaves no calls in the journal. What streams deliver is in the journal.
 */
public class FirehoseFixture internal constructor(
    private val context: () -> FirehoseCall,
    private val journal: () -> Calls,
) {
    /** The delivery stream [name], to look into. Makes nothing. */
    public fun stream(name: String): DeliveryStreamFixture = DeliveryStreamFixture(name, context, journal)

    /**
     * The delivery stream [name], made if there is none: it takes records directly and brings them to [bucket] when there are 5
     * MiB of them, or after five minutes.
     *
     * @param bucket the name of a bucket of the mock's
     * @param prefix what the keys of objects begin with, as AWS takes it: `logs/!{timestamp:yyyy/MM/dd}/`
     * @throws IllegalArgumentException when AWS would refuse it
     */
    @JvmOverloads
    public fun stream(
        name: String,
        bucket: String,
        prefix: String? = null,
    ): DeliveryStreamFixture {
        val call = context()
        if (name in call.state.now[STREAMS]) return stream(name)
        val destination =
            buildMap<String, Any?> {
                put("RoleARN", "arn:aws:iam::${call.account}:role/firehose")
                put("BucketARN", "arn:aws:s3:::$bucket")
                prefix?.let { put("Prefix", it) }
                if (prefix.orEmpty().contains("!{")) put("ErrorOutputPrefix", "failed/")
            }
        try {
            createDeliveryStream(
                mapOf("DeliveryStreamName" to name, "ExtendedS3DestinationConfiguration" to destination),
                call
            )
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }
        return stream(name)
    }

    /** Every delivery stream of the mock's account and region, by name. */
    public fun streams(): List<DeliveryStreamFixture> = context().state.now[STREAMS].keys.sorted().map { stream(it) }

    override fun toString(): String = "FirehoseFixture(${context().state.now[STREAMS].keys.sorted()})"
}
