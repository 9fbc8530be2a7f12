package io.mockaws.services.sns

import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.MockClock
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonPrimitive
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.services.sns.SnsClient
import software.amazon.awssdk.services.sns.model.MessageAttributeValue
import software.amazon.awssdk.services.sns.model.SnsException
import kotlin.time.Instant

/** An SNS with a clock that stands still, and the Java SDK's client for it. */
internal class SnsWorld : AutoCloseable {
    val aws: MockAws =
        MockAws.start(MockAwsOptions(clock = MockClock.MANUAL, startAt = Instant.parse("2026-11-21T10:00:00.250Z")))
    val client: SnsClient by lazy { aws.javaSdk.configure(SnsClient.builder()).build() }

    fun clientOf(account: String): SnsClient =
        aws.javaSdk.configure(SnsClient.builder())
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "secret")))
            .build()

    /** The bodies of a queue's messages. */
    fun bodies(queue: String): List<String> = aws.sqs.queue(queue).messages().map { it.body }

    /** The members of the envelope around a queue's only message. */
    fun envelope(queue: String): JsonObject = Json.parseToJsonElement(bodies(queue).single()) as JsonObject

    override fun close() = aws.close()
}

internal fun SnsClient.topic(
    name: String,
    vararg attributes: Pair<String, String>,
): String = createTopic { it.name(name).attributes(attributes.toMap()) }.topicArn()

internal fun SnsClient.subscribe(
    topic: String,
    protocol: String,
    endpoint: String,
    vararg attributes: Pair<String, String>,
): String =
    subscribe {
        it.topicArn(topic).protocol(protocol).endpoint(endpoint).attributes(attributes.toMap()).returnSubscriptionArn(true)
    }.subscriptionArn()

internal fun SnsClient.publish(
    topic: String,
    message: String,
    vararg attributes: Pair<String, MessageAttributeValue>,
): String = publish { it.topicArn(topic).message(message).messageAttributes(attributes.toMap()) }.messageId()

internal fun text(value: String): MessageAttributeValue = attribute("String", value)

internal fun number(value: String): MessageAttributeValue = attribute("Number", value)

internal fun attribute(
    type: String,
    value: String,
): MessageAttributeValue = MessageAttributeValue.builder().dataType(type).stringValue(value).build()

internal fun JsonObject.text(name: String): String? = this[name]?.jsonPrimitive?.content

/** The code and message of what [call] fails by. */
internal fun refusal(call: () -> Any?): String =
    try {
        "answered ${call()}"
    } catch (refused: SnsException) {
        "${refused.awsErrorDetails().errorCode()}: ${refused.awsErrorDetails().errorMessage()}"
    }
