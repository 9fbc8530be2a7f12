package io.mockaws.services.secretsmanager.op

import io.mockaws.services.secretsmanager.secret.Secret
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.SecretsManagerFaults
import io.mockaws.services.secretsmanager.secret.Stages
import io.mockaws.services.secretsmanager.secret.changeable
import io.mockaws.services.secretsmanager.secret.checked
import io.mockaws.services.secretsmanager.secret.moving
import kotlinx.serialization.Serializable

@Serializable
internal data class UpdateSecretVersionStageRequest(
    val secretId: String,
    val versionStage: String,
    val removeFromVersionId: String? = null,
    val moveToVersionId: String? = null,
)

@Serializable
internal data class UpdateSecretVersionStageResponse(
    val arn: String,
    val name: String,
)

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html */
internal fun updateSecretVersionStage(
    request: UpdateSecretVersionStageRequest,
    call: SecretsCall,
): UpdateSecretVersionStageResponse {
    val address = call.changeable(request.secretId)
    val secret =
        address.change { before ->
            check(before, request)
            before.moving(request.versionStage, request.moveToVersionId).checked().copy(lastChangedAt = call.now())
        }
    return UpdateSecretVersionStageResponse(secret.arn, secret.name)
}

private fun check(
    secret: Secret,
    request: UpdateSecretVersionStageRequest,
) {
    val stage = request.versionStage
    val from = request.removeFromVersionId
    val to = request.moveToVersionId
    for (id in listOfNotNull(from, to)) {
        if (secret.version(id) == null) throw SecretsManagerFaults.noValue("VersionId: $id")
    }
    val at = secret.staged(stage)
    if (from != null && from != at?.id) {
        throw SecretsManagerFaults.invalidParameter(
            "When you move staging label $stage, if you specify RemoveFromVersionId, it must be set to the version " +
                "that currently has the staging label $stage.",
        )
    }
    if (to == null) {
        if (stage == Stages.CURRENT) {
            throw SecretsManagerFaults.invalidParameter(
                "You can only move staging label ${Stages.CURRENT} to a different secret version. It can't be " +
                    "completely removed.",
            )
        }
        if (from == null && at == null) {
            throw SecretsManagerFaults.invalidParameter("The staging label $stage is not attached to any version.")
        }
    }
    if (from == null && at != null && at.id != to) {
        throw SecretsManagerFaults.invalidParameter(
            "The parameter RemoveFromVersionId can't be empty. Staging label $stage is currently attached to version " +
                "${at.id}, so you must explicitly reference that version in RemoveFromVersionId.",
        )
    }
}
