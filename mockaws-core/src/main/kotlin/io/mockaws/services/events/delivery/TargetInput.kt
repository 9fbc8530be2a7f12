package io.mockaws.services.events.delivery

import io.mockaws.engine.AwsFault
import io.mockaws.kit.JsonPath
import io.mockaws.kit.RetryPolicy
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.events.bus.Target
import io.mockaws.services.events.event.Event
import io.mockaws.services.events.event.InputTransformer
import io.mockaws.services.events.event.RuleName
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

internal val Target.transformer: InputTransformer?
    get() =
        members.part("InputTransformer")?.let { said ->
            val paths = said.part("InputPathsMap").orEmpty().mapValues { (_, path) -> (path as JsonPrimitive).content }
            InputTransformer(paths, said.text("InputTemplate").orEmpty())
        }

internal val Target.deadLetterArn: String? get() = members.part("DeadLetterConfig")?.text("Arn")

internal val Target.retryPolicy: RetryPolicy get() = RetryPolicy.of(members.part("RetryPolicy"))

/**
 * What this target gets of [event].
 *
 * @throws AwsFault where the template makes no JSON of it
 */
internal fun Target.inputOf(
    event: Event,
    rule: RuleName,
): String {
    members.text("Input")?.let { return it }
    members.text("InputPath")?.let { return (found(it, event) ?: JsonNull).toString() }
    val transformer = transformer ?: return event.text
    return transformer.apply(event, rule) ?: throw AwsFault("INVALID_JSON", "Input transformer produced invalid JSON.")
}

/**
 * What else this target has, by AWS's names. In some structures a text may be a path, in whose place is what it leads to in
 * [event].
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
 */
internal fun Target.parametersFor(event: Event): JsonObject =
    JsonObject(members.mapValues { (name, value) -> if (name in DYNAMIC) filled(value, event) else value })

private fun filled(
    value: JsonElement,
    event: Event,
): JsonElement =
    when {
        value is JsonObject -> JsonObject(value.mapValues { (_, item) -> filled(item, event) })
        value is JsonArray -> JsonArray(value.map { filled(it, event) })
        value is JsonPrimitive && value.isString && value.content.startsWith("$.") -> textAt(value.content, event)
        else -> value
    }

private fun textAt(
    path: String,
    event: Event,
): JsonPrimitive =
    when (val found = found(path, event)) {
        null, JsonNull -> JsonPrimitive("")
        is JsonPrimitive -> JsonPrimitive(found.content)
        else -> JsonPrimitive(found.toString())
    }

private val DYNAMIC =
    setOf("EcsParameters", "HttpParameters", "RedshiftDataParameters", "SageMakerPipelineParameters")

private fun found(
    path: String,
    event: Event,
): JsonElement? = JsonPath.parse(path)?.find(event.json)
