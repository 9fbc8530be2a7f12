package io.mockaws.services.lambda.op

import io.mockaws.kit.Paging
import io.mockaws.services.lambda.function.FunctionName.Companion.LATEST
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.function.LambdaFunction
import io.mockaws.services.lambda.function.LambdaLimits
import io.mockaws.services.lambda.function.ProvisionedConcurrency
import io.mockaws.services.lambda.function.isVersionNumber
import io.mockaws.services.lambda.state.FoundFunction
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.function
import io.mockaws.services.lambda.state.functions
import io.mockaws.services.lambda.state.unqualified
import kotlinx.serialization.Serializable

/** Also the answers to PutFunctionConcurrency and GetFunctionConcurrency. */
@Serializable
internal data class Concurrency(
    val reservedConcurrentExecutions: Int?,
)

@Serializable
internal data class FunctionRequest(
    val functionName: String,
)

@Serializable
internal data class PutFunctionConcurrencyRequest(
    val functionName: String,
    val reservedConcurrentExecutions: Int,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
internal fun putFunctionConcurrency(
    request: PutFunctionConcurrencyRequest,
    call: LambdaCall,
): Concurrency {
    val found = call.unqualified(request.functionName)
    val wanted = request.reservedConcurrentExecutions
    found.orNull() ?: throw LambdaFaults.noFunction("${found.name.arn}:$LATEST")
    found.change { before ->
        val others = functions.values.filter { it.name != before.name }.sumOf { it.reservedConcurrency ?: 0 }
        if (LambdaLimits.CONCURRENCY - others - wanted < LambdaLimits.UNRESERVED && wanted > 0) {
            throw LambdaFaults.limit(
                "Specified ReservedConcurrentExecutions for function decreases account's " +
                    "UnreservedConcurrentExecution below its minimum value of [${LambdaLimits.UNRESERVED}].",
            )
        }
        val provisioned = before.provisioned.values.sumOf { it.requested }
        if (wanted < provisioned) {
            throw LambdaFaults.invalid(
                " ReservedConcurrentExecutions  $wanted should not be lower than function's total provisioned " +
                    "concurrency [$provisioned].",
            )
        }
        before.copy(reservedConcurrency = wanted)
    }
    return Concurrency(wanted)
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html */
internal fun getFunctionConcurrency(
    request: FunctionRequest,
    call: LambdaCall,
): Concurrency = Concurrency(call.function(request.functionName).get().reservedConcurrency)

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionConcurrency.html */
internal fun deleteFunctionConcurrency(
    request: FunctionRequest,
    call: LambdaCall,
) {
    call.unqualified(request.functionName).change { it.copy(reservedConcurrency = null) }
}

@Serializable
internal data class PutProvisionedConcurrencyConfigRequest(
    val functionName: String,
    val qualifier: String,
    val provisionedConcurrentExecutions: Int,
)

/** Also the answer to GetProvisionedConcurrencyConfig. */
@Serializable
internal data class ProvisionedConcurrencyConfig(
    val functionArn: String?,
    val requestedProvisionedConcurrentExecutions: Int,
    val availableProvisionedConcurrentExecutions: Int,
    val allocatedProvisionedConcurrentExecutions: Int,
    val status: String,
    val lastModified: String,
)

@Serializable
internal data class ProvisionedConcurrencyResponse(
    val requestedProvisionedConcurrentExecutions: Int,
    val availableProvisionedConcurrentExecutions: Int,
    val allocatedProvisionedConcurrentExecutions: Int,
    val status: String,
    val lastModified: String,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutProvisionedConcurrencyConfig.html */
internal fun putProvisionedConcurrencyConfig(
    request: PutProvisionedConcurrencyConfigRequest,
    call: LambdaCall,
): ProvisionedConcurrencyResponse {
    val wanted = request.provisionedConcurrentExecutions
    if (wanted < 1) {
        throw LambdaFaults.validation(
            "1 validation error detected: Value '$wanted' at 'provisionedConcurrentExecutions' failed to satisfy " +
                "constraint: Member must have value greater than or equal to 1",
        )
    }
    if (request.qualifier == LATEST) {
        throw LambdaFaults.invalid(
            "Provisioned Concurrency Configs cannot be applied to unpublished function versions.",
        )
    }
    val found = call.provisionable(request.functionName, request.qualifier)
    val key = request.qualifier
    found.change { before ->
        checkProvisioned(before, key, wanted)
        before.copy(provisioned = before.provisioned + (key to ProvisionedConcurrency(wanted, call.now())))
    }
    return ProvisionedConcurrencyResponse(wanted, 0, 0, "IN_PROGRESS", call.now().shown())
}

private fun checkProvisioned(
    function: LambdaFunction,
    key: String,
    wanted: Int,
) {
    val others = (function.provisioned - key).values.sumOf { it.requested }
    val reserved = function.reservedConcurrency
    if (reserved != null && others + wanted > reserved) {
        throw LambdaFaults.invalid(
            "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function",
        )
    }
    if (wanted > LambdaLimits.CONCURRENCY) {
        throw LambdaFaults.limit(
            "Specified ConcurrentExecutions for function is greater than account's unreserved concurrency " +
                "[${LambdaLimits.CONCURRENCY}].",
        )
    }
    if (reserved == null && LambdaLimits.CONCURRENCY - wanted < LambdaLimits.UNRESERVED) {
        throw LambdaFaults.limit(
            "Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its " +
                "minimum value of [${LambdaLimits.UNRESERVED}].",
        )
    }
    val alias = function.aliases[key]
    if (alias != null && alias.version in function.provisioned) {
        throw LambdaFaults.conflict(
            "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
        )
    }
    if (function.provisioned.keys.any { function.aliases[it]?.version == key }) {
        throw LambdaFaults.conflict("Version is pointed by a Provisioned Concurrency alias")
    }
}

/** A published version or an alias. */
private fun LambdaCall.provisionable(
    text: String,
    qualifier: String,
): FoundFunction {
    val found = function(text, qualifier)
    if (qualifier == LATEST) {
        throw LambdaFaults.invalid("The function resource provided must be an alias or a published version.")
    }
    val function = found.orNull()
    if (function?.versionOf(qualifier) == null) {
        throw if (qualifier.isVersionNumber) {
            LambdaFaults.noFunction(found.name.qualifiedArn)
        } else {
            LambdaFaults.noAlias(found.name.qualifiedArn)
        }
    }
    return found
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetProvisionedConcurrencyConfig.html */
internal fun getProvisionedConcurrencyConfig(
    request: ProvisionedRequest,
    call: LambdaCall,
): ProvisionedConcurrencyResponse {
    val found = call.provisionable(request.functionName, request.qualifier)
    val config =
        found.get().provisioned[request.qualifier] ?: throw LambdaFaults.noProvisionedConcurrency()
    return ProvisionedConcurrencyResponse(
        config.requested,
        config.requested,
        config.requested,
        "READY",
        config.lastModified.shown()
    )
}

@Serializable
internal data class ProvisionedRequest(
    val functionName: String,
    val qualifier: String,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteProvisionedConcurrencyConfig.html */
internal fun deleteProvisionedConcurrencyConfig(
    request: ProvisionedRequest,
    call: LambdaCall,
) {
    call.provisionable(request.functionName, request.qualifier)
        .change { it.copy(provisioned = it.provisioned - request.qualifier) }
}

@Serializable
internal data class ListProvisionedConcurrencyConfigsResponse(
    val provisionedConcurrencyConfigs: List<ProvisionedConcurrencyConfig>,
    val nextMarker: String?,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListProvisionedConcurrencyConfigs.html */
internal fun listProvisionedConcurrencyConfigs(
    request: ListOfFunctionRequest,
    call: LambdaCall,
): ListProvisionedConcurrencyConfigsResponse {
    val function = call.function(request.functionName).get()
    val all =
        function.provisioned.toSortedMap().map { (key, it) ->
            ProvisionedConcurrencyConfig(
                function.arnOf(key),
                it.requested,
                it.requested,
                it.requested,
                "READY",
                it.lastModified.shown()
            )
        }
    val page =
        Paging(function.name, { it: ProvisionedConcurrencyConfig -> it.functionArn.orEmpty() }, ::badMarker)
            .page(all, pageSize(request.maxItems), request.marker)
    return ListProvisionedConcurrencyConfigsResponse(page.items, page.nextToken)
}
