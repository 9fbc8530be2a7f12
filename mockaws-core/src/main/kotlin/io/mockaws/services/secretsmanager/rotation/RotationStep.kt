package io.mockaws.services.secretsmanager.rotation

import io.mockaws.services.secretsmanager.secret.SecretVersion
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.SecretsManagerFaults
import io.mockaws.services.secretsmanager.secret.Stages
import io.mockaws.services.secretsmanager.secret.changeable
import io.mockaws.services.secretsmanager.secret.moving
import io.mockaws.services.secretsmanager.secret.secret
import io.mockaws.services.secretsmanager.secret.with

/**
 * What Secrets Manager asks of a rotation function, four times a rotation: `createSecret`, `setSecret`, `testSecret`,
 * `finishSecret`. The function may use a client of its own, or what is here.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html">Rotation by Lambda function</a>
 */
public class RotationStep internal constructor(
    /** `createSecret`, `setSecret`, `testSecret` or `finishSecret`. */
    @get:JvmName("step")
    public val step: String,
    /** The ARN of the secret. */
    @get:JvmName("secretId")
    public val secretId: String,
    /** The id of the version that is to become the current one. */
    @get:JvmName("clientRequestToken")
    public val clientRequestToken: String,
    private val call: SecretsCall,
) {
    /** What the secret is now, before the rotation; null where it is no text. */
    @get:JvmName("current")
    public val current: String? get() = call.secret(secretId).get().staged(Stages.CURRENT)?.string

    /** What [putPending] put, or PutSecretValue with the label `AWSPENDING`; null before. */
    @get:JvmName("pending")
    public val pending: String? get() = call.secret(secretId).get().version(clientRequestToken)?.string

    /** The step `createSecret`: makes [value] what the secret is going to be. Does nothing where there is one already. */
    public fun putPending(value: String) {
        call.changeable(secretId).change { secret ->
            if (secret.version(clientRequestToken)?.hasValue == true) return@change secret
            val version =
                SecretVersion(
                    clientRequestToken,
                    call.now(),
                    string = value,
                    stages = listOf(Stages.PENDING),
                    kmsKeyId = secret.kmsKeyId,
                )
            secret.copy(lastChangedAt = call.now()).with(version)
        }
    }

    /** The step `finishSecret`: makes the pending value the current one. */
    public fun finish() {
        call.changeable(secretId).change { secret ->
            if (secret.version(clientRequestToken)?.hasValue != true) {
                throw SecretsManagerFaults.noValue("VersionId: $clientRequestToken")
            }
            secret.moving(Stages.CURRENT, clientRequestToken).moving(Stages.PENDING, null)
        }
    }

    override fun toString(): String = "$step of $secretId"
}

/** A rotation function in Java: `step -> { if (step.step().equals("createSecret")) step.putPending("new"); }`. */
public fun interface RotationHandler {
    /**
     * Does one step.
     *
     * @throws Exception where the function fails; the rotation does then
     */
    @Throws(Exception::class)
    public fun rotate(step: RotationStep)
}

/** A rotation function of a test. */
internal class RotationFunction(val run: suspend (RotationStep) -> Unit) {
    companion object {
        /** What the function for the secret [name] is kept under. */
        fun keyOf(
            call: SecretsCall,
            name: String,
        ): String = "secretsmanager ${call.account} ${call.region} $name"

        fun of(
            call: SecretsCall,
            name: String,
        ): RotationFunction? = call.world.functions[keyOf(call, name)] as RotationFunction?
    }
}
