package io.mockaws.services.apigateway.execute

import io.mockaws.engine.AwsFault
import io.mockaws.engine.Place
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.StrictJson
import io.mockaws.kit.web.ApiAnswer
import io.mockaws.model.Models
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.text
import io.mockaws.wire.Blob
import io.mockaws.wire.http.QueryParameters
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject
import java.util.Base64
import kotlin.time.Instant

/** Operations of AWS's services behind a REST API, and functions that get what templates make. */
internal object AwsIntegration {
    fun perform(
        invocation: Invocation,
        integration: Members,
    ): ApiAnswer {
        val body = Templates.request(invocation, integration)
        val uri = integration.text("uri").orEmpty()
        val result =
            if (":lambda:path/" in uri) {
                function(invocation, integration, body)
            } else {
                service(invocation, integration, uri, body)
            }
        return MappedAnswer.of(invocation, integration, result).plus("X-Amzn-Trace-Id" to invocation.traceId)
    }

    private fun function(
        invocation: Invocation,
        integration: Members,
        body: String,
    ): MappedAnswer.Result {
        val arn =
            Functions.arnOf(integration.text("uri").orEmpty(), invocation.stageVariables)
                ?: throw Refusal.configuration("Invalid function")
        val event = if (body.isEmpty()) JsonObject(emptyMap()) else StrictJson.parse(body)
        if (event == null) throw Refusal.configuration("Could not parse request body into json: $body")
        val headers = MappedRequest.of(invocation, integration).headers
        val isAsync = headers.any { it.first.equals("X-Amz-Invocation-Type", true) && it.second == "Event" }
        val source = invocation.sourceArn(invocation.request.method, invocation.resourcePath)
        val result = Functions.invoke(invocation, arn, event, source, integration.text("credentials"), isAsync)
        if (!result.isFailed) return MappedAnswer.Result(result.payload, selector = null)
        val error = StrictJson.parse(result.payload) as? JsonObject
        val message = (error?.get("errorMessage") as? JsonPrimitive)?.contentOrNull
        return MappedAnswer.Result(result.payload, selector = message.orEmpty())
    }

    private fun service(
        invocation: Invocation,
        integration: Members,
        uri: String,
        body: String,
    ): MappedAnswer.Result {
        val whole = Functions.STAGE_VARIABLE.replace(uri) { invocation.stageVariables[it.groupValues[1]].orEmpty() }
        val mapped = MappedRequest.of(invocation, integration)
        val call =
            AwsTarget.of(whole, body, mapped)
                ?: throw Refusal.configuration("mockaws does not know how to call $whole")
        val region = whole.split(':').getOrNull(REGION)?.ifEmpty { null } ?: invocation.call.region
        val sender = integration.text("credentials") ?: Functions.SENDER
        val source = invocation.sourceArn(invocation.request.method, invocation.resourcePath)
        return try {
            val place = Place(invocation.call.account, region)
            val output = invocation.call.serviceCall(call.service, call.operation, call.input, sender, source, place)
            MappedAnswer.Result(written(call, output, invocation), selector = "200")
        } catch (fault: AwsFault) {
            val refused =
                buildJsonObject {
                    put("__type", fault.error.code)
                    put("message", fault.error.message)
                }
            MappedAnswer.Result(refused.toString(), selector = "${fault.error.status}")
        }
    }

    /** JSON, as services write it; those that speak Query have the operation's name around it. */
    private fun written(
        call: AwsTarget,
        output: Map<String, Any?>,
        invocation: Invocation,
    ): String {
        val json = jsonOf(output)
        if (!call.isQuery) return json.toString()
        return buildJsonObject {
            putJsonObject("${call.operation}Response") {
                if (output.isNotEmpty()) put("${call.operation}Result", json)
                putJsonObject("ResponseMetadata") { put("RequestId", invocation.call.ids.uuid()) }
            }
        }.toString()
    }

    fun jsonOf(value: Any?): JsonElement =
        when (value) {
            null -> JsonNull
            is Map<*, *> -> JsonObject(value.entries.associate { "${it.key}" to jsonOf(it.value) })
            is List<*> -> JsonArray(value.map(::jsonOf))
            is Boolean -> JsonPrimitive(value)
            is Number -> JsonPrimitive(value)
            is Instant -> JsonPrimitive(value.toEpochMilliseconds() / MILLIS)
            is Blob -> JsonPrimitive(Base64.getEncoder().encodeToString(value.bytes))
            else -> JsonPrimitive("$value")
        }

