package io.mockaws.services.apigateway.execute

import io.mockaws.engine.AwsFault
import io.mockaws.engine.Place
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Arn
import io.mockaws.kit.web.ApiAnswer
import io.mockaws.kit.web.MalformedAnswer
import io.mockaws.wire.Blob
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import java.util.Base64

/** Calls of functions of AWS Lambda. */
internal object Functions {
    /** What came of a call. */
    class Result(
        val payload: String,
        val isFailed: Boolean,
    )

    /** The ARN of the function that [uri] of an integration or authorizer names, with variables of the stage put in. */
    fun arnOf(
        uri: String,
        variables: Map<String, String>,
    ): String? {
        val whole = STAGE_VARIABLE.replace(uri) { variables[it.groupValues[1]].orEmpty() }
        if (FUNCTION.containsMatchIn(whole)) return whole
        return whole.substringAfter("/functions/", "").substringBeforeLast('/').ifEmpty { null }
    }

    /**
     * Invokes the function at [arn] with [event], in the name of API Gateway or of the role [credentials].
     *
     * @param source the method or route that calls, as policies see it
     * @throws Refusal where it cannot be invoked
     */
    fun invoke(
        invocation: Invocation,
        arn: String,
        event: JsonElement,
        source: String,
        credentials: String?,
        isAsync: Boolean = false,
    ): Result {
        val place = Arn.parse(arn)?.place ?: Place(invocation.call.account, invocation.call.region)
        val input =
            buildJsonObject {
                put("FunctionName", arn)
                put("InvocationType", if (isAsync) "Event" else "RequestResponse")
                put("Payload", Base64.getEncoder().encodeToString(event.toString().toByteArray()))
            }
        val sender = if (credentials.isNullOrEmpty()) SENDER else credentials
        val output =
            try {
                invocation.call.serviceCall("lambda", "Invoke", input, sender, source, place)
            } catch (fault: AwsFault) {
                throw refusal(fault)
            }
        val payload = (output["Payload"] as? Blob)?.bytes?.decodeToString().orEmpty()
        val isFailed = output["FunctionError"] != null
        if (isFailed) invocation.results["integration.error"] = payload
        invocation.results["integration.latency"] = "0"
        return Result(payload, isFailed)
    }

    /**
     * What [read] makes of a function's answer.
     *
     * @throws Refusal where that is none
     */
    fun answer(read: () -> ApiAnswer): ApiAnswer =
        try {
            read()
        } catch (malformed: MalformedAnswer) {
            throw Refusal.badIntegration(malformed.message.orEmpty())
        }

    private fun refusal(fault: AwsFault): Refusal =
        when {
            fault.error.code == "AccessDeniedException" ->
                Refusal.configuration("Invalid permissions on Lambda function")

            fault.error.status == TOO_MANY || fault.error.status >= SERVER_ERROR ->
                Refusal.badIntegration("Lambda execution failed: ${fault.message}")

            else -> Refusal.configuration("Lambda invocation failed: ${fault.message}")
        }

    private val FUNCTION = Regex("^arn:[a-z-]+:lambda:[^:]*:[^:]*:function:")
    const val SENDER: String = "apigateway.amazonaws.com"
    private const val TOO_MANY = 429
    private const val SERVER_ERROR = 500
    val STAGE_VARIABLE: Regex = Regex("\\$\\{stageVariables\\.([A-Za-z0-9_]+)}")
}
