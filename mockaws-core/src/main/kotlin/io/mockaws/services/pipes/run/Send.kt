package io.mockaws.services.pipes.run

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.EventParts
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.deliver
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.ApiTarget
import io.mockaws.kit.Arn
import io.mockaws.kit.TargetOperations
import io.mockaws.kit.TargetParts
import io.mockaws.kit.callOperation
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.pipes.pipe.Pipe
import io.mockaws.services.pipes.pipe.PipeTemplate
import io.mockaws.services.pipes.pipe.PipesCall
import io.mockaws.services.pipes.pipe.PipesFaults
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray

/**
 * Hands [text], which [event] has become, to the target of [pipe].
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-target.html
 *
 * @throws AwsFault where the target does not take it
 */
internal fun PipesCall.send(
    pipe: Pipe,
    event: PipedEvent,
    text: String,
) {
    val arn = Arn.parse(pipe.target) ?: throw PipesFaults.validation("${pipe.target} is no ARN.")
    val parameters = pipe.targetParameters
    val maker = PipeTemplate(pipe, now())

    fun said(
        structure: String,
        name: String,
    ) = maker.value(parameters.part(structure)?.text(name), event.json)
    when (arn.service) {
        "sqs", "sns" -> {
            val group = said("SqsQueueParameters", "MessageGroupId")
            val parcel =
                Parcel(
                    text,
                    SENDER,
                    pipe.arn,
                    groupId = group,
                    deduplicationId = said("SqsQueueParameters", "MessageDeduplicationId")
                )
            deliver(parcel, arn)?.let { throw it }
        }

        "events" ->
            if (arn.resource.startsWith("api-destination/")) {
                callDestination(pipe, pipe.target, text, parameters.part("HttpParameters"), event)
            } else {
                deliver(Parcel(text, SENDER, pipe.arn, event = eventParts(pipe, maker, event)), arn)?.let { throw it }
            }

        "logs" -> log(pipe, arn, said("CloudWatchLogsParameters", "LogStreamName").orEmpty(), text)

        else -> {
            val http = parameters.part("HttpParameters")?.let { httpParameters(pipe, it, event) }
            val known = parameters.mapKeys { (name, _) -> names[name] ?: name }
            val key = said("KinesisStreamParameters", "PartitionKey") ?: ids.uuid()
            val all = JsonObject(known + listOfNotNull(http?.let { "HttpParameters" to it }))
            call(pipe, TargetParts(arn, text, ids.uuid(), all, key))
        }
    }
}

/**
 * Calls the API destination [destination] with [text]; what it answers.
 *
 * @throws AwsFault where it does not take it
 */
internal fun PipesCall.callDestination(
    pipe: Pipe,
    destination: String,
    text: String,
    said: JsonObject?,
    event: PipedEvent,
): String {
    val input =
        buildJsonObject {
            put("ApiDestinationArn", destination)
            put("Input", text)
            httpParameters(pipe, said, event).forEach { (name, value) -> put(name, value) }
        }
    val place = Arn.parse(destination)?.place ?: place
    return serviceCall("events", "InvokeApiDestination", input, SENDER, pipe.arn, place)["Body"]?.toString().orEmpty()
}

/**
 * Calls the API of API Gateway at [arn] with [text]; what it answers.
 *
 * @throws AwsFault where it does not take it
 */
internal fun PipesCall.callApi(
    pipe: Pipe,
    arn: String,
    text: String,
    said: JsonObject?,
    event: PipedEvent,
): String {
    val target = Arn.parse(arn) ?: throw PipesFaults.validation("$arn is no ARN.")
    val parameters = JsonObject(mapOf("HttpParameters" to httpParameters(pipe, said, event)))
    return ApiTarget.bodyOf(call(pipe, TargetParts(target, text, ids.uuid(), parameters, partitionKey = "")))
}

/** What [said] has for a request, with what paths lead to in [event] in their places. */
private fun PipesCall.httpParameters(
    pipe: Pipe,
    said: JsonObject?,
    event: PipedEvent,
): JsonObject {
    val maker = PipeTemplate(pipe, now())

    fun valueOf(value: JsonElement) = JsonPrimitive(maker.value((value as JsonPrimitive).content, event.json))

    fun values(name: String) = JsonObject(said?.part(name).orEmpty().mapValues { (_, value) -> valueOf(value) })
    return buildJsonObject {
        putJsonArray("PathParameterValues") {
            (said?.get("PathParameterValues") as? JsonArray).orEmpty().forEach { add(valueOf(it)) }
        }
        put("HeaderParameters", values("HeaderParameters"))
        put("QueryStringParameters", values("QueryStringParameters"))
    }
}

private fun PipesCall.call(
    pipe: Pipe,
    parts: TargetParts,
): Map<String, Any?> {
    val operation =
        TargetOperations.of(parts) ?: throw PipesFaults.notImplemented("know how ${parts.arn} is called")
    return callOperation(operation, SENDER, pipe.arn, parts.arn.place)
}

private fun eventParts(
    pipe: Pipe,
    maker: PipeTemplate,
    event: PipedEvent,
): EventParts {
    val said = pipe.targetParameters.part("EventBridgeEventBusParameters")
    val resources = (said?.get("Resources") as? JsonArray).orEmpty().mapNotNull {
        maker.value((it as JsonPrimitive).content, event.json)
    }
    return EventParts(
        maker.value(said?.text("Source"), event.json) ?: "Pipe ${pipe.name}",
        maker.value(said?.text("DetailType"), event.json) ?: "Event from aws:${pipe.sourceArn?.service}",
        resources,
    )
}

private fun PipesCall.log(
    pipe: Pipe,
    arn: Arn,
    stream: String,
    text: String,
) {
    val input =
        buildJsonObject {
            put("logGroupName", arn.resource.removePrefix("log-group:").removeSuffix(":*"))
            put("logStreamName", stream)
            putJsonArray("logEvents") {
                add(
                    buildJsonObject {
                        put("timestamp", now().toEpochMilliseconds())
                        put("message", text)
                    },
                )
            }
        }
    serviceCall("logs", "PutLogEvents", input, SENDER, pipe.arn, arn.place)
}

/** Structures that rules of EventBridge call otherwise. */
private val names =
    mapOf(
        "EcsTaskParameters" to "EcsParameters",
        "BatchJobParameters" to "BatchParameters",
    )
