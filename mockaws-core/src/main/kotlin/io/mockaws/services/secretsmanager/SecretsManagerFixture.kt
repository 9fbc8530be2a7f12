package io.mockaws.services.secretsmanager

import io.mockaws.engine.AwsFault
import io.mockaws.services.secretsmanager.op.CreateSecretRequest
import io.mockaws.services.secretsmanager.op.PutSecretValueRequest
import io.mockaws.services.secretsmanager.op.RotateSecretRequest
import io.mockaws.services.secretsmanager.op.RotationRulesType
import io.mockaws.services.secretsmanager.op.createSecret
import io.mockaws.services.secretsmanager.op.putSecretValue
import io.mockaws.services.secretsmanager.op.rotateSecret
import io.mockaws.services.secretsmanager.op.sorted
import io.mockaws.services.secretsmanager.rotation.RotationFunction
import io.mockaws.services.secretsmanager.rotation.RotationHandler
import io.mockaws.services.secretsmanager.rotation.RotationStep
import io.mockaws.services.secretsmanager.rotation.settle
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.secrets
import io.mockaws.testing.Calls
import io.mockaws.wire.Blob
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.Json

/**
 * AWS Secrets Manager as a test sees it: `aws.secretsManager.secret("db", "s3cret")`. Works in the account and region of
 * the mock, touches memory only, and leaves no calls in the journal.
 */
public class SecretsManagerFixture internal constructor(
    private val context: () -> SecretsCall,
    private val journal: () -> Calls,
) {
    /** The secret [name], to look into. Makes nothing. */
    public fun secret(name: String): SecretFixture = SecretFixture(name, context, journal)

    /**
     * The secret [name] with [value] as its current one: made where there is none, else with one more version.
     *
     * @param name letters, digits and `/_+=.@-`; without a hyphen and six characters at its end, which AWS takes for
     *   the end of an ARN
     * @throws IllegalArgumentException when AWS would refuse it
     */
    public fun secret(
        name: String,
        value: String,
    ): SecretFixture = put(name, value, null)

    /** The same with a value that is no text. */
    public fun secret(
        name: String,
        value: ByteArray,
    ): SecretFixture = put(name, null, Blob(value.copyOf()))

    /** The same with a value of keys and values, as the console makes them: `{"username":"app","password":"s3cret"}`. */
    public fun secret(
        name: String,
        value: Map<String, String>,
    ): SecretFixture = put(name, Json.encodeToString(value), null)

    /** Every secret of the mock's account and region that is not marked for deletion, by name. */
    public fun secrets(): List<SecretFixture> =
        settled().let { call -> call.sorted().filter { it.deletion == null }.map { secret(it.name) } }
            .sortedBy { it.name }

    /**
     * What rotates the secret [name] in place of a function of AWS Lambda, whichever ARN RotateSecret names:
     *
     * ```
     * aws.secretsManager.rotation("db", "rate(30 days)") { step ->
     *     when (step.step) {
     *         "createSecret" -> step.putPending("new")
     *         "finishSecret" -> step.finish()
     *     }
     * }
     * ```
     *
     * It runs when code asks for it by RotateSecret, and when the mock's clock comes to the schedule; then at the next
     * call of Secrets Manager or look at the secret, once for each window that has opened since. It fails by an
     * exception.
     *
     * @param schedule `rate(30 days)` or `cron(0 8 1 * ? *)` to have the secret rotated by itself, which then must be
     *   there; the schedule that the secret has unless given
     * @throws IllegalArgumentException when AWS would refuse the schedule, or there is no such secret
     */
    @JvmSynthetic
    public fun rotation(
        name: String,
        schedule: String? = null,
        handler: suspend (RotationStep) -> Unit,
    ): SecretFixture {
        val call = context()
        call.world.functions[RotationFunction.keyOf(call, name)] = RotationFunction(handler)
        if (schedule != null) turnOn(call, name, schedule)
        return secret(name)
    }

    /** The same for Java, without a schedule. */
    public fun rotation(
        name: String,
        handler: RotationHandler,
    ): SecretFixture = rotation(name, null) { handler.rotate(it) }

    /** The same for Java. */
    public fun rotation(
        name: String,
        schedule: String?,
        handler: RotationHandler,
    ): SecretFixture = rotation(name, schedule) { handler.rotate(it) }

    private fun turnOn(
        call: SecretsCall,
        name: String,
        schedule: String,
    ) = orIllegal {
        val rules = RotationRulesType(scheduleExpression = schedule)
        val request = RotateSecretRequest(name, call.ids.uuid(), rotationRules = rules, rotateImmediately = false)
        runBlocking { rotateSecret(request, call) }
    }

    private fun put(
        name: String,
        text: String?,
        bytes: Blob?,
    ): SecretFixture {
        val call = settled()
        orIllegal {
            if (name in call.state.now.secrets) {
                putSecretValue(PutSecretValueRequest(name, call.ids.uuid(), bytes, text), call)
            } else {
                createSecret(
                    CreateSecretRequest(name, call.ids.uuid(), secretBinary = bytes, secretString = text),
                    call
                )
            }
        }
        return secret(name)
    }

    private fun <R> orIllegal(action: () -> R): R =
        try {
            action()
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }

    private fun settled(): SecretsCall = context().also { runBlocking { it.settle() } }

    override fun toString(): String = "SecretsManagerFixture(${context().state.now.secrets.keys.sorted()})"
}
