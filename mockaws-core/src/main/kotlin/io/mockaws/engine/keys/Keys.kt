package io.mockaws.engine.keys

import io.mockaws.engine.Place
import io.mockaws.engine.World

/**
 * The keys of AWS KMS as services meet them that encrypt under them, without knowing KMS. Each refusal is a
 * [KeyRefusal] in the words of KMS, around which each service has its own.
 */
internal interface Keys {
    /**
     * The ARN of the symmetric encryption key that a caller in [place] calls [id], by key id, alias or ARN of either. It
     * is there, and enabled.
     *
     * The alias `alias/aws/SERVICE` is that of a key which AWS keeps for a service, and comes into being when it is first
     * asked for.
     */
    fun arnOf(
        id: String,
        place: Place,
    ): String

    /** The same for the key that AWS keeps in [place] for [service]: `arnOf("alias/aws/$service", place)`. */
    fun managedFor(
        service: String,
        place: Place,
    ): String = arnOf("alias/aws/$service", place)

    /**
     * Refuses the key with the ARN [arn] where it cannot be used now: what was encrypted under it is then out of reach.
     */
    fun checkUsable(arn: String)

    /**
     * [plaintext] of any length under the key with the ARN [arn], as KMS itself gives ciphertexts.
     *
     * @param context what has to be told again to decrypt
     */
    fun encrypt(
        plaintext: ByteArray,
        arn: String,
        context: Map<String, String> = emptyMap(),
    ): ByteArray

    /** What [ciphertext] holds, which names its key itself. */
    fun decrypt(
        ciphertext: ByteArray,
        place: Place,
        context: Map<String, String> = emptyMap(),
    ): ByteArray
}

/** What makes the keys of a world. */
internal fun interface KeysOf {
    fun world(world: World): Keys
}

/** What KMS answers of a key that cannot be used; each service has its own words around it. */
internal class KeyRefusal(
    /** As `NotFoundException`. */
    val code: String,
    override val message: String,
) : RuntimeException(message, null, false, false) {
    val isNotFound: Boolean get() = code == NOT_FOUND

    companion object {
        const val NOT_FOUND: String = "NotFoundException"
    }
}
