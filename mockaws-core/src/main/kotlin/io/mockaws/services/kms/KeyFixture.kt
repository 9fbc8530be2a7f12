package io.mockaws.services.kms

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.kms.key.EncryptionAlgorithm
import io.mockaws.services.kms.key.Key
import io.mockaws.services.kms.key.KeyState
import io.mockaws.services.kms.op.KeyIdRequest
import io.mockaws.services.kms.op.ScheduleKeyDeletionRequest
import io.mockaws.services.kms.op.disableKey
import io.mockaws.services.kms.op.enableKey
import io.mockaws.services.kms.op.findToEncrypt
import io.mockaws.services.kms.op.open
import io.mockaws.services.kms.op.pair
import io.mockaws.services.kms.op.rotateKeyOnDemand
import io.mockaws.services.kms.op.scheduleKeyDeletion
import io.mockaws.services.kms.op.seal
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.keyOrNull
import io.mockaws.testing.Calls
import io.mockaws.testing.MadeHere
import io.mockaws.wire.Blob

/** One key as a test sees it. */
public class KeyFixture internal constructor(
    /** The key's id: a UUID, or `mrk-` and 32 hexadecimal digits. */
    @get:JvmName("id")
    public val id: String,
    private val context: () -> CallContext<KmsState>,
    private val journal: () -> Calls,
    private val made: MadeHere? = null,
) {
    /** What the mock's journal has of AWS KMS, for any key. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /** The key's Amazon Resource Name. */
    @get:JvmName("arn")
    public val arn: String get() = key().arn

    /** The names of its aliases, with `alias/` before each. */
    @get:JvmName("aliases")
    public val aliases: List<String>
        get() = context().state.aliases.values.filter { it.keyId == id }.map { it.name }.sorted()

    /** Its key state: `Enabled`, `Disabled`, `PendingDeletion`, ... */
    @get:JvmName("state")
    public val state: String get() = key().state.name.also { if (it == KeyState.Enabled.name) made?.checkLook() }

    /** The public half as DER, as GetPublicKey gives it. */
    @get:JvmName("publicKey")
    public val publicKey: ByteArray
        get() {
            val key = key()
            check(key.spec.isAsymmetric) { "A key of ${key.spec} has no public half" }
            return refusing { key.pair.spki }
        }

    /** Makes it unusable, as DisableKey does: what is encrypted under it is out of reach then. */
    public fun disable(): KeyFixture = apply { refusing { disableKey(KeyIdRequest(id), context()) } }

    /** Makes it usable again. */
    public fun enable(): KeyFixture = apply { refusing { enableKey(KeyIdRequest(id), context()) } }

    /** Has it new material from here on, as RotateKeyOnDemand does. */
    public fun rotate(): KeyFixture = apply { refusing { rotateKeyOnDemand(KeyIdRequest(id), context()) } }

    /** Has it deleted when [days] have passed by the mock's clock. */
    @JvmOverloads
    public fun scheduleDeletion(days: Int = 7): KeyFixture =
        apply { refusing { scheduleKeyDeletion(ScheduleKeyDeletionRequest(id, days), context()) } }

    /**
     * [plaintext] as Encrypt would give it to the code under test.
     *
     * @param encryptionContext what has to be told again to decrypt
     * @throws IllegalStateException when the key cannot encrypt
     */
    @JvmOverloads
    public fun encrypt(
        plaintext: ByteArray,
        encryptionContext: Map<String, String> = emptyMap(),
    ): ByteArray =
        refusing { context().run { seal(findToEncrypt(id, "Encrypt"), plaintext, encryptionContext).bytes } }

    /**
     * What [ciphertext] holds, which the code under test has encrypted under this key.
     *
     * @throws IllegalStateException when it was encrypted otherwise, or the key cannot decrypt
     */
    @JvmOverloads
    public fun decrypt(
        ciphertext: ByteArray,
        encryptionContext: Map<String, String> = emptyMap(),
    ): ByteArray =
        refusing {
            val algorithm = EncryptionAlgorithm.SYMMETRIC_DEFAULT
            context().open(Blob(ciphertext), id, encryptionContext, algorithm, "Decrypt").plaintext.bytes
        }

    private fun key(): Key = checkNotNull(context().keyOrNull(id)) { "The key $id was deleted" }

    private inline fun <T> refusing(action: () -> T): T =
        try {
            action()
        } catch (refused: AwsFault) {
            throw IllegalStateException(refused.message, refused)
        }

    override fun toString(): String = "KeyFixture($id, ${aliases.joinToString()})"
}