    private const val REGION = 3
    private const val MILLIS = 1000.0
}

/** The operation that the URI and the request of an integration name. */
internal class AwsTarget private constructor(
    /** As the AWS CLI names it. */
    val service: String,
    val operation: String,
    val input: JsonObject,
    /** Whether its answer is one of the Query protocol. */
    val isQuery: Boolean,
) {
    companion object {
        private val names = mapOf("states" to "stepfunctions", "email" to "ses", "monitoring" to "cloudwatch")

        /** Null where nobody knows what is meant. */
        fun of(
            uri: String,
            body: String,
            request: MappedRequest,
        ): AwsTarget? {
            // arn:aws:apigateway:REGION:SERVICE:action/NAME or path/REST
            val parts = uri.split(':', limit = PARTS)
            if (parts.size < PARTS) return null
            val service = names[parts[SERVICE]] ?: parts[SERVICE]
            if (Models.facts(service) == null) return null
            val rest = parts[PARTS - 1]
            val header = request.headers.firstOrNull { it.first.equals("X-Amz-Target", ignoreCase = true) }?.second
            val json = StrictJson.parse(body) as? JsonObject
            val form = (if (json == null) parametersOf(body) else emptyMap()) + request.query.toMap()
            val operation =
                when {
                    rest.startsWith("action/") -> rest.removePrefix("action/").substringBefore('&').substringBefore('?')
                    header != null -> header.substringAfterLast('.')
                    else -> form["Action"]
                } ?: return null
            val isQuery = json == null && header == null && service in QUERY
            val own = json ?: JsonObject(FormMembers.of(form - "Action" - "Version"))
            val queue = rest.removePrefix("path/").takeIf { service == "sqs" && '/' in it && rest.startsWith("path/") }
            val input =
                if (queue != null && "QueueUrl" !in own) {
                    JsonObject(own + ("QueueUrl" to JsonPrimitive("https://sqs.${parts[REGION]}.amazonaws.com/$queue")))
                } else {
                    own
                }
            return AwsTarget(service, operation.replaceFirstChar(Char::uppercase), input, isQuery)
        }

        private fun parametersOf(body: String): Map<String, String> =
            try {
                QueryParameters.parse(body).associate { it.name to it.value.orEmpty() }
            } catch (_: IllegalArgumentException) {
                emptyMap()
            }

        private val QUERY = setOf("sqs", "sns", "iam", "sts", "ses", "cloudwatch", "cloudformation")
        private const val PARTS = 6
        private const val SERVICE = 4
        private const val REGION = 3
    }
}

/** The members that the parameters of a form mean: `MessageAttribute.1.Name`. */
internal object FormMembers {
    fun of(form: Map<String, String>): Map<String, JsonElement> {
        val plain = form.filterKeys { '.' !in it }.mapValues { (_, value) -> JsonPrimitive(value) as JsonElement }
        val nested =
            form.filterKeys { '.' in it }.entries.groupBy { it.key.substringBefore('.') }
                .map { (name, own) -> membersOf(name, own.associate { it.key.substringAfter('.') to it.value }) }
        return plain + nested
    }

    /** A list of names and values is a map; that of SQS is called in the plural. */
    private fun membersOf(
        name: String,
        entries: Map<String, String>,
    ): Pair<String, JsonElement> {
        val items =
            entries.mapKeys { it.key.removePrefix("member.").removePrefix("entry.") }.entries
                .groupBy { it.key.substringBefore('.') }.toSortedMap(compareBy { it.toIntOrNull() ?: 0 })
                .values.map { item -> item.associate { it.key.substringAfter('.', "") to it.value } }
        val isMap = items.all { "Name" in it || "key" in it || "Key" in it }
        val plural = if (name.startsWith("MessageAttribute")) "MessageAttributes" else name
        if (!isMap) {
            return plural to JsonArray(items.map { item -> item[""]?.let(::JsonPrimitive) ?: JsonObject(of(item)) })
        }
        val pairs =
            items.associate { item ->
                val key = item["Name"] ?: item["key"] ?: item.getValue("Key")
                val own = item.filterKeys { it.startsWith("Value.") || it.startsWith("value.") }
                val value =
                    if (own.isEmpty()) {
                        JsonPrimitive(item["Value"] ?: item["value"].orEmpty())
                    } else {
                        JsonObject(own.entries.associate { it.key.substringAfter('.') to JsonPrimitive(it.value) })
                    }
                key to value
            }
        return plural to JsonObject(pairs)
    }
}
