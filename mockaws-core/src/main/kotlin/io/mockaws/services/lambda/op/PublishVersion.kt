package io.mockaws.services.lambda.op

import io.mockaws.kit.Paging
import io.mockaws.services.lambda.function.FunctionVersion
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.function.LambdaFunction
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.function
import kotlinx.serialization.Serializable

@Serializable
internal data class PublishVersionRequest(
    val functionName: String,
    val codeSha256: String? = null,
    val description: String? = null,
    val revisionId: String? = null,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html */
internal fun publishVersion(
    request: PublishVersionRequest,
    call: LambdaCall,
): FunctionConfiguration {
    val function =
        call.function(request.functionName).change { before ->
            checkRevision(request.revisionId, before.latest)
            if (request.codeSha256 != null && request.codeSha256 != before.latest.codeSha256) {
                throw LambdaFaults.invalid(
                    "CodeSHA256 (${request.codeSha256}) is different from current CodeSHA256 in \$LATEST " +
                        "(${before.latest.codeSha256}). Please try again with the CodeSHA256 in \$LATEST.",
                )
            }
            before.publishing(call, request.description)
        }
    return function.published.last().shown(function)
}

internal fun checkRevision(
    revisionId: String?,
    version: FunctionVersion,
) {
    if (revisionId != null && revisionId != version.revisionId) throw LambdaFaults.otherRevision("GetFunction/GetAlias")
}

/** With `$LATEST` as a version of its own; unchanged where that is what the last one is already. */
internal fun LambdaFunction.publishing(
    call: LambdaCall,
    description: String?,
): LambdaFunction {
    val last = published.lastOrNull()
    if (last != null && latest.isAsIn(last)) return this
    val version =
        latest.copy(
            version = "$nextNumber",
            revisionId = call.ids.uuid(),
            lastModified = call.now(),
            description = description ?: latest.description,
            latestDescription = latest.description,
        )
    return copy(
        latest = latest.copy(revisionId = call.ids.uuid()),
        published = published + version,
        nextNumber = nextNumber + 1,
    )
}

@Serializable
internal data class ListVersionsByFunctionRequest(
    val functionName: String,
    val marker: String? = null,
    val maxItems: Int? = null,
)

@Serializable
internal data class ListVersionsByFunctionResponse(
    val nextMarker: String?,
    val versions: List<FunctionConfiguration>,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html */
internal fun listVersionsByFunction(
    request: ListVersionsByFunctionRequest,
    call: LambdaCall,
): ListVersionsByFunctionResponse {
    val function = call.function(request.functionName).get()
    val page =
        Paging(function.name, FunctionVersion::version, ::badMarker)
            .page(function.versions, pageSize(request.maxItems), request.marker)
    return ListVersionsByFunctionResponse(
        page.nextToken,
        page.items.map { it.shown(function, Standing.LISTED, function.arnOf(it.version)) },
    )
}
