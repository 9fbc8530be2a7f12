package io.mockaws.services.secretsmanager

import io.mockaws.services.secretsmanager.rotation.settle
import io.mockaws.services.secretsmanager.secret.Secret
import io.mockaws.services.secretsmanager.secret.SecretVersion
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.Stages
import io.mockaws.services.secretsmanager.secret.secrets
import io.mockaws.testing.Calls
import io.mockaws.testing.noSuch
import kotlinx.coroutines.runBlocking

/**
 * One secret as a test sees it. A look inside changes nothing, not even the date of its last access; into a secret that is
 * not there it is a [NoSuchElementException].
 */
public class SecretFixture internal constructor(
    /** The secret's name. */
    @get:JvmName("name")
    public val name: String,
    private val context: () -> SecretsCall,
    private val journal: () -> Calls,
) {
    /** What the mock's journal has of AWS Secrets Manager, for any secret. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /** Whether there is such a secret, be it marked for deletion. */
    @get:JvmName("exists")
    public val exists: Boolean get() = found() != null

    /** Whether it is marked for deletion. */
    @get:JvmName("isScheduledForDeletion")
    public val isScheduledForDeletion: Boolean get() = secret().deletion != null

    /** The secret's Amazon Resource Name, with the six characters that AWS adds. */
    @get:JvmName("arn")
    public val arn: String get() = secret().arn

    /**
     * The current value.
     *
     * @throws IllegalStateException when there is none, or it is no text
     */
    @get:JvmName("value")
    public val value: String get() = value(Stages.CURRENT)

    /** The current value that is no text. */
    @get:JvmName("bytes")
    public val bytes: ByteArray
        get() = checkNotNull(version(Stages.CURRENT).binary) { "The secret $name is text" }.bytes.copyOf()

    /** The labels of each version by its id, the oldest first; none for versions that AWS calls deprecated. */
    @get:JvmName("versions")
    public val versions: Map<String, List<String>> get() = secret().versions.associate { it.id to it.stages }

    /**
     * What became of its rotations, the oldest first, by the names that CloudTrail has: `RotationStarted`,
     * `RotationSucceeded`, `RotationFailed: createSecret: no connection`.
     */
    @get:JvmName("rotations")
    public val rotations: List<String>
        get() = secret().rotation?.events.orEmpty().map {
            listOfNotNull(it.name, it.step, it.message).joinToString(": ")
        }

    /**
     * The value with the label [stage]: `AWSCURRENT`, `AWSPENDING`, `AWSPREVIOUS` or one of the code's own.
     *
     * @throws IllegalStateException when there is none, or it is no text
     */
    public fun value(stage: String): String =
        checkNotNull(version(stage).string) { "The secret $name has no text at $stage" }

    override fun toString(): String =
        "SecretFixture($name, ${if (exists) "versions: ${versions.size}" else "not there"})"

    private fun version(stage: String): SecretVersion =
        checkNotNull(secret().staged(stage)) { "The secret $name has no version with the label $stage" }

    private fun secret(): Secret = found() ?: throw noSuch("secret", name, context().state.now.secrets.keys)

    private fun found(): Secret? {
        val call = context()
        runBlocking { call.settle() }
        return call.state.now.secrets[name]
    }
}
