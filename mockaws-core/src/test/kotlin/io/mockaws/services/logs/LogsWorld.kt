package io.mockaws.services.logs

import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.MockClock
import io.mockaws.testing.Call
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonPrimitive
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent
import java.util.Base64
import java.util.zip.GZIPInputStream
import kotlin.time.Instant

/** A CloudWatch Logs with a clock that stands still, and the Java SDK's client for it. */
internal class LogsWorld : AutoCloseable {
    val aws: MockAws =
        MockAws.start(MockAwsOptions(clock = MockClock.MANUAL, startAt = Instant.parse("2026-11-21T10:00:00.250Z")))
    val client: CloudWatchLogsClient = aws.javaSdk.configure(CloudWatchLogsClient.builder()).build()

    /** The time of the clock in milliseconds. */
    val now: Long get() = aws.time.now().toEpochMilliseconds()

    fun group(
        name: String = "g",
        vararg streams: String,
    ) {
        client.createLogGroup { it.logGroupName(name) }
        for (stream in streams) client.createLogStream { it.logGroupName(name).logStreamName(stream) }
    }

    fun put(
        vararg messages: String,
        group: String = "g",
        stream: String = "s",
    ) {
        client.putLogEvents {
            it.logGroupName(group).logStreamName(stream).logEvents(messages.mapIndexed { i, text -> event(now + i, text) })
        }
    }

    override fun close() {
        client.close()
        aws.close()
    }
}

internal fun event(
    time: Long,
    message: String,
): InputLogEvent = InputLogEvent.builder().timestamp(time).message(message).build()

/** The code and message of what [call] fails by. */
internal fun refusal(call: () -> Any?): String =
    try {
        "answered ${call()}"
    } catch (refused: CloudWatchLogsException) {
        "${refused.awsErrorDetails().errorCode()}: ${refused.awsErrorDetails().errorMessage()}"
    }

/** What is in data that a subscriber gets. */
internal fun unzipped(data: ByteArray): JsonObject =
    Json.parseToJsonElement(GZIPInputStream(data.inputStream()).readBytes().decodeToString()) as JsonObject

internal fun unzipped(base64: String): JsonObject = unzipped(Base64.getDecoder().decode(base64))

internal fun JsonElement.text(name: String): String = (this as JsonObject).getValue(name).jsonPrimitive.content

internal fun Call.member(name: String): Any? = input[name]
