package io.mockaws.services.lambda.op

import io.mockaws.services.lambda.function.FunctionName.Companion.LATEST
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.function.LambdaFunction
import io.mockaws.services.lambda.function.LambdaLimits
import io.mockaws.services.lambda.run.FunctionRunner
import io.mockaws.services.lambda.run.InvocationOrder
import io.mockaws.services.lambda.run.chosenVersion
import io.mockaws.services.lambda.state.FoundFunction
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.function
import io.mockaws.wire.Blob
import io.mockaws.wire.MediaType
import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import java.util.Base64

@Serializable
internal data class InvocationRequest(
    val functionName: String,
    val invocationType: String? = null,
    val logType: String? = null,
    val clientContext: String? = null,
    val payload: Blob? = null,
    val qualifier: String? = null,
)

@Serializable
internal data class InvocationResponse(
    val statusCode: Int,
    val functionError: String? = null,
    val logResult: String? = null,
    @MediaType("application/json") val payload: Blob? = null,
    val executedVersion: String? = null,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
internal suspend fun invoke(
    request: InvocationRequest,
    call: LambdaCall,
): InvocationResponse {
    val type = request.invocationType ?: "RequestResponse"
    val payload = payloadOf(request.payload, if (type == "Event") LambdaLimits.ASYNC_PAYLOAD else LambdaLimits.PAYLOAD)
    val found = call.function(request.functionName, request.qualifier, isShared = true)
    val order = call.orderOf(found, payload, request.clientContext)
    return when (type) {
        "DryRun" -> InvocationResponse(NO_CONTENT)

        "Event" -> {
            enqueue(order)
            InvocationResponse(ACCEPTED)
        }

        else -> {
            val outcome = FunctionRunner.of(call.world).run(order)
            InvocationResponse(
                OK,
                if (outcome.isFailed) "Unhandled" else null,
                outcome.log.takeIf { request.logType == "Tail" }?.let(::tail),
                Blob(outcome.payload.encodeToByteArray()),
                order.version.version,
            )
        }
    }
}

/** The event, as JSON; none at all is an empty one. */
internal fun payloadOf(
    payload: Blob?,
    most: Int,
): String {
    if (payload == null || payload.size == 0) return "{}"
    if (payload.size > most) throw LambdaFaults.requestTooLarge(most)
    val text = payload.bytes.decodeToString()
    try {
        Json.parseToJsonElement(text)
    } catch (malformed: SerializationException) {
        throw LambdaFaults.noJson(malformed.message.orEmpty().lineSequence().first())
    }
    return text
}

/** What is to run. */
internal fun LambdaCall.orderOf(
    found: FoundFunction,
    payload: String,
    clientContext: String? = null,
    onFlush: ((ByteArray) -> Unit)? = null,
): InvocationOrder {
    val function = found.orNull() ?: throw LambdaFaults.noFunction(found.name.arnOr(LATEST))
    val qualifier = found.name.qualifier
    val version = chosenVersion(function, qualifier) ?: throw LambdaFaults.noFunction(found.name.qualifiedArn)
    checkPermission(function, qualifier)
    val decoded = clientContext?.let { String(Base64.getDecoder().decode(it), Charsets.UTF_8) }
    val id = requestId.ifEmpty { ids.uuid() }
    return InvocationOrder(
        found.call,
        function,
        version,
        qualifier,
        payload,
        id,
        decoded,
        onFlush = onFlush,
    )
}

/** Services that call in their own name need a permission of the function; people and roles are not judged here. */
private fun LambdaCall.checkPermission(
    function: LambdaFunction,
    qualifier: String?,
) {
    val principal = principal ?: return
    if (function.isOpen || principal.service !in strangers) return
    val policy = function.policies[qualifier ?: LATEST]
    if (namesOf(principal.service).any { policy?.allows(it, INVOKE, principal.source, account) == true }) return
    throw LambdaFaults.accessDenied(
        "User: ${principal.service} is not authorized to perform: $INVOKE on resource: ${function.arnOf(qualifier)} " +
            "because no resource-based policy allows the $INVOKE action",
    )
}

/** CloudWatch Logs has a name in each region, too, which older permissions have. */
private fun LambdaCall.namesOf(service: String): List<String> =
    if (service == LOGS) listOf(service, "logs.$region.amazonaws.com") else listOf(service)

/** Others invoke by a role. */
private val strangers =
    setOf(
        "apigateway.amazonaws.com", "cognito-idp.amazonaws.com", "config.amazonaws.com", "events.amazonaws.com",
        "iot.amazonaws.com", "lambda.alarms.cloudwatch.amazonaws.com", LOGS, "s3.amazonaws.com",
        "secretsmanager.amazonaws.com",
        "ses.amazonaws.com", "sns.amazonaws.com",
    )

/** The end of the log, in Base64. */
internal fun tail(log: String): String {
    val bytes = log.encodeToByteArray()
    return Base64.getEncoder().encodeToString(
        bytes.copyOfRange(maxOf(0, bytes.size - LambdaLimits.LOG_TAIL), bytes.size)
    )
}

private const val LOGS = "logs.amazonaws.com"
private const val INVOKE = "lambda:InvokeFunction"
private const val OK = 200
private const val ACCEPTED = 202
private const val NO_CONTENT = 204
