package io.mockaws.services.secretsmanager.op

import io.mockaws.kit.arn
import io.mockaws.services.secretsmanager.secret.Secret
import io.mockaws.services.secretsmanager.secret.SecretAddress
import io.mockaws.services.secretsmanager.secret.SecretVersion
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.SecretsManagerFaults
import io.mockaws.services.secretsmanager.secret.Stages
import io.mockaws.services.secretsmanager.secret.put
import io.mockaws.services.secretsmanager.secret.secrets
import io.mockaws.services.secretsmanager.secret.with
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable

@Serializable
internal data class CreateSecretRequest(
    val name: String,
    val clientRequestToken: String? = null,
    val description: String? = null,
    val kmsKeyId: String? = null,
    val secretBinary: Blob? = null,
    val secretString: String? = null,
    val tags: List<Tag>? = null,
    val addReplicaRegions: List<ReplicaRegionType>? = null,
    val forceOverwriteReplicaSecret: Boolean = false,
    val type: String? = null,
)

@Serializable
internal data class CreateSecretResponse(
    val arn: String,
    val name: String,
    val versionId: String?,
    val replicationStatus: List<ReplicationStatusType>?,
)

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
internal fun createSecret(
    request: CreateSecretRequest,
    call: SecretsCall,
): CreateSecretResponse {
    val token = tokenOf(request.clientRequestToken)
    if (!SecretAddress.isName(request.name)) throw SecretsManagerFaults.invalidName()
    checkOneValue(request.secretString, request.secretBinary)
    call.checkKey(request.kmsKeyId)
    val tags = request.tags?.let { taggedBy(emptyMap(), it) }
    val regions = request.addReplicaRegions.orEmpty()
    checkReplicaRegions(regions, call)
    val (secret, isNew) =
        call.state.write {
            val before = secrets[request.name]
            if (before != null) return@write repeated(before, request, token) to false
            newSecret(request, token, tags, call).also { put(it) } to true
        }
    val replicated =
        if (isNew && regions.isNotEmpty()) {
            call.replicate(secret, regions, request.forceOverwriteReplicaSecret)
        } else {
            secret
        }
    val version = replicated.version(token)?.id
    return CreateSecretResponse(replicated.arn, replicated.name, version, replicated.replicationStatus())
}

private fun newSecret(
    request: CreateSecretRequest,
    token: String,
    tags: Map<String, String>?,
    call: SecretsCall,
): Secret {
    val now = call.now()
    // Services begin the names of their own secrets so: events!connection/...
    val owner = if (call.principal == null) null else request.name.substringBefore('!', "").ifEmpty { null }
    val secret =
        Secret(
            request.name,
            call.arn("secretsmanager", "secret:${request.name}-${call.ids.alphanumeric(ARN_SUFFIX)}"),
            createdAt = now,
            lastChangedAt = now,
            description = request.description?.ifEmpty { null },
            kmsKeyId = request.kmsKeyId,
            type = request.type,
            tags = owner?.let { tags.orEmpty() + (OWNER_TAG to it) } ?: tags,
            owningService = owner,
        )
    if (request.secretString == null && request.secretBinary == null) return secret
    return secret.with(
        SecretVersion(
            token,
            now,
            request.secretString,
            request.secretBinary,
            listOf(Stages.CURRENT),
            request.kmsKeyId,
        ),
    )
}

/** The secret that was made by the same request before. */
private fun repeated(
    before: Secret,
    request: CreateSecretRequest,
    token: String,
): Secret {
    if (before.isReplica) throw SecretsManagerFaults.onReplica()
    if (before.deletion != null) throw SecretsManagerFaults.nameIsBeingDeleted()
    val version = before.version(token) ?: throw SecretsManagerFaults.exists(request.name)
    if (version.string != request.secretString || version.binary != request.secretBinary) {
        throw SecretsManagerFaults.tokenInUse(token, before.arn)
    }
    return before
}

private const val ARN_SUFFIX = 6

/** What secrets of services are tagged by. */
private const val OWNER_TAG = "aws:secretsmanager:owningService"
