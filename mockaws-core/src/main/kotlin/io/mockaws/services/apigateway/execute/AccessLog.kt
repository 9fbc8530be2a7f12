package io.mockaws.services.apigateway.execute

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Arn
import io.mockaws.kit.web.ApiAnswer
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.text
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/**
 * A line for each request, where a stage has a log group and a format for them.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
internal object AccessLog {
    /** Writes of [invocation] what the stage wants. A log group that takes nothing does not break the answer. */
    fun write(
        invocation: Invocation,
        answer: ApiAnswer,
    ) {
        val rest = invocation.stage.part("accessLogSettings")
        val http = invocation.stage.part("AccessLogSettings")
        val format = rest.text("format") ?: http.text("Format") ?: return
        val arn = (rest.text("destinationArn") ?: http.text("DestinationArn"))?.let(Arn::parse) ?: return
        if (arn.service != "logs") return
        invocation.results["status"] = "${answer.status}"
        invocation.results["responseLength"] = "${answer.body.size}"
        invocation.results["responseLatency"] = "0"
        val line = GatewayTemplate.render(format, invocation)
        val stream = "${invocation.api.id}/${invocation.stageName}"
        val names =
            mapOf(
                "logGroupName" to JsonPrimitive(arn.resource.removePrefix("log-group:").removeSuffix(":*")),
                "logStreamName" to JsonPrimitive(stream),
            )
        val event =
            buildJsonObject {
                put("timestamp", invocation.time.toEpochMilliseconds())
                put("message", line)
            }
        val events = JsonObject(names + ("logEvents" to JsonArray(listOf(event))))
        if (invocation.call("PutLogEvents", events) == "ResourceNotFoundException") {
            if (invocation.call("CreateLogStream", JsonObject(names)) == null) invocation.call("PutLogEvents", events)
        }
    }

    /** The code of what Logs refuses it with; null where it does not. The journal has either. */
    private fun Invocation.call(
        operation: String,
        input: JsonObject,
    ): String? =
        try {
            call.serviceCall("logs", operation, input, Functions.SENDER)
            null
        } catch (fault: AwsFault) {
            fault.error.code
        }
}
