package io.mockaws.services.secretsmanager.op

import io.mockaws.kit.arn
import io.mockaws.services.secretsmanager.rotation.RotationFunction
import io.mockaws.services.secretsmanager.rotation.RotationSchedule
import io.mockaws.services.secretsmanager.rotation.beginning
import io.mockaws.services.secretsmanager.rotation.mayInvoke
import io.mockaws.services.secretsmanager.rotation.runRotation
import io.mockaws.services.secretsmanager.rotation.testRotation
import io.mockaws.services.secretsmanager.secret.Rotation
import io.mockaws.services.secretsmanager.secret.Secret
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.SecretsManagerFaults
import io.mockaws.services.secretsmanager.secret.Stages
import io.mockaws.services.secretsmanager.secret.changeable
import kotlinx.serialization.Serializable

@Serializable
internal data class RotateSecretRequest(
    val secretId: String,
    val clientRequestToken: String? = null,
    val rotationLambdaArn: String? = null,
    val rotationRules: RotationRulesType? = null,
    val rotateImmediately: Boolean = true,
)

@Serializable
internal data class CancelRotateSecretRequest(
    val secretId: String,
)

@Serializable
internal data class RotateSecretResponse(
    val arn: String,
    val name: String,
    val versionId: String?,
)

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html */
internal suspend fun rotateSecret(
    request: RotateSecretRequest,
    call: SecretsCall,
): RotateSecretResponse {
    val token = request.clientRequestToken ?: throw SecretsManagerFaults.noTokenOfRotation()
    val address = call.changeable(request.secretId)
    val rules = request.rotationRules?.let { rulesOf(it) }
    val function = functionOf(address.get(), request.rotationLambdaArn, address.call)
    val secret =
        address.change { before ->
            checkNotRotating(before, token)
            val known = rules ?: before.rotation?.rules
            val next = known?.let(RotationSchedule::of)?.next(call.now())
            val events = before.rotation?.events.orEmpty()
            val changed =
                before.copy(rotation = Rotation(true, function, known, next, events), lastChangedAt = call.now())
            if (request.rotateImmediately) changed.beginning(token, call) else changed
        }
    if (request.rotateImmediately) {
        address.call.runRotation(secret.arn, token)
    } else {
        address.call.testRotation(secret.arn, token)
    }
    return RotateSecretResponse(secret.arn, secret.name, token)
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CancelRotateSecret.html */
internal fun cancelRotateSecret(
    request: CancelRotateSecretRequest,
    call: SecretsCall,
): RotateSecretResponse {
    val secret =
        call.changeable(request.secretId).change { before ->
            val rotation = before.rotation ?: throw SecretsManagerFaults.noRotationFunction()
            before.copy(rotation = rotation.copy(isEnabled = false, next = null), lastChangedAt = call.now())
        }
    val pending = secret.staged(Stages.PENDING)?.takeIf { Stages.CURRENT !in it.stages }
    return RotateSecretResponse(secret.arn, secret.name, pending?.id)
}

/** The ARN of the function that rotates [secret]; a test that brought one need not name it. */
private fun functionOf(
    secret: Secret,
    asked: String?,
    call: SecretsCall,
): String {
    val isHere = RotationFunction.of(call, secret.name) != null
    val own = if (isHere) call.arn("lambda", "function:rotate-${secret.name.replace('/', '-')}") else null
    val arn = asked ?: secret.rotation?.lambdaArn ?: own ?: throw SecretsManagerFaults.noRotationFunction()
    if (!isHere && !call.mayInvoke(arn, secret.arn)) throw SecretsManagerFaults.cannotInvoke()
    return arn
}

private fun rulesOf(asked: RotationRulesType): Rotation.Rules {
    val rules = Rotation.Rules(asked.automaticallyAfterDays, asked.duration, asked.scheduleExpression)
    RotationSchedule.of(rules)
    return rules
}

/** Another rotation that is not over is in the way. */
private fun checkNotRotating(
    secret: Secret,
    token: String,
) {
    val pending = secret.staged(Stages.PENDING) ?: return
    if (Stages.CURRENT !in pending.stages && pending.id != token) throw SecretsManagerFaults.rotationInProgress()
}
