package io.mockaws.server

import io.mockaws.MockAws
import software.amazon.awssdk.services.sns.SnsClient
import kotlin.random.Random

/** Calls of SNS, for [RandomLoad]. */
internal class TopicLoad(
    private val aws: MockAws,
    private val random: Random,
) {
    private val sns = aws.javaSdk.configure(SnsClient.builder()).build()

    private val steps: List<() -> Any?> =
        listOf(
            { sns.createTopic { it.name(name()) } },
            { sns.createTopic { it.name(fifo()).attributes(fifoAttributes) } },
            { sns.deleteTopic { it.topicArn(arn(name())) } },
            { sns.setTopicAttributes { it.topicArn(arn(name())).attributeName("DisplayName").attributeValue(value()) } },
            { sns.subscribe { it.topicArn(arn(name())).protocol("sqs").endpoint("arn:aws:sqs:us-east-1:${aws.accountId}:gone") } },
            { sns.subscribe { it.topicArn(arn(name())).protocol("email").endpoint("a@b") } },
            { sns.subscribe { it.topicArn(arn(fifo())).protocol("sqs").endpoint("arn:aws:sqs:us-east-1:${aws.accountId}:gone.fifo") } },
            { sns.publish { it.topicArn(arn(name())).message(value()) } },
            { sns.publish { it.topicArn(arn(fifo())).message(value()).messageGroupId("g") } },
            { sns.publish { it.phoneNumber("+1555123456${random.nextInt(3)}").message(value()) } },
            { sns.unsubscribe { it.subscriptionArn(aws.sns.topic(name()).subscriptions.random(random).arn) } },
            { aws.sns.optOut("+1555123456${random.nextInt(3)}") },
            { sns.setSMSAttributes { it.attributes(mapOf("DefaultSenderID" to "Shop${random.nextInt(9)}")) } },
            { sns.createSMSSandboxPhoneNumber { it.phoneNumber("+1555123456${random.nextInt(3)}") } },
            { sns.createPlatformApplication { it.name(name()).platform("GCM").attributes(mapOf("PlatformCredential" to "c")) } },
        )

    /** One more call. */
    fun step() {
        try {
            steps.random(random)()
        } catch (_: NoSuchElementException) {
            // Nobody has subscribed.
        }
    }

    /** What goes with topics, which chance alone may leave out. */
    fun leave() {
        sns.subscribe { r -> r.topicArn(sns.createTopic { it.name("left") }.topicArn()).protocol("email").endpoint("ann@example.com") }
        val line = sns.createTopic { it.name("left.fifo").attributes(fifoAttributes) }.topicArn()
        sns.publish { it.topicArn(line).message("left").messageGroupId("g") }
        sns.setSMSAttributes { it.attributes(mapOf("DefaultSenderID" to "Left")) }
        sns.createSMSSandboxPhoneNumber { it.phoneNumber("+15551239999") }
        aws.sns.optOut("+15551239998")
        val phones = sns.createPlatformApplication { it.name("left").platform("GCM").attributes(mapOf("PlatformCredential" to "c")) }
        sns.createPlatformEndpoint { it.platformApplicationArn(phones.platformApplicationArn()).token("token") }
    }

    private fun arn(name: String) = "arn:aws:sns:us-east-1:${aws.accountId}:$name"

    private fun name() = "topic${random.nextInt(3)}"

    private fun fifo() = "topic${random.nextInt(2)}.fifo"

    private fun value() = "value ${random.nextInt()}"

    private companion object {
        val fifoAttributes =
            mapOf(
                "FifoTopic" to "true",
                "ContentBasedDeduplication" to "true",
                "ArchivePolicy" to """{"MessageRetentionPeriod":"1"}""",
            )
    }
}
