package io.mockaws.services.pipes.run

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.EventParts
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.deliver
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Arn
import io.mockaws.kit.TargetOperations
import io.mockaws.kit.TargetParts
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.pipes.pipe.Pipe
import io.mockaws.services.pipes.pipe.PipeTemplate
import io.mockaws.services.pipes.pipe.PipesCall
import io.mockaws.services.pipes.pipe.PipesFaults
import kotlinx.serialization.json.JsonArray
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

        else -> call(pipe, arn, text, said("KinesisStreamParameters", "PartitionKey") ?: ids.uuid())
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
    val maker = PipeTemplate(pipe, now())

    fun values(name: String) =
        said?.part(name).orEmpty().mapValues { (_, value) ->
            JsonPrimitive(maker.value((value as JsonPrimitive).content, event.json))
        }
    val paths = (said?.get("PathParameterValues") as? JsonArray).orEmpty().map {
        maker.value((it as JsonPrimitive).content, event.json)
    }
    val input =
        buildJsonObject {
            put("ApiDestinationArn", destination)
            put("Input", text)
            putJsonArray("PathParameterValues") { paths.forEach { add(JsonPrimitive(it)) } }
            put("HeaderParameters", JsonObject(values("HeaderParameters")))
            put("QueryStringParameters", JsonObject(values("QueryStringParameters")))
        }
    val place = Arn.parse(destination)?.place ?: place
    return serviceCall("events", "InvokeApiDestination", input, SENDER, pipe.arn, place)["Body"]?.toString().orEmpty()
}

private fun PipesCall.call(
    pipe: Pipe,
    arn: Arn,
    text: String,
    partitionKey: String,
) {
    val parameters = JsonObject(pipe.targetParameters.mapKeys { (name, _) -> names[name] ?: name })
    val operation =
        TargetOperations.of(TargetParts(arn, text, ids.uuid(), parameters, partitionKey))
            ?: throw PipesFaults.notImplemented("know how $arn is called")
    serviceCall(operation.service, operation.name, operation.input, SENDER, pipe.arn, arn.place)
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
