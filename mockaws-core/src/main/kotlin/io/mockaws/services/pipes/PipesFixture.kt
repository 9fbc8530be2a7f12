package io.mockaws.services.pipes

import io.mockaws.engine.AwsFault
import io.mockaws.engine.settle
import io.mockaws.services.pipes.op.createPipe
import io.mockaws.services.pipes.pipe.PIPES
import io.mockaws.services.pipes.pipe.PipesCall
import io.mockaws.testing.Calls

/**
 * Amazon EventBridge Pipes as a test sees it: `aws.pipes.pipe("orders", queue.arn, function.arn)`. Works in the account and
 * region of the mock, touches memory only, and leaves no calls in the journal. What pipes do is in the journal.
 */
public class PipesFixture internal constructor(
    private val context: () -> PipesCall,
    private val journal: () -> Calls,
) {
    /** What the mock's journal has of Pipes. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /** The names of all pipes of the mock's account and region, in order. */
    @get:JvmName("names")
    public val names: List<String> get() = context().state.now[PIPES].keys.sorted()

    /**
     * Makes the pipe [name] from [source] to [target]; a stream is read from its beginning.
     *
     * @param source the ARN of a queue, or of a stream of Kinesis or DynamoDB
     * @param target the ARN of what gets what is read
     * @param filter a pattern of what is wanted, as rules of EventBridge have it; all unless given
     * @throws IllegalArgumentException when there is one of that name, or AWS would refuse it
     */
    @JvmOverloads
    public fun pipe(
        name: String,
        source: String,
        target: String,
        filter: String? = null,
    ) {
        val call = context()
        val start =
            when {
                ":kinesis:" in source -> mapOf("KinesisStreamParameters" to mapOf("StartingPosition" to "TRIM_HORIZON"))

                ":dynamodb:" in source -> mapOf(
                    "DynamoDBStreamParameters" to mapOf("StartingPosition" to "TRIM_HORIZON")
                )

                else -> emptyMap()
            }
        val filters = filter?.let {
            mapOf("FilterCriteria" to mapOf("Filters" to listOf(mapOf("Pattern" to it))))
        }.orEmpty()
        try {
            createPipe(
                mapOf(
                    "Name" to name,
                    "Source" to source,
                    "Target" to target,
                    "RoleArn" to "arn:aws:iam::${call.account}:role/pipes",
                    "SourceParameters" to start + filters,
                ),
                call,
            )
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }
        call.settle()
    }

    override fun toString(): String = "PipesFixture($names)"
}
