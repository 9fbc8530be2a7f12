package io.mockaws.services.secretsmanager.op

import io.mockaws.kit.arn
import io.mockaws.services.secretsmanager.secret.Deletion
import io.mockaws.services.secretsmanager.secret.Secret
import io.mockaws.services.secretsmanager.secret.SecretAddress
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.SecretsManagerFaults
import io.mockaws.services.secretsmanager.secret.SecretsManagerLimits
import io.mockaws.services.secretsmanager.secret.remove
import io.mockaws.services.secretsmanager.secret.secret
import kotlinx.serialization.Serializable
import kotlin.time.Duration.Companion.days
import kotlin.time.Instant

@Serializable
internal data class DeleteSecretRequest(
    val secretId: String,
    val recoveryWindowInDays: Long? = null,
    val forceDeleteWithoutRecovery: Boolean = false,
)

@Serializable
internal data class DeleteSecretResponse(
    val arn: String,
    val name: String,
    val deletionDate: Instant,
)

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html */
internal fun deleteSecret(
    request: DeleteSecretRequest,
    call: SecretsCall,
): DeleteSecretResponse {
    val window = request.recoveryWindowInDays
    if (window != null && window !in SecretsManagerLimits.recoveryWindow) {
        throw SecretsManagerFaults.invalidParameter(
            "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).",
        )
    }
    if (window != null && request.forceDeleteWithoutRecovery) {
        throw SecretsManagerFaults.invalidParameter(
            "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
        )
    }
    val address = call.secret(request.secretId)
    val secret = address.of(address.call.state.now)
    if (secret == null && request.forceDeleteWithoutRecovery) return deleted(request.secretId, call)
    checkDeletable(secret ?: throw SecretsManagerFaults.notFound(), request.secretId)
    val now = call.now()
    if (request.forceDeleteWithoutRecovery) {
        address.call.state.write { address.of(this)?.let { remove(it) } }
        return DeleteSecretResponse(secret.arn, secret.name, now)
    }
    if (secret.deletion != null) throw SecretsManagerFaults.markedForDeletion()
    val date = now + (window ?: SecretsManagerLimits.DEFAULT_RECOVERY_WINDOW).toInt().days
    address.change { it.copy(deletion = Deletion(now, date)) }
    return DeleteSecretResponse(secret.arn, secret.name, date)
}

private fun checkDeletable(
    secret: Secret,
    id: String,
) {
    if (secret.isReplica) throw SecretsManagerFaults.onReplica()
    val regions = secret.replicas.map { it.region }
    if (regions.isNotEmpty()) {
        throw SecretsManagerFaults.invalidParameter(
            "You can't delete secret $id that still has replica regions [${regions.joinToString()}].",
        )
    }
}

/** To delete at once what is not there is no error. */
private fun deleted(
    id: String,
    call: SecretsCall,
): DeleteSecretResponse {
    val name = id.substringAfter(":secret:")
    val arn = if (SecretAddress.isName(
            id
        )
    ) {
        call.arn("secretsmanager", "secret:$name-${call.ids.alphanumeric(SUFFIX)}")
    } else {
        id
    }
    return DeleteSecretResponse(arn, name, call.now())
}

private const val SUFFIX = 6
