package io.mockaws.services.lambda.op

import io.mockaws.kit.Arn
import io.mockaws.services.lambda.function.FunctionName.Companion.LATEST
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.function.LambdaLimits
import io.mockaws.services.lambda.function.RuntimeManagement
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.function
import io.mockaws.services.lambda.state.functions
import io.mockaws.services.lambda.state.layers
import io.mockaws.services.lambda.state.unqualified
import kotlinx.serialization.Serializable

@Serializable
internal data class GetAccountSettingsResponse(
    val accountLimit: AccountLimit,
    val accountUsage: AccountUsage,
)

@Serializable
internal data class AccountLimit(
    val totalCodeSize: Long,
    val codeSizeUnzipped: Long,
    val codeSizeZipped: Long,
    val concurrentExecutions: Int,
    val unreservedConcurrentExecutions: Int,
)

@Serializable
internal data class AccountUsage(
    val totalCodeSize: Long,
    val functionCount: Long,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html */
@Suppress("UNUSED_PARAMETER")
internal fun getAccountSettings(
    request: Unit,
    call: LambdaCall,
): GetAccountSettingsResponse {
    val functions = call.state.now.functions.values
    val layers = call.state.now.layers.values
    val reserved = functions.sumOf { it.reservedConcurrency ?: 0 }
    val size =
        functions.sumOf { f -> f.versions.sumOf { it.codeSize } } +
            layers.sumOf { l -> l.versions.sumOf { it.codeSize } }
    return GetAccountSettingsResponse(
        AccountLimit(
            LambdaLimits.CODE_STORAGE,
            LambdaLimits.UNZIPPED,
            LambdaLimits.ZIPPED,
            LambdaLimits.CONCURRENCY,
            LambdaLimits.CONCURRENCY - reserved,
        ),
        AccountUsage(size, functions.size.toLong()),
    )
}

@Serializable
internal data class PutFunctionRecursionConfigRequest(
    val functionName: String,
    val recursiveLoop: String,
)

@Serializable
internal data class FunctionRecursionConfig(
    val recursiveLoop: String,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionRecursionConfig.html */
internal fun putFunctionRecursionConfig(
    request: PutFunctionRecursionConfigRequest,
    call: LambdaCall,
): FunctionRecursionConfig {
    if (request.recursiveLoop !in setOf("Terminate", "Allow")) {
        throw LambdaFaults.validation(
            "1 validation error detected: Value '${request.recursiveLoop}' at 'recursiveLoop' failed to satisfy " +
                "constraint: Member must satisfy enum value set: [Terminate, Allow]",
        )
    }
    call.unqualified(request.functionName).change { it.copy(recursiveLoop = request.recursiveLoop) }
    return FunctionRecursionConfig(request.recursiveLoop)
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionRecursionConfig.html */
internal fun getFunctionRecursionConfig(
    request: FunctionRequest,
    call: LambdaCall,
): FunctionRecursionConfig =
    FunctionRecursionConfig(call.unqualified(request.functionName).get().recursiveLoop ?: "Terminate")

@Serializable
internal data class PutRuntimeManagementConfigRequest(
    val functionName: String,
    val updateRuntimeOn: String,
    val qualifier: String? = null,
    val runtimeVersionArn: String? = null,
)

@Serializable
internal data class RuntimeManagementConfig(
    val updateRuntimeOn: String,
    val runtimeVersionArn: String?,
    val functionArn: String,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutRuntimeManagementConfig.html */
internal fun putRuntimeManagementConfig(
    request: PutRuntimeManagementConfigRequest,
    call: LambdaCall,
): RuntimeManagementConfig {
    val found = call.function(request.functionName, request.qualifier)
    found.version()
    if (request.updateRuntimeOn == "Manual" && request.runtimeVersionArn == null) {
        throw LambdaFaults.invalid("RuntimeVersionArn is required when UpdateRuntimeOn is Manual.")
    }
    val key = found.name.qualifier ?: LATEST
    val config = RuntimeManagement(request.updateRuntimeOn, request.runtimeVersionArn)
    found.change { it.copy(runtimeManagement = it.runtimeManagement + (key to config)) }
    return RuntimeManagementConfig(config.updateRuntimeOn, config.runtimeVersionArn, found.name.qualifiedArn)
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetRuntimeManagementConfig.html */
internal fun getRuntimeManagementConfig(
    request: QualifiedFunctionRequest,
    call: LambdaCall,
): RuntimeManagementConfig {
    val found = call.function(request.functionName, request.qualifier)
    val version = found.version()
    val config = found.get().runtimeManagement[found.name.qualifier ?: LATEST] ?: RuntimeManagement("Auto")
    val arn =
        config.runtimeVersionArn ?: version.runtime?.takeIf { config.updateRuntimeOn != "Auto" }
            ?.let { runtimeVersionArn(it, Arn.parse(found.name.arn)!!) }
    return RuntimeManagementConfig(config.updateRuntimeOn, arn, found.name.qualifiedArn)
}
