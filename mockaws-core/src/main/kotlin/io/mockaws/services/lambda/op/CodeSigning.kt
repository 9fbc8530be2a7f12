package io.mockaws.services.lambda.op

import io.mockaws.kit.Paging
import io.mockaws.services.lambda.function.LambdaFunction
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.functions
import io.mockaws.services.lambda.state.unqualified
import kotlinx.serialization.Serializable

// Which function has which configuration; the configurations themselves are records, which nobody checks code by.

@Serializable
internal data class PutFunctionCodeSigningConfigRequest(
    val functionName: String,
    val codeSigningConfigArn: String,
)

@Serializable
internal data class FunctionCodeSigningConfig(
    val codeSigningConfigArn: String?,
    val functionName: String?,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionCodeSigningConfig.html */
internal fun putFunctionCodeSigningConfig(
    request: PutFunctionCodeSigningConfigRequest,
    call: LambdaCall,
): FunctionCodeSigningConfig {
    val function =
        call.unqualified(request.functionName).change { it.copy(codeSigningConfigArn = request.codeSigningConfigArn) }
    return FunctionCodeSigningConfig(function.codeSigningConfigArn, function.name)
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionCodeSigningConfig.html */
internal fun getFunctionCodeSigningConfig(
    request: FunctionRequest,
    call: LambdaCall,
): FunctionCodeSigningConfig {
    val function = call.unqualified(request.functionName).get()
    return FunctionCodeSigningConfig(
        function.codeSigningConfigArn,
        function.name.takeIf { function.codeSigningConfigArn != null }
    )
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionCodeSigningConfig.html */
internal fun deleteFunctionCodeSigningConfig(
    request: FunctionRequest,
    call: LambdaCall,
) {
    call.unqualified(request.functionName).change { it.copy(codeSigningConfigArn = null) }
}

@Serializable
internal data class ListFunctionsByCodeSigningConfigRequest(
    val codeSigningConfigArn: String,
    val marker: String? = null,
    val maxItems: Int? = null,
)

@Serializable
internal data class ListFunctionsByCodeSigningConfigResponse(
    val nextMarker: String?,
    val functionArns: List<String>,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionsByCodeSigningConfig.html */
internal fun listFunctionsByCodeSigningConfig(
    request: ListFunctionsByCodeSigningConfigRequest,
    call: LambdaCall,
): ListFunctionsByCodeSigningConfigResponse {
    val all =
        call.state.now.functions.values.filter { it.codeSigningConfigArn == request.codeSigningConfigArn }
            .sortedBy { it.name }
    val page =
        Paging(request.codeSigningConfigArn, LambdaFunction::name, ::badMarker)
            .page(all, pageSize(request.maxItems), request.marker)
    return ListFunctionsByCodeSigningConfigResponse(page.nextToken, page.items.map { it.arn })
}
