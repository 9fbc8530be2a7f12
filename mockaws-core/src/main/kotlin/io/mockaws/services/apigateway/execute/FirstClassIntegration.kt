package io.mockaws.services.apigateway.execute

import io.mockaws.engine.AwsFault
import io.mockaws.engine.Place
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.StrictJson
import io.mockaws.kit.web.ApiAnswer
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.text
import io.mockaws.services.apigateway.state.texts
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import java.util.Base64

/**
 * Operations of AWS's services behind an HTTP API: `SQS-SendMessage`, `StepFunctions-StartExecution`.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
 */
internal object FirstClassIntegration {
    fun perform(
        invocation: Invocation,
        integration: Members,
    ): ApiAnswer {
        val subtype = integration.text("IntegrationSubtype").orEmpty()
        val values =
            integration.texts("RequestParameters").mapNotNull { (name, expression) ->
                HttpMapping.valueOf(expression, invocation)?.let { name to it }
            }.toMap()
        val (service, operation, input) = callOf(subtype, values)
        val place = Place(invocation.call.account, values["Region"] ?: invocation.call.region)
        val sender = integration.text("CredentialsArn") ?: Functions.SENDER
        val source = invocation.sourceArn("*", "")
        return try {
            val output = invocation.call.serviceCall(service, operation, input, sender, source, place)
            answer(OK, AwsIntegration.jsonOf(output).toString())
        } catch (fault: AwsFault) {
            answer(fault.error.status, JsonObject(mapOf("message" to JsonPrimitive(fault.error.message))).toString())
        }
    }

    private fun answer(
        status: Int,
        body: String,
    ) = ApiAnswer(status, listOf("content-type" to "application/json"), body)

    private fun callOf(
        subtype: String,
        values: Map<String, String>,
    ): Triple<String, String, JsonObject> {
        val own = values - "Region"
        return when (subtype) {
            "EventBridge-PutEvents" -> {
                val entries = JsonArray(listOf(event(own)))
                Triple("events", "PutEvents", JsonObject(mapOf("Entries" to entries)))
            }

            "SQS-SendMessage", "SQS-ReceiveMessage", "SQS-DeleteMessage", "SQS-PurgeQueue" ->
                Triple("sqs", subtype.substringAfter('-'), members(own))

            "Kinesis-PutRecord" -> {
                val data = JsonPrimitive(base64(own["Data"]))
                Triple("kinesis", "PutRecord", JsonObject(members(own) + ("Data" to data)))
            }

            "StepFunctions-StartExecution", "StepFunctions-StartSyncExecution", "StepFunctions-StopExecution" ->
                Triple(
                    "stepfunctions",
                    subtype.substringAfter('-'),
                    JsonObject(
                        own.entries.associate { it.key.replaceFirstChar(Char::lowercase) to JsonPrimitive(it.value) },
                    ),
                )

            else -> throw Refusal.configuration("mockaws does not know the integration $subtype")
        }
    }

    private fun event(values: Map<String, String>): JsonObject =
        buildJsonObject {
            for ((name, value) in values) {
                val text = JsonPrimitive(value)
                put(name, if (name == "Resources") StrictJson.parse(value) ?: JsonArray(listOf(text)) else text)
            }
        }

    /** What is JSON of an object or a number is one; all else is text. */
    private fun members(values: Map<String, String>): JsonObject =
        JsonObject(
            values.mapValues { (name, value) ->
                val text: JsonElement = JsonPrimitive(value)
                if (name in STRUCTURED) StrictJson.parse(value) ?: text else text
            },
        )

    private fun base64(text: String?) = Base64.getEncoder().encodeToString(text.orEmpty().toByteArray())

    private val STRUCTURED =
        setOf(
            "MessageAttributes",
            "MessageSystemAttributes",
            "DelaySeconds",
            "MaxNumberOfMessages",
            "AttributeNames",
            "MessageAttributeNames",
            "VisibilityTimeout",
            "WaitTimeSeconds",
        )
    private const val OK = 200
}
