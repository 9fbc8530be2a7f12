package io.mockaws.services.lambda.op

import io.mockaws.kit.Arn
import io.mockaws.kit.Paging
import io.mockaws.services.lambda.function.Destination
import io.mockaws.services.lambda.function.DestinationConfig
import io.mockaws.services.lambda.function.EventInvokeConfig
import io.mockaws.services.lambda.function.FunctionName
import io.mockaws.services.lambda.function.FunctionName.Companion.LATEST
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.function.LambdaFunction
import io.mockaws.services.lambda.state.FoundFunction
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.function
import io.mockaws.services.lambda.state.functions
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class FunctionEventInvokeConfigRequest(
    val functionName: String,
    val qualifier: String? = null,
    val maximumRetryAttempts: Int? = null,
    val maximumEventAgeInSeconds: Int? = null,
    val destinationConfig: DestinationConfig? = null,
)

@Serializable
internal data class FunctionEventInvokeConfig(
    val lastModified: Instant,
    val functionArn: String,
    val maximumRetryAttempts: Int?,
    val maximumEventAgeInSeconds: Int?,
    val destinationConfig: DestinationConfig,
)

private fun EventInvokeConfig.shown(
    function: LambdaFunction,
    key: String,
) = FunctionEventInvokeConfig(
    lastModified,
    function.arnOf(key),
    maximumRetryAttempts,
    maximumEventAge,
    DestinationConfig(destinations.onSuccess ?: Destination(), destinations.onFailure ?: Destination()),
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
internal fun putFunctionEventInvokeConfig(
    request: FunctionEventInvokeConfigRequest,
    call: LambdaCall,
): FunctionEventInvokeConfig =
    change(request, call) { _, _ ->
        EventInvokeConfig(
            call.now(),
            request.maximumRetryAttempts,
            request.maximumEventAgeInSeconds,
            request.destinationConfig ?: DestinationConfig(),
        )
    }

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionEventInvokeConfig.html */
internal fun updateFunctionEventInvokeConfig(
    request: FunctionEventInvokeConfigRequest,
    call: LambdaCall,
): FunctionEventInvokeConfig =
    change(request, call) { function, key ->
        val before = function.eventInvokes[key] ?: throw noConfig(function.arnOf(key))
        EventInvokeConfig(
            call.now(),
            request.maximumRetryAttempts ?: before.maximumRetryAttempts,
            request.maximumEventAgeInSeconds ?: before.maximumEventAge,
            DestinationConfig(
                request.destinationConfig?.onSuccess ?: before.destinations.onSuccess,
                request.destinationConfig?.onFailure ?: before.destinations.onFailure,
            ),
        )
    }

private fun change(
    request: FunctionEventInvokeConfigRequest,
    call: LambdaCall,
    next: (LambdaFunction, key: String) -> EventInvokeConfig,
): FunctionEventInvokeConfig {
    if (request.maximumRetryAttempts == null && request.maximumEventAgeInSeconds == null &&
        request.destinationConfig == null
    ) {
        throw LambdaFaults.invalid("You must specify at least one of error handling or destination setting.")
    }
    val found = call.function(request.functionName, request.qualifier)
    val key = found.name.qualifier ?: LATEST
    val missing = LambdaFaults.notFound("The function doesn't exist.")
    if (found.orNull()?.versionOf(found.name.qualifier) == null) throw missing
    request.destinationConfig?.let { call.checkDestinations(it, found) }
    val function = found.change { it.copy(eventInvokes = it.eventInvokes + (key to next(it, key))) }
    return function.eventInvokes.getValue(key).shown(function, key)
}

private fun LambdaCall.checkDestinations(
    config: DestinationConfig,
    found: FoundFunction,
) {
    val success = config.onSuccess?.destination?.ifEmpty { null }
    val failure = config.onFailure?.destination?.ifEmpty { null }
    for (text in listOfNotNull(failure, success)) {
        val arn = Arn.parse(text)
        if (arn?.service !in destinations) {
            throw LambdaFaults.invalid(
                "The provided destination config DestinationConfig(onSuccess=${shown("OnSuccess", success)}, " +
                    "onFailure=${shown("OnFailure", failure)}) is invalid.",
            )
        }
        if (arn?.service == "lambda") checkFunction(text, found)
    }
}

private fun LambdaCall.checkFunction(
    arn: String,
    found: FoundFunction,
) {
    val other = FunctionName.parse(arn, place)
    if (other == null || at(other.place).state.now.functions[other.name] == null) {
        throw LambdaFaults.invalid("The destination ARN $arn is invalid.")
    }
    if (other.arn == found.name.arn) {
        throw LambdaFaults.invalid("You can't specify the function as a destination for itself.")
    }
}

private fun shown(
    kind: String,
    arn: String?,
) = if (arn == null) "null" else "$kind(destination=$arn)"

private val destinations = setOf("lambda", "sns", "sqs", "events", "s3")

private fun noConfig(arn: String) = LambdaFaults.notFound("The function $arn doesn't have an EventInvokeConfig")

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html */
internal fun getFunctionEventInvokeConfig(
    request: QualifiedFunctionRequest,
    call: LambdaCall,
): FunctionEventInvokeConfig {
    val found = call.function(request.functionName, request.qualifier)
    val key = found.name.qualifier ?: LATEST
    val function = found.orNull()
    return function?.eventInvokes?.get(key)?.shown(function, key) ?: throw noConfig("${found.name.arn}:$key")
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionEventInvokeConfig.html */
internal fun deleteFunctionEventInvokeConfig(
    request: QualifiedFunctionRequest,
    call: LambdaCall,
) {
    getFunctionEventInvokeConfig(request, call)
    val found = call.function(request.functionName, request.qualifier)
    found.change { it.copy(eventInvokes = it.eventInvokes - (found.name.qualifier ?: LATEST)) }
}

@Serializable
internal data class ListFunctionEventInvokeConfigsResponse(
    val functionEventInvokeConfigs: List<FunctionEventInvokeConfig>,
    val nextMarker: String?,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionEventInvokeConfigs.html */
internal fun listFunctionEventInvokeConfigs(
    request: ListOfFunctionRequest,
    call: LambdaCall,
): ListFunctionEventInvokeConfigsResponse {
    val function =
        call.function(request.functionName).orNull() ?: throw LambdaFaults.notFound("The function doesn't exist.")
    val all = function.eventInvokes.toSortedMap().map { (key, config) -> config.shown(function, key) }
    val page =
        Paging(function.name, FunctionEventInvokeConfig::functionArn, ::badMarker)
            .page(all, pageSize(request.maxItems), request.marker)
    return ListFunctionEventInvokeConfigsResponse(page.items, page.nextToken)
}
