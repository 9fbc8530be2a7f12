package io.mockaws.services.secretsmanager.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.secretsmanager.secret.Filter
import io.mockaws.services.secretsmanager.secret.SecretFilter
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.SecretsManagerFaults
import io.mockaws.services.secretsmanager.secret.SecretsManagerLimits
import io.mockaws.services.secretsmanager.secret.secret
import kotlinx.serialization.Serializable

@Serializable
internal data class BatchGetSecretValueRequest(
    val secretIdList: List<String>? = null,
    val filters: List<Filter>? = null,
    val maxResults: Int? = null,
    val nextToken: String? = null,
)

@Serializable
internal data class BatchGetSecretValueResponse(
    val secretValues: List<GetSecretValueResponse>,
    val nextToken: String?,
    val errors: List<ApiErrorType>,
)

@Serializable
internal data class ApiErrorType(
    val secretId: String,
    val errorCode: String,
    val message: String?,
)

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html */
internal fun batchGetSecretValue(
    request: BatchGetSecretValueRequest,
    call: SecretsCall,
): BatchGetSecretValueResponse {
    if ((request.secretIdList == null) == (request.filters == null)) {
        throw SecretsManagerFaults.invalidParameter(
            "Either 'SecretIdList' or 'Filters' must be provided, but not both.",
        )
    }
    if (request.maxResults != null && request.filters == null) {
        throw SecretsManagerFaults.invalidParameter(
            "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided.",
        )
    }
    if (request.secretIdList != null) return valuesOf(request.secretIdList.distinct(), null, call)
    val filter = SecretFilter(request.filters.orEmpty())
    val found = call.sorted().filter { it.deletion == null && filter.admits(it) }
    val page = page(found, request.filters, request.maxResults ?: SecretsManagerLimits.BATCH, request.nextToken)
    return valuesOf(page.items.map { it.arn }, page.nextToken, call)
}

private fun valuesOf(
    ids: List<String>,
    nextToken: String?,
    call: SecretsCall,
): BatchGetSecretValueResponse {
    val values = ArrayList<GetSecretValueResponse>()
    val errors = ArrayList<ApiErrorType>()
    for (id in ids) {
        try {
            val arn = call.secret(id).get().arn
            call.permissions?.refusal("secretsmanager:GetSecretValue", arn)?.let { throw it }
            values += getSecretValue(GetSecretValueRequest(id), call)
        } catch (refused: AwsFault) {
            errors += ApiErrorType(id, refused.error.code, refused.error.message)
        }
    }
    return BatchGetSecretValueResponse(values, nextToken, errors)
}
