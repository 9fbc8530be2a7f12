package io.mockaws.services.pipes.run

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Arn
import io.mockaws.kit.StrictJson
import io.mockaws.kit.part
import io.mockaws.kit.stream.BatchOutcome
import io.mockaws.kit.text
import io.mockaws.services.pipes.pipe.Pipe
import io.mockaws.services.pipes.pipe.PipeTemplate
import io.mockaws.services.pipes.pipe.PipesCall
import io.mockaws.wire.Blob
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import java.util.Base64

/** An event of a source, and the id by which a target says that it has failed. */
internal class PipedEvent(
    val json: JsonElement,
    val id: String,
)

/** Brings [events] to the target of [pipe], by way of its enrichment. */
internal fun PipesCall.bring(
    pipe: Pipe,
    events: List<PipedEvent>,
): BatchOutcome {
    try {
        val enriched = if (pipe.enrichment == null) events else enrich(pipe, pipe.enrichment, events)
        if (enriched.isEmpty()) return BatchOutcome()
        return if (takesBatches(pipe)) {
            bringTogether(pipe, enriched)
        } else {
            bringEach(
                pipe,
                enriched,
                pipe.enrichment != null
            )
        }
    } catch (_: AwsFault) {
        // The journal says so; the batch comes again.
        return BatchOutcome(isFailed = true)
    }
}

private fun takesBatches(pipe: Pipe) = Arn.parse(pipe.target)?.service.let { it == "lambda" || it == "states" }

/** What a function or an endpoint makes of [events]; an answer that is no list is one event. */
private fun PipesCall.enrich(
    pipe: Pipe,
    by: String,
    events: List<PipedEvent>,
): List<PipedEvent> {
    val parameters = pipe.settings.part("EnrichmentParameters")
    val text = joined(events, parameters?.text("InputTemplate"), pipe)
    val said =
        when {
            ":api-destination/" in by ->
                callDestination(pipe, by, text, parameters?.part("HttpParameters"), events.first())

            ":execute-api:" in by -> callApi(pipe, by, text, parameters?.part("HttpParameters"), events.first())

            else -> invoke(by, text)
        }
    return when (val answer = StrictJson.parse(said.orEmpty())) {
        null, JsonNull -> emptyList()
        is JsonArray -> answer.map { PipedEvent(it, "") }
        else -> listOf(PipedEvent(answer, ""))
    }
}

private fun PipesCall.joined(
    events: List<PipedEvent>,
    template: String?,
    pipe: Pipe,
): String {
    val maker = PipeTemplate(pipe, now())
    return events.joinToString(",", "[", "]") {
        if (template ==
            null
        ) {
            it.json.toString()
        } else {
            valid(maker.apply(template, it.json))
        }
    }
}

/** A template that makes no JSON makes a text. */
private fun valid(text: String): String = if (StrictJson.parse(text) == null) JsonPrimitive(text).toString() else text

/** @throws AwsFault where the function fails */
private fun PipesCall.invoke(
    arn: String,
    payload: String,
    type: String = "RequestResponse",
): String? {
    val input =
        buildJsonObject {
            put("FunctionName", arn)
            put("InvocationType", type)
            put("Payload", Base64.getEncoder().encodeToString(payload.encodeToByteArray()))
        }
    val answer = serviceCall("lambda", "Invoke", input, SENDER, place = Arn.parse(arn)?.place ?: place)
    if (answer["FunctionError"] != null) throw AwsFault("FunctionError", "The function failed.")
    return (answer["Payload"] as? Blob)?.bytes?.decodeToString()
}

/** To a target that takes a list. */
private fun PipesCall.bringTogether(
    pipe: Pipe,
    events: List<PipedEvent>,
): BatchOutcome {
    val parameters = pipe.targetParameters
    val text = joined(events, parameters.text("InputTemplate"), pipe)
    val isLambda = Arn.parse(pipe.target)?.service == "lambda"
    val type = parameters.part(
        if (isLambda) "LambdaFunctionParameters" else "StepFunctionStateMachineParameters"
    )?.text("InvocationType")
    if (!isLambda) {
        send(pipe, PipedEvent(JsonNull, ""), text)
        return BatchOutcome()
    }
    val answer = invoke(pipe.target, text, if (type == "FIRE_AND_FORGET") "Event" else "RequestResponse")
    val failures = (StrictJson.parse(answer.orEmpty()) as? JsonObject)?.takeIf { "batchItemFailures" in it }
    return BatchOutcome(failures?.toString())
}

/** To a target that takes one at a time. */
private fun PipesCall.bringEach(
    pipe: Pipe,
    events: List<PipedEvent>,
    isEnriched: Boolean,
): BatchOutcome {
    val maker = PipeTemplate(pipe, now())
    val template = pipe.targetParameters.text("InputTemplate")
    val failed =
        events.filter { event ->
            val text = if (template == null) event.json.toString() else maker.apply(template, event.json)
            try {
                send(pipe, event, text)
                false
            } catch (_: AwsFault) {
                // The journal says so.
                true
            }
        }
    // Of what was enriched nobody knows any more which record it came of.
    if (isEnriched) return BatchOutcome(isFailed = failed.isNotEmpty())
    val report =
        buildJsonObject {
            putJsonArray("batchItemFailures") {
                failed.forEach { add(buildJsonObject { put("itemIdentifier", it.id) }) }
            }
        }
    return BatchOutcome(report.toString())
}
