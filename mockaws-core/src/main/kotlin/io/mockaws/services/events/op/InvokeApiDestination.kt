package io.mockaws.services.events.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Arn
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.delivery.invoke
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject

/** What calls an API destination. It is an action of EventBridge's, and no operation of its model: pipes make it. */
@Serializable
internal data class InvokeApiDestinationRequest(
    val apiDestinationArn: String,
    val input: String,
    val pathParameterValues: List<String> = emptyList(),
    val headerParameters: Map<String, String> = emptyMap(),
    val queryStringParameters: Map<String, String> = emptyMap(),
)

@Serializable
internal data class InvokeApiDestinationResponse(
    val body: String,
)

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html */
internal fun invokeApiDestination(
    request: InvokeApiDestinationRequest,
    call: EventsCall,
): InvokeApiDestinationResponse {
    val text = request.apiDestinationArn
    val arn = Arn.parse(text) ?: throw AwsFault("ValidationException", "$text is no ARN.")
    val said =
        buildJsonObject {
            putJsonArray("PathParameterValues") { request.pathParameterValues.forEach { add(JsonPrimitive(it)) } }
            putJsonObject("HeaderParameters") { request.headerParameters.forEach { (name, value) -> put(name, value) } }
            putJsonObject("QueryStringParameters") {
                request.queryStringParameters.forEach { (name, value) -> put(name, value) }
            }
        }
    return InvokeApiDestinationResponse(call.invoke(arn, request.input, said, traceHeader = null))
}
