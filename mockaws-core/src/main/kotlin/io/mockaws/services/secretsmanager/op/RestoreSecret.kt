package io.mockaws.services.secretsmanager.op

import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.SecretsManagerFaults
import io.mockaws.services.secretsmanager.secret.secret
import kotlinx.serialization.Serializable

@Serializable
internal data class RestoreSecretRequest(
    val secretId: String,
)

@Serializable
internal data class RestoreSecretResponse(
    val arn: String,
    val name: String,
)

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RestoreSecret.html */
internal fun restoreSecret(
    request: RestoreSecretRequest,
    call: SecretsCall,
): RestoreSecretResponse {
    val address = call.secret(request.secretId)
    if (address.get().isReplica) throw SecretsManagerFaults.onReplica()
    val secret = address.change { it.copy(deletion = null) }
    return RestoreSecretResponse(secret.arn, secret.name)
}
