package io.mockaws.services.secretsmanager.op

import io.mockaws.services.secretsmanager.rotation.rescheduled
import io.mockaws.services.secretsmanager.secret.Secret
import io.mockaws.services.secretsmanager.secret.SecretVersion
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.SecretsManagerFaults
import io.mockaws.services.secretsmanager.secret.Stages
import io.mockaws.services.secretsmanager.secret.changeable
import io.mockaws.services.secretsmanager.secret.with
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable

@Serializable
internal data class PutSecretValueRequest(
    val secretId: String,
    val clientRequestToken: String? = null,
    val secretBinary: Blob? = null,
    val secretString: String? = null,
    val versionStages: List<String>? = null,
)

@Serializable
internal data class PutSecretValueResponse(
    val arn: String,
    val name: String,
    val versionId: String,
    val versionStages: List<String>,
)

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html */
internal fun putSecretValue(
    request: PutSecretValueRequest,
    call: SecretsCall,
): PutSecretValueResponse {
    val token = tokenOf(request.clientRequestToken)
    checkOneValue(request.secretString, request.secretBinary)
    if (request.secretString == null && request.secretBinary == null) {
        throw SecretsManagerFaults.invalidRequest("You must provide either SecretString or SecretBinary.")
    }
    val address = call.changeable(request.secretId)
    address.checkKeyFor(call)
    val value = SecretVersion(token, call.now(), request.secretString, request.secretBinary)
    val stages = request.versionStages?.distinct()?.sorted() ?: listOf(Stages.CURRENT)
    val secret = address.change { it.putting(value, stages) }
    return PutSecretValueResponse(secret.arn, secret.name, token, secret.version(token)!!.stages)
}

/** The secret with the version [value], which gets the labels [stages]; the same where it has that version already. */
internal fun Secret.putting(
    value: SecretVersion,
    stages: List<String>,
): Secret {
    val before = version(value.id)
    if (before?.hasValue == true) {
        if (before.string != value.string || before.binary != value.binary) {
            throw SecretsManagerFaults.tokenInUse(value.id, arn)
        }
        return this
    }
    // The first value of a secret is its current one, whatever else it is.
    val first = if (versions.none { it.hasValue }) listOf(Stages.CURRENT) else emptyList()
    val all = (before?.stages.orEmpty() + stages + first).distinct().sorted()
    val changed = copy(lastChangedAt = value.createdAt).with(value.copy(stages = all, kmsKeyId = kmsKeyId))
    return if (Stages.CURRENT in stages) changed.rescheduled(value.createdAt) else changed
}
