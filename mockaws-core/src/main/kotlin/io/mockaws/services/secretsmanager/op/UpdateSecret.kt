package io.mockaws.services.secretsmanager.op

import io.mockaws.services.secretsmanager.secret.SecretVersion
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.Stages
import io.mockaws.services.secretsmanager.secret.changeable
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable

@Serializable
internal data class UpdateSecretRequest(
    val secretId: String,
    val clientRequestToken: String? = null,
    val description: String? = null,
    val kmsKeyId: String? = null,
    val secretBinary: Blob? = null,
    val secretString: String? = null,
    val type: String? = null,
)

@Serializable
internal data class UpdateSecretResponse(
    val arn: String,
    val name: String,
    val versionId: String?,
)

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html */
internal fun updateSecret(
    request: UpdateSecretRequest,
    call: SecretsCall,
): UpdateSecretResponse {
    val token = tokenOf(request.clientRequestToken)
    val address = call.changeable(request.secretId)
    checkOneValue(request.secretString, request.secretBinary)
    call.checkKey(request.kmsKeyId)
    val hasValue = request.secretString != null || request.secretBinary != null
    val now = call.now()
    val secret =
        address.change { before ->
            val changed =
                before.copy(
                    description = request.description ?: before.description,
                    kmsKeyId = request.kmsKeyId ?: before.kmsKeyId,
                    type = request.type ?: before.type,
                    versions = before.versions.map { encrypted(it, request.kmsKeyId) },
                    lastChangedAt = now,
                )
            if (!hasValue) return@change changed
            changed.putting(
                SecretVersion(token, now, request.secretString, request.secretBinary),
                listOf(Stages.CURRENT),
            )
        }
    return UpdateSecretResponse(secret.arn, secret.name, token.takeIf { hasValue })
}

/** With another key AWS encrypts the versions anew that have labels of its own, and no others. */
private fun encrypted(
    version: SecretVersion,
    key: String?,
): SecretVersion =
    if (key == null || version.stages.none { it in Stages.all }) version else version.copy(kmsKeyId = key)
