package io.mockaws.services.lambda.op

import io.mockaws.kit.Arn
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.mapping.FilterCriteria
import io.mockaws.services.lambda.state.LambdaCall
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Refuses what is not there to be read. */
internal fun LambdaCall.checkSource(text: String) {
    val arn = Arn.parse(text) ?: throw LambdaFaults.invalid("Unrecognized event source.")
    if (arn.service == "sqs" && !world.deliveries.reaches(arn, world)) {
        throw LambdaFaults.invalid(
            "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error " +
                "Message: The specified queue does not exist.",
        )
    }
}

internal fun checkFilters(criteria: FilterCriteria?) {
    for (filter in criteria?.filters.orEmpty()) {
        val pattern =
            try {
                filter.pattern?.let { Json.parseToJsonElement(it) }
            } catch (_: SerializationException) {
                null
            }
        if (pattern !is JsonObject || !isPattern(pattern)) throw LambdaFaults.invalid("Invalid filter pattern definition.")
    }
}

/** Objects of objects, and in the end lists of what is allowed. */
private fun isPattern(element: JsonElement): Boolean =
    when (element) {
        is JsonObject -> element.isNotEmpty() && element.values.all(::isPattern)
        is JsonArray -> element.all { it is JsonPrimitive || it is JsonObject }
        is JsonPrimitive -> false
    }
