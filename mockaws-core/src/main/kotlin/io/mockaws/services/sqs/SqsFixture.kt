package io.mockaws.services.sqs

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.op.checkQueueName
import io.mockaws.testing.Calls
import io.mockaws.testing.MadeHere
import java.util.function.Consumer

/**
 * Amazon SQS as a test sees it: `aws.sqs.queue("orders")`. Works in the account and region of the mock, touches
 * memory only, and leaves no calls in the journal.
 */
public class SqsFixture internal constructor(
    private val context: () -> CallContext<SqsState>,
    private val journal: () -> Calls,
) {
    /**
     * The queue [name], made with AWS's defaults if there is none. A name that ends in `.fifo` makes a FIFO queue.
     * A queue that was just deleted can be made again at once. A statement that makes it and looks into it at once fails:
     * it has misspelt the name.
     *
     * @param name 1 to 80 letters, digits, hyphens and underscores
     * @throws IllegalArgumentException for another name
     */
    public fun queue(name: String): QueueFixture = make(name, QueueOptions())

    /**
     * The queue [name], made as [configure] says if there is none.
     *
     * @throws IllegalArgumentException when there is one with other settings, or when AWS would refuse these
     */
    @JvmSynthetic
    public fun queue(
        name: String,
        configure: QueueOptions.() -> Unit,
    ): QueueFixture = make(name, QueueOptions().apply(configure))

    /** The same for Java: `aws.sqs().queue("orders", o -> o.visibilityTimeout(Duration.ofSeconds(30)))`. */
    public fun queue(
        name: String,
        configure: Consumer<QueueOptions>,
    ): QueueFixture = make(name, QueueOptions().also(configure::accept))

    /** Every queue of the mock's account and region, by name. */
    public fun queues(): List<QueueFixture> = context().state.names().map { QueueFixture(it, context, journal) }

    private fun make(
        name: String,
        options: QueueOptions,
    ): QueueFixture {
        val call = context()
        val others = call.state.names()
        try {
            val attributes = options.attributesFor(name)
            checkQueueName(name, attributes)
            call.state.create(name, attributes, options.tags.toMap(), call.now(), call.ids, afterDeletion = false)
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }
        val made = MadeHere(javaClass, "queue", name, others) { call.state.delete(name, call.now()) }
        return QueueFixture(name, context, journal, made.takeIf { name !in others })
    }

    override fun toString(): String = "SqsFixture(${context().state.names().sorted()})"
}
