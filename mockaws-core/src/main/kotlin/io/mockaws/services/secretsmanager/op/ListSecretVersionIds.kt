package io.mockaws.services.secretsmanager.op

import io.mockaws.kit.Paging
import io.mockaws.services.secretsmanager.secret.SecretVersion
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.SecretsManagerFaults
import io.mockaws.services.secretsmanager.secret.SecretsManagerLimits
import io.mockaws.services.secretsmanager.secret.secret
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class ListSecretVersionIdsRequest(
    val secretId: String,
    val maxResults: Int? = null,
    val nextToken: String? = null,
    val includeDeprecated: Boolean = false,
)

@Serializable
internal data class ListSecretVersionIdsResponse(
    val versions: List<SecretVersionsListEntry>,
    val nextToken: String?,
    val arn: String,
    val name: String,
)

@Serializable
internal data class SecretVersionsListEntry(
    val versionId: String,
    val versionStages: List<String>?,
    val lastAccessedDate: Instant?,
    val createdDate: Instant,
    val kmsKeyIds: List<String>,
)

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecretVersionIds.html */
internal fun listSecretVersionIds(
    request: ListSecretVersionIdsRequest,
    call: SecretsCall,
): ListSecretVersionIdsResponse {
    val secret = call.secret(request.secretId).get()
    val versions = secret.versions.filter { request.includeDeprecated || it.stages.isNotEmpty() }
    val query = listOf(secret.arn, request.includeDeprecated)
    val paging = Paging(query, SecretVersion::id, SecretsManagerFaults::invalidNextToken)
    val page = paging.page(versions, request.maxResults ?: SecretsManagerLimits.PAGE, request.nextToken)
    return ListSecretVersionIdsResponse(page.items.map(::entryOf), page.nextToken, secret.arn, secret.name)
}

private fun entryOf(version: SecretVersion) =
    SecretVersionsListEntry(
        version.id,
        version.stages.ifEmpty { null },
        version.lastAccessedAt,
        version.createdAt,
        listOf(version.kmsKeyId ?: "DefaultEncryptionKey"),
    )
