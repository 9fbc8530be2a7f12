package io.mockaws.kotest

import io.kotest.matchers.Matcher
import io.kotest.matchers.should
import io.kotest.matchers.shouldNot
import io.mockaws.services.sns.TopicFixture

/** The topic has taken exactly [count] messages: `aws.sns.topic("paid") shouldHavePublishedMessages 2`. */
public infix fun TopicFixture.shouldHavePublishedMessages(count: Int): TopicFixture =
    apply { this should havePublishedMessages(count) }

/** The topic has taken a message with this text. */
public infix fun TopicFixture.shouldHavePublished(message: String): TopicFixture =
    apply { this should havePublished(message) }

/** The topic has taken no message with this text. */
public infix fun TopicFixture.shouldNotHavePublished(message: String): TopicFixture =
    apply { this shouldNot havePublished(message) }

/** The topic has taken no message. */
public fun TopicFixture.shouldHavePublishedNothing(): TopicFixture = shouldHavePublishedMessages(0)

/** Whether a topic has taken exactly [count] messages, whoever wanted them. */
public fun havePublishedMessages(count: Int): Matcher<TopicFixture> =
    Matcher { topic ->
        resultOf(
            topic.published.size == count,
            "The topic \"${topic.name}\" should have taken ${count.of("message")}",
            "The topic \"${topic.name}\" should not have taken ${count.of("message")}",
            { publishedBy(topic) },
            { topic.calls },
        )
    }

/** Whether a topic has taken a message with this text, whoever wanted it. */
public fun havePublished(message: String): Matcher<TopicFixture> =
    Matcher { topic ->
        resultOf(
            topic.published.any { it.message == message },
            "The topic \"${topic.name}\" should have taken a message \"$message\"",
            "The topic \"${topic.name}\" should have taken no message \"$message\"",
            { publishedBy(topic) },
            { topic.calls },
        )
    }

private fun publishedBy(topic: TopicFixture): String {
    val published = topic.published
    if (published.isEmpty()) return "it has taken none"
    return listing("it has taken ${published.size.of("message")}:", published.map { it.toString() })
}
