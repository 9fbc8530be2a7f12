package io.mockaws.services.lambda.op

import io.mockaws.kit.Paging
import io.mockaws.services.lambda.function.Cors
import io.mockaws.services.lambda.function.FunctionName.Companion.LATEST
import io.mockaws.services.lambda.function.FunctionUrl
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.function.isVersionNumber
import io.mockaws.services.lambda.state.FoundFunction
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.function
import kotlinx.serialization.Serializable

@Serializable
internal data class CreateFunctionUrlConfigRequest(
    val functionName: String,
    val authType: String,
    val qualifier: String? = null,
    val cors: Cors? = null,
    val invokeMode: String? = null,
)

@Serializable
internal data class CreateFunctionUrlConfigResponse(
    val functionUrl: String,
    val functionArn: String,
    val authType: String,
    val cors: Cors?,
    val creationTime: String,
    val invokeMode: String?,
)

/** Also the answers to UpdateFunctionUrlConfig and GetFunctionUrlConfig. */
@Serializable
internal data class FunctionUrlConfig(
    val functionUrl: String,
    val functionArn: String,
    val creationTime: String,
    val lastModifiedTime: String,
    val cors: Cors?,
    val authType: String,
    val invokeMode: String?,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html */
internal fun createFunctionUrlConfig(
    request: CreateFunctionUrlConfigRequest,
    call: LambdaCall,
): CreateFunctionUrlConfigResponse {
    val found = call.urlOwner(request.functionName, request.qualifier)
    val key = found.name.qualifier ?: LATEST
    val url =
        FunctionUrl(
            "https://${call.ids.random(URL_ID, LETTERS)}.lambda-url.${call.region}.on.aws/",
            request.authType,
            call.now(),
            call.now(),
            request.cors,
            request.invokeMode,
        )
    val arn = found.name.qualifiedArn
    found.change { before ->
        if (found.name.qualifier != null && key !in before.aliases) throw functionDoesNotExist()
        if (key in before.urls) {
            throw LambdaFaults.conflict(
                "Failed to create function url config for [functionArn = $arn]. Error message:  FunctionUrlConfig " +
                    "exists for this Lambda function",
            )
        }
        before.copy(urls = before.urls + (key to url))
    }
    return CreateFunctionUrlConfigResponse(
        url.url,
        arn,
        url.authType,
        url.cors,
        url.createdAt.shown(),
        url.invokeMode
    )
}

private fun functionDoesNotExist() = LambdaFaults.notFound("Function does not exist")

/** The function itself, or an alias of it; not a version. */
private fun LambdaCall.urlOwner(
    text: String,
    qualifier: String?,
): FoundFunction {
    val found = function(text, qualifier)
    val named = found.name.qualifier
    if (named != null && (named.isVersionNumber || named == LATEST)) {
        throw LambdaFaults.validation(
            "1 validation error detected: Value '$named' at 'qualifier' failed to satisfy constraint: Member must " +
                "satisfy regular expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)",
        )
    }
    found.orNull() ?: throw functionDoesNotExist()
    return found
}

private fun FunctionUrl.shown(
    arn: String,
    invokeMode: String? = this.invokeMode ?: "BUFFERED",
) = FunctionUrlConfig(url, arn, createdAt.shown(), lastModified.shown(), cors, authType, invokeMode)

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionUrlConfig.html */
internal fun getFunctionUrlConfig(
    request: QualifiedFunctionRequest,
    call: LambdaCall,
): FunctionUrlConfig {
    val found = call.urlOwnerOrMissing(request)
    val url = found.orNull()?.urls?.get(found.name.qualifier ?: LATEST) ?: throw LambdaFaults.noResource()
    return url.shown(found.name.qualifiedArn)
}

private fun LambdaCall.urlOwnerOrMissing(request: QualifiedFunctionRequest): FoundFunction =
    function(request.functionName, request.qualifier).also {
        if (it.orNull() == null) throw LambdaFaults.noResource()
        urlOwner(request.functionName, request.qualifier)
    }

@Serializable
internal data class UpdateFunctionUrlConfigRequest(
    val functionName: String,
    val qualifier: String? = null,
    val authType: String? = null,
    val cors: Cors? = null,
    val invokeMode: String? = null,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionUrlConfig.html */
internal fun updateFunctionUrlConfig(
    request: UpdateFunctionUrlConfigRequest,
    call: LambdaCall,
): FunctionUrlConfig {
    val found = call.urlOwner(request.functionName, request.qualifier)
    val key = found.name.qualifier ?: LATEST
    val function =
        found.change { before ->
            if (found.name.qualifier != null && key !in before.aliases) throw functionDoesNotExist()
            val url = before.urls[key] ?: throw LambdaFaults.noResource()
            val next =
                url.copy(
                    authType = request.authType ?: url.authType,
                    cors = if (request.cors == Cors()) null else request.cors ?: url.cors,
                    invokeMode = request.invokeMode ?: url.invokeMode,
                    lastModified = call.now(),
                )
            before.copy(urls = before.urls + (key to next))
        }
    val url = function.urls.getValue(key)
    return url.shown(found.name.qualifiedArn, url.invokeMode)
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionUrlConfig.html */
internal fun deleteFunctionUrlConfig(
    request: QualifiedFunctionRequest,
    call: LambdaCall,
) {
    val found = call.urlOwnerOrMissing(request)
    found.change { before ->
        val key = found.name.qualifier ?: LATEST
        if (key !in before.urls) throw LambdaFaults.noResource()
        before.copy(urls = before.urls - key)
    }
}

@Serializable
internal data class ListOfFunctionRequest(
    val functionName: String,
    val marker: String? = null,
    val maxItems: Int? = null,
)

@Serializable
internal data class ListFunctionUrlConfigsResponse(
    val functionUrlConfigs: List<FunctionUrlConfig>,
    val nextMarker: String?,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionUrlConfigs.html */
internal fun listFunctionUrlConfigs(
    request: ListOfFunctionRequest,
    call: LambdaCall,
): ListFunctionUrlConfigsResponse {
    val function = call.function(request.functionName).orNull() ?: throw functionDoesNotExist()
    val all =
        function.urls.toSortedMap().map { (key, url) -> url.shown(function.arnOf(key.takeIf { it != LATEST })) }
    val page =
        Paging(function.name, FunctionUrlConfig::functionArn, ::badMarker)
            .page(all, pageSize(request.maxItems), request.marker)
    return ListFunctionUrlConfigsResponse(page.items, page.nextToken)
}

private const val URL_ID = 32
private const val LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
