package io.mockaws.services.lambda.op

import io.mockaws.kit.Paging
import io.mockaws.services.lambda.function.FunctionName.Companion.LATEST
import io.mockaws.services.lambda.function.FunctionVersion
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.function.LambdaFunction
import io.mockaws.services.lambda.function.isVersionNumber
import io.mockaws.services.lambda.run.FunctionRunner
import io.mockaws.services.lambda.run.functionKey
import io.mockaws.services.lambda.state.FoundFunction
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.function
import io.mockaws.services.lambda.state.functions
import io.mockaws.services.lambda.state.put
import io.mockaws.services.lambda.state.remove
import io.mockaws.services.lambda.state.removeUnusedCode
import kotlinx.serialization.Serializable

@Serializable
internal data class QualifiedFunctionRequest(
    val functionName: String,
    val qualifier: String? = null,
)

@Serializable
internal data class GetFunctionResponse(
    val configuration: FunctionConfiguration,
    val code: FunctionCodeLocation,
    val tags: Map<String, String>?,
    val concurrency: Concurrency?,
)

@Serializable
internal data class FunctionCodeLocation(
    val repositoryType: String,
    val location: String?,
    val imageUri: String?,
    val resolvedImageUri: String?,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html */
internal fun getFunction(
    request: QualifiedFunctionRequest,
    call: LambdaCall,
): GetFunctionResponse {
    val found = call.function(request.functionName, request.qualifier)
    val version = found.version()
    val function = found.get()
    return GetFunctionResponse(
        version.shown(function, arn = function.arnOf(found.name.qualifier)),
        locationOf(version, function, call),
        function.tags.ifEmpty { null },
        function.reservedConcurrency?.let { Concurrency(it) },
    )
}

/** Where AWS keeps code; nobody answers there. */
private fun locationOf(
    version: FunctionVersion,
    function: LambdaFunction,
    call: LambdaCall,
): FunctionCodeLocation {
    version.imageUri?.let {
        return FunctionCodeLocation(
            "ECR",
            null,
            it,
            "${it.substringBefore('@').substringBeforeLast(':')}@sha256:${version.codeSha256}"
        )
    }
    val bucket = "awslambda-${call.region}-tasks"
    val key = "snapshots/${call.account}/${function.name}-${version.version.removePrefix("$")}"
    return FunctionCodeLocation("S3", "https://$bucket.s3.${call.region}.amazonaws.com/$key", null, null)
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
internal fun getFunctionConfiguration(
    request: QualifiedFunctionRequest,
    call: LambdaCall,
): FunctionConfiguration {
    val found = call.function(request.functionName, request.qualifier)
    return found.version().shown(found.get(), arn = found.get().arnOf(found.name.qualifier))
}

@Serializable
internal data class DeleteFunctionResponse(
    val statusCode: Int,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html */
internal fun deleteFunction(
    request: QualifiedFunctionRequest,
    call: LambdaCall,
): DeleteFunctionResponse {
    val found = call.function(request.functionName, request.qualifier)
    val qualifier = found.name.qualifier
    if (qualifier != null && !qualifier.isVersionNumber && qualifier != LATEST) {
        // `$latest` is no name of an alias.
        if ('$' in qualifier) throw LambdaFaults.noFunction(found.name.arn)
        throw LambdaFaults.invalid("Deletion of aliases is not currently supported.")
    }
    if (qualifier == LATEST) {
        throw LambdaFaults.invalid("\$LATEST version cannot be deleted without deleting the function.")
    }
    if (qualifier == null) delete(found) else deleteVersion(found, qualifier)
    return DeleteFunctionResponse(NO_CONTENT)
}

private fun delete(found: FoundFunction) {
    val call = found.call
    call.state.write { remove(functions[found.name.name] ?: throw LambdaFaults.noFunction(found.name.arn)) }
    call.world.functions.remove(functionKey(call, found.name.name))
    FunctionRunner.of(call.world).forget(found.name.arn)
}

private fun deleteVersion(
    found: FoundFunction,
    number: String,
) = found.call.state.write {
    val function = functions[found.name.name] ?: throw LambdaFaults.noFunction(found.name.arn)
    val version = function.version(number) ?: return@write
    val alias = function.aliases.values.firstOrNull { it.version == number || number in it.weights }
    if (alias != null) {
        throw LambdaFaults.conflict("Version $number of ${function.arn} is used by the alias ${alias.name}.")
    }
    put(
        function.copy(
            published = function.published - version,
            policies = function.policies - number,
            provisioned = function.provisioned - number,
            eventInvokes = function.eventInvokes - number,
            runtimeManagement = function.runtimeManagement - number,
        ),
    )
    removeUnusedCode(listOf(version.codeSha256))
}

@Serializable
internal data class ListFunctionsRequest(
    val masterRegion: String? = null,
    val functionVersion: String? = null,
    val marker: String? = null,
    val maxItems: Int? = null,
)

@Serializable
internal data class ListFunctionsResponse(
    val nextMarker: String?,
    val functions: List<FunctionConfiguration>,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
internal fun listFunctions(
    request: ListFunctionsRequest,
    call: LambdaCall,
): ListFunctionsResponse {
    val isAll = request.functionVersion == "ALL"
    val functions = call.state.now.functions.values.sortedBy { it.name }
    val all =
        if (isAll) {
            functions.flatMap { f -> f.versions.map { it.shown(f, Standing.LISTED, f.arnOf(it.version)) } }
        } else {
            functions.map { it.latest.shown(it, Standing.LISTED) }
        }
    val page =
        Paging(listOf(isAll, request.masterRegion), FunctionConfiguration::functionArn, ::badMarker)
            .page(all, pageSize(request.maxItems), request.marker)
    return ListFunctionsResponse(page.nextToken, page.items)
}

private const val NO_CONTENT = 204
