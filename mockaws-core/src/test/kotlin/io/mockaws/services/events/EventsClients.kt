package io.mockaws.services.events

import io.mockaws.MockAws
import io.mockaws.services.sqs.QueueFixture
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import software.amazon.awssdk.services.eventbridge.EventBridgeClient
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse
import software.amazon.awssdk.services.eventbridge.model.Target

/** A client of [this] mock, in [region] and [account]. */
internal fun MockAws.events(
    region: String = this.region,
    account: String = accountId,
): EventBridgeClient =
    io.mockaws.sdk.java.JavaSdk(handler, region, account).configure(EventBridgeClient.builder()).build()

/** Puts one event; [more] sets what is unlike the others. */
internal fun EventBridgeClient.put(
    detail: String = "{}",
    source: String? = "shop",
    detailType: String? = "Order Paid",
    more: PutEventsRequestEntry.Builder.() -> Unit = {},
): PutEventsResponse =
    putEvents { request ->
        request.entries(
            PutEventsRequestEntry.builder().source(source).detailType(detailType).detail(detail).apply(more).build(),
        )
    }

/** A rule for what [pattern] matches, with one target. */
internal fun EventBridgeClient.rule(
    name: String,
    target: String,
    pattern: String = """{"source":["shop"]}""",
    bus: String? = null,
    more: Target.Builder.() -> Unit = {},
) {
    putRule { it.name(name).eventPattern(pattern).eventBusName(bus) }
    putTargets { it.rule(name).eventBusName(bus).targets(Target.builder().id("t").arn(target).apply(more).build()) }
}

internal val QueueFixture.bodies: List<String> get() = messages().map { it.body }

internal fun json(text: String): JsonElement = Json.parseToJsonElement(text)

internal operator fun JsonElement.get(name: String): JsonElement? = (this as JsonObject)[name]

/** The code and message of what [call] fails by. */
internal fun refusal(call: () -> Any?): String =
    try {
        "answered ${call()}"
    } catch (refused: EventBridgeException) {
        "${refused.awsErrorDetails().errorCode()}: ${refused.awsErrorDetails().errorMessage()}"
    }
