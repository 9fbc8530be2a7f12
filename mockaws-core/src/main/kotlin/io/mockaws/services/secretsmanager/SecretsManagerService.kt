package io.mockaws.services.secretsmanager

import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.engine.operation
import io.mockaws.model.ServiceShapes
import io.mockaws.services.secretsmanager.op.batchGetSecretValue
import io.mockaws.services.secretsmanager.op.cancelRotateSecret
import io.mockaws.services.secretsmanager.op.createSecret
import io.mockaws.services.secretsmanager.op.deleteResourcePolicy
import io.mockaws.services.secretsmanager.op.deleteSecret
import io.mockaws.services.secretsmanager.op.describeSecret
import io.mockaws.services.secretsmanager.op.getRandomPassword
import io.mockaws.services.secretsmanager.op.getResourcePolicy
import io.mockaws.services.secretsmanager.op.getSecretValue
import io.mockaws.services.secretsmanager.op.listSecretVersionIds
import io.mockaws.services.secretsmanager.op.listSecrets
import io.mockaws.services.secretsmanager.op.putResourcePolicy
import io.mockaws.services.secretsmanager.op.putSecretValue
import io.mockaws.services.secretsmanager.op.removeRegionsFromReplication
import io.mockaws.services.secretsmanager.op.replicateSecretToRegions
import io.mockaws.services.secretsmanager.op.restoreSecret
import io.mockaws.services.secretsmanager.op.rotateSecret
import io.mockaws.services.secretsmanager.op.stopReplicationToReplica
import io.mockaws.services.secretsmanager.op.tagResource
import io.mockaws.services.secretsmanager.op.untagResource
import io.mockaws.services.secretsmanager.op.updateSecret
import io.mockaws.services.secretsmanager.op.updateSecretVersionStage
import io.mockaws.services.secretsmanager.op.validateResourcePolicy
import io.mockaws.services.secretsmanager.rotation.settle
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.SecretsManagerState
import io.mockaws.wire.protocol.Protocols

/**
 * AWS Secrets Manager.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/Welcome.html
 */
internal object SecretsManagerService : Service<SecretsManagerState>(
    ServiceShapes.of("secretsmanager"),
    listOf(Protocols.AwsJson11),
    StateKind(StateKind.Scope.REGIONAL, SecretsManagerState::create, SecretsManagerState::read),
) {
    override val checks: ModelChecks get() = ModelChecks.JSON

    override val access: ServiceAccess<SecretsManagerState> get() = SecretsManagerAccess

    override fun operation(name: String): Operation<SecretsManagerState, *, *>? =
        when (name) {
            "BatchGetSecretValue" -> settled(name, ::batchGetSecretValue)
            "CancelRotateSecret" -> settled(name, ::cancelRotateSecret)
            "CreateSecret" -> settled(name, ::createSecret)
            "DeleteResourcePolicy" -> settled(name, ::deleteResourcePolicy)
            "DeleteSecret" -> settled(name, ::deleteSecret)
            "DescribeSecret" -> settled(name, ::describeSecret)
            "GetRandomPassword" -> settled(name, ::getRandomPassword)
            "GetResourcePolicy" -> settled(name, ::getResourcePolicy)
            "GetSecretValue" -> settled(name, ::getSecretValue)
            "ListSecretVersionIds" -> settled(name, ::listSecretVersionIds)
            "ListSecrets" -> settled(name, ::listSecrets)
            "PutResourcePolicy" -> settled(name, ::putResourcePolicy)
            "PutSecretValue" -> settled(name, ::putSecretValue)
            "RemoveRegionsFromReplication" -> settled(name, ::removeRegionsFromReplication)
            "ReplicateSecretToRegions" -> settled(name, ::replicateSecretToRegions)
            "RestoreSecret" -> settled(name, ::restoreSecret)
            "RotateSecret" -> settled(name, ::rotateSecret)
            "StopReplicationToReplica" -> settled(name, ::stopReplicationToReplica)
            "TagResource" -> settled(name, ::tagResource)
            "UntagResource" -> settled(name, ::untagResource)
            "UpdateSecret" -> settled(name, ::updateSecret)
            "UpdateSecretVersionStage" -> settled(name, ::updateSecretVersionStage)
            "ValidateResourcePolicy" -> settled(name, ::validateResourcePolicy)
            else -> null
        }

    /** A line of the table; what is due by the clock happens first. */
    private inline fun <reified I : Any, reified O : Any> settled(
        name: String,
        noinline handler: suspend (I, SecretsCall) -> O,
    ): Operation<SecretsManagerState, I, O> =
        operation(name) { input: I, call: SecretsCall ->
            call.settle()
            handler(input, call)
        }
}
