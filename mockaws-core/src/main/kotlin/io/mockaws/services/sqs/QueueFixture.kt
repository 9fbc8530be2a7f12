package io.mockaws.services.sqs

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.settle
import io.mockaws.services.sqs.op.QueueAddress
import io.mockaws.services.sqs.op.SendMessageRequest
import io.mockaws.services.sqs.op.sendMessage
import io.mockaws.services.sqs.op.urlOf
import io.mockaws.services.sqs.queue.MessageAttributeValue
import io.mockaws.services.sqs.queue.Queue
import io.mockaws.testing.Calls
import io.mockaws.testing.MadeHere
import kotlinx.coroutines.runBlocking
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toKotlinDuration

/** One queue as a test sees it. */
public class QueueFixture internal constructor(
    /** The queue's name. */
    @get:JvmName("name")
    public val name: String,
    private val context: () -> CallContext<SqsState>,
    private val journal: () -> Calls,
    private val made: MadeHere? = null,
) {
    /** What the mock's journal has of Amazon SQS, for any queue. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /** The queue's address at AWS, which every client of the mock understands. */
    @get:JvmName("url")
    public val url: String get() = context().urlOf(name)

    /** The queue's Amazon Resource Name. */
    @get:JvmName("arn")
    public val arn: String get() = context().state.arnOf(name)

    /** How many messages the queue holds, hidden ones too. */
    @get:JvmName("count")
    public val count: Int get() = messages().size

    /**
     * Sends a message as a producer would.
     *
     * @param attributes message attributes of the type String
     * @param groupId the `MessageGroupId`; in a FIFO queue `default` unless given
     * @param deduplicationId the `MessageDeduplicationId`; in a FIFO queue without content-based deduplication a new
     *   one unless given
     * @return the message's id
     * @throws IllegalArgumentException when AWS would refuse the message
     * @throws IllegalStateException when the queue was deleted
     */
    @JvmOverloads
    public fun send(
        body: String,
        attributes: Map<String, String> = emptyMap(),
        groupId: String? = null,
        deduplicationId: String? = null,
    ): String {
        val call = context()
        val settings = look { this.attributes }
        val ownId = if (settings.fifo && !settings.contentBasedDeduplication) call.ids.uuid() else null
        val request =
            SendMessageRequest(
                queueUrl = call.urlOf(name),
                messageBody = body,
                messageAttributes = attributes.mapValues { (_, value) -> MessageAttributeValue("String", value) },
                messageGroupId = groupId ?: if (settings.fifo) "default" else null,
                messageDeduplicationId = deduplicationId ?: ownId,
            )
        try {
            return sendMessage(request, call).messageId.also { call.settle() }
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }
    }

    /**
     * What the queue holds, in the order in which it was sent. A look inside: it receives nothing, and nothing
     * becomes hidden by it.
     *
     * @throws IllegalStateException when the queue was deleted
     */
    public fun messages(): List<QueueMessage> {
        val held = look { store.all().map { QueueMessage.of(it, store.isVisible(it)) } }
        if (held.isEmpty()) made?.checkLook()
        return held
    }

    /** Removes every message, as often as you like: AWS's rule of one purge in 60 seconds is not applied. */
    public fun purge(): Unit = look { clear() }

    /**
     * Waits until the queue holds at least [count] messages, hidden ones too, and returns all that it holds then.
     *
     * @param timeout how long to wait, by the mock's clock
     * @throws AssertionError when there are fewer by then
     */
    @JvmSynthetic
    public suspend fun awaitMessages(
        count: Int,
        timeout: Duration = 10.seconds,
    ): List<QueueMessage> {
        val clock = context().clock
        val deadline = clock.now() + timeout
        while (true) {
            val ticket = look { arrivals.ticket() }
            val messages = messages()
            if (messages.size >= count) return messages
            if (clock.now() >= deadline) {
                throw AssertionError(
                    "The queue $name holds ${messages.size} of $count messages after $timeout: $messages"
                )
            }
            clock.await(deadline, ticket)
        }
    }

    /** The same for Java; blocks the calling thread. */
    public fun awaitMessages(
        count: Int,
        timeout: java.time.Duration,
    ): List<QueueMessage> = runBlocking { awaitMessages(count, timeout.toKotlinDuration()) }

    override fun toString(): String = "QueueFixture($name, ${contents()})"

    private fun contents(): String {
        val call = context()
        val held = call.state.onIfThere(name, call.now(), call.ids) { store.all().size }
        return if (held == null) "not there" else "messages: $held"
    }

    private fun <R> look(action: Queue.() -> R): R =
        try {
            QueueAddress(context(), name).use { action() }
        } catch (gone: AwsFault) {
            throw IllegalStateException("The queue $name does not exist (any more)", gone)
        }
}
