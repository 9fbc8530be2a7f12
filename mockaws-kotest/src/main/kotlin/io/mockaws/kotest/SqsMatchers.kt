package io.mockaws.kotest

import io.kotest.matchers.Matcher
import io.kotest.matchers.should
import io.kotest.matchers.shouldNot
import io.mockaws.services.sqs.QueueFixture

/**
 * The queue holds exactly [count] messages, those that a consumer has received or that are delayed too:
 * `aws.sqs.queue("orders") shouldHaveMessages 2`.
 */
public infix fun QueueFixture.shouldHaveMessages(count: Int): QueueFixture = apply { this should haveMessages(count) }

/** The queue holds a message with this body. */
public infix fun QueueFixture.shouldHaveMessage(body: String): QueueFixture = apply { this should haveMessage(body) }

/** The queue holds no message with this body. */
public infix fun QueueFixture.shouldNotHaveMessage(body: String): QueueFixture =
    apply { this shouldNot haveMessage(body) }

/** The queue holds no message, not one that is hidden either. */
public fun QueueFixture.shouldBeEmpty(): QueueFixture = shouldHaveMessages(0)

/** Whether a queue holds exactly [count] messages, hidden ones too. */
public fun haveMessages(count: Int): Matcher<QueueFixture> =
    Matcher { queue ->
        resultOf(
            queue.count == count,
            "The queue \"${queue.name}\" should hold ${count.of("message")}",
            "The queue \"${queue.name}\" should not hold ${count.of("message")}",
            { messagesOf(queue) },
            { queue.calls },
        )
    }

/** Whether a queue holds a message with this body, be it hidden or not. */
public fun haveMessage(body: String): Matcher<QueueFixture> =
    Matcher { queue ->
        resultOf(
            queue.messages().any { it.body == body },
            "The queue \"${queue.name}\" should hold a message \"$body\"",
            "The queue \"${queue.name}\" should hold no message \"$body\"",
            { messagesOf(queue) },
            { queue.calls },
        )
    }

private fun messagesOf(queue: QueueFixture): String {
    val messages = queue.messages()
    if (messages.isEmpty()) return "it is empty"
    return listing("it holds ${messages.size.of("message")}:", messages.map { it.toString() })
}
