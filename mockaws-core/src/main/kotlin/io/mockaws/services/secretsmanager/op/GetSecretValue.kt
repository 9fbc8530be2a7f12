package io.mockaws.services.secretsmanager.op

import io.mockaws.engine.keys.KeyRefusal
import io.mockaws.services.secretsmanager.secret.Secret
import io.mockaws.services.secretsmanager.secret.SecretVersion
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.SecretsManagerFaults
import io.mockaws.services.secretsmanager.secret.Stages
import io.mockaws.services.secretsmanager.secret.put
import io.mockaws.services.secretsmanager.secret.secret
import io.mockaws.services.secretsmanager.secret.secrets
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class GetSecretValueRequest(
    val secretId: String,
    val versionId: String? = null,
    val versionStage: String? = null,
)

@Serializable
internal data class GetSecretValueResponse(
    val arn: String,
    val name: String,
    val versionId: String,
    val secretBinary: Blob?,
    val secretString: String?,
    val versionStages: List<String>?,
    val createdDate: Instant,
)

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
internal fun getSecretValue(
    request: GetSecretValueRequest,
    call: SecretsCall,
): GetSecretValueResponse {
    val address = call.secret(request.secretId)
    val secret = address.get()
    address.checkKeyFor(call)
    if (secret.deletion != null) throw SecretsManagerFaults.markedForDeletion()
    val version = versionOf(secret, request.versionId, request.versionStage)
    version.kmsKeyId?.let { address.call.checkReadable(it) }
    address.call.noteAccess(secret, version)
    return GetSecretValueResponse(
        secret.arn,
        secret.name,
        version.id,
        version.binary,
        version.string,
        version.stages.ifEmpty { null },
        version.createdAt,
    )
}

private fun versionOf(
    secret: Secret,
    id: String?,
    stage: String?,
): SecretVersion {
    if (id != null) {
        val version = secret.version(id) ?: throw SecretsManagerFaults.noValue("VersionId: $id")
        if (stage != null && stage !in version.stages) throw SecretsManagerFaults.stageOfAnotherVersion()
        if (!version.hasValue) throw SecretsManagerFaults.noValue("VersionId: $id")
        return version
    }
    val label = stage ?: Stages.CURRENT
    return secret.staged(label)?.takeIf { it.hasValue } ?: throw SecretsManagerFaults.noValue("staging label: $label")
}

/** What was encrypted under a key is out of reach where that cannot be used. */
private fun SecretsCall.checkReadable(key: String) {
    try {
        world.keys.checkUsable(world.keys.arnOf(key, place))
    } catch (_: KeyRefusal) {
        throw SecretsManagerFaults.decryptionFailure()
    }
}

private const val DAY_SECONDS = 24L * 60 * 60

/** AWS remembers the day alone. */
private fun SecretsCall.noteAccess(
    secret: Secret,
    version: SecretVersion,
) {
    val now = now().epochSeconds
    val today = Instant.fromEpochSeconds(now - Math.floorMod(now, DAY_SECONDS))
    if (version.lastAccessedAt == today && secret.lastAccessedAt == today) return
    state.write {
        val latest = secrets[secret.name]?.takeIf { it.arn == secret.arn } ?: return@write
        val versions = latest.versions.map { if (it.id == version.id) it.copy(lastAccessedAt = today) else it }
        put(latest.copy(lastAccessedAt = today, versions = versions))
    }
}
