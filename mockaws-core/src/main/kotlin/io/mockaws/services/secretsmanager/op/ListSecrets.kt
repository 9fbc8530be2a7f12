package io.mockaws.services.secretsmanager.op

import io.mockaws.kit.Page
import io.mockaws.kit.Paging
import io.mockaws.services.secretsmanager.secret.Filter
import io.mockaws.services.secretsmanager.secret.Secret
import io.mockaws.services.secretsmanager.secret.SecretFilter
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.SecretsManagerFaults
import io.mockaws.services.secretsmanager.secret.SecretsManagerLimits
import io.mockaws.services.secretsmanager.secret.secrets
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class ListSecretsRequest(
    val includePlannedDeletion: Boolean = false,
    val maxResults: Int? = null,
    val nextToken: String? = null,
    val filters: List<Filter> = emptyList(),
    val sortOrder: String? = null,
)

@Serializable
internal data class ListSecretsResponse(
    val secretList: List<SecretListEntry>,
    val nextToken: String?,
)

@Serializable
internal data class SecretListEntry(
    val arn: String,
    val name: String,
    val description: String?,
    val kmsKeyId: String?,
    val rotationEnabled: Boolean?,
    val rotationLambdaArn: String?,
    val rotationRules: RotationRulesType?,
    val lastRotatedDate: Instant?,
    val lastChangedDate: Instant,
    val lastAccessedDate: Instant?,
    val deletedDate: Instant?,
    val nextRotationDate: Instant?,
    val tags: List<Tag>?,
    val secretVersionsToStages: Map<String, List<String>>?,
    val createdDate: Instant,
    val primaryRegion: String?,
    val type: String?,
)

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html */
internal fun listSecrets(
    request: ListSecretsRequest,
    call: SecretsCall,
): ListSecretsResponse {
    val filter = SecretFilter(request.filters)
    val found = call.sorted().filter { (it.deletion == null || request.includePlannedDeletion) && filter.admits(it) }
    val query = listOf(request.filters, request.includePlannedDeletion, request.sortOrder)
    val ordered = if (request.sortOrder == "desc") found.reversed() else found
    val page = page(ordered, query, request.maxResults ?: SecretsManagerLimits.PAGE, request.nextToken)
    return ListSecretsResponse(page.items.map(::entryOf), page.nextToken)
}

/** All secrets, the oldest first. */
internal fun SecretsCall.sorted(): List<Secret> =
    state.now.secrets.values.sortedWith(compareBy({ it.createdAt }, { it.name }))

internal fun page(
    all: List<Secret>,
    query: Any?,
    size: Int,
    token: String?,
): Page<Secret> = Paging(query, Secret::name, SecretsManagerFaults::invalidNextToken).page(all, size, token)

private fun entryOf(secret: Secret) =
    SecretListEntry(
        secret.arn,
        secret.name,
        secret.description,
        secret.kmsKeyId,
        secret.rotation?.isEnabled,
        secret.rotation?.lambdaArn,
        secret.shownRules(),
        secret.lastRotatedAt,
        secret.lastChangedAt,
        secret.lastAccessedAt,
        secret.deletion?.markedAt,
        secret.nextRotationDate,
        secret.tagList,
        secret.stagesByVersion.ifEmpty { null },
        secret.createdAt,
        secret.primaryRegion,
        secret.type,
    )
