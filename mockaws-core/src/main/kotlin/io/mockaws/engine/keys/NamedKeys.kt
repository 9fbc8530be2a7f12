package io.mockaws.engine.keys

import io.mockaws.engine.Place
import io.mockaws.kit.Arn
import java.security.MessageDigest
import java.util.HexFormat

/**
 * Keys where KMS is not among the services of a mock: by their names alone. There is nobody to ask, so each name that can
 * be a key's is taken for one that is there and enabled, and what is encrypted is only wrapped.
 */
internal object NamedKeys : Keys {
    override fun arnOf(
        id: String,
        place: Place,
    ): String =
        when (val name = KeyName.of(id, place)) {
            is KeyName.Id -> name.arn
            is KeyName.Alias -> aliased(name)
        }

    override fun checkUsable(arn: String) = Unit

    override fun encrypt(
        plaintext: ByteArray,
        arn: String,
        context: Map<String, String>,
    ): ByteArray = digest(context.toSortedMap().toString()) + plaintext

    override fun decrypt(
        ciphertext: ByteArray,
        place: Place,
        context: Map<String, String>,
    ): ByteArray {
        val mark = digest(context.toSortedMap().toString())
        if (ciphertext.size < mark.size || !ciphertext.copyOf(mark.size).contentEquals(mark)) {
            throw KeyRefusal("InvalidCiphertextException", "")
        }
        return ciphertext.copyOfRange(mark.size, ciphertext.size)
    }

    /** Services show no alias but its key; which one that is follows from the alias and its place. */
    private fun aliased(alias: KeyName.Alias): String {
        val place = alias.place
        val hex = HexFormat.of().formatHex(digest("${place.region}/${place.account}/${alias.name}"))
        val key = "${hex.take(8)}-${hex.substring(8, 12)}-4${hex.substring(13, 16)}-a${hex.substring(17, 20)}"
        return Arn.of("kms", place, "key/$key-${hex.substring(20, 32)}").toString()
    }

    private fun digest(text: String) = MessageDigest.getInstance("SHA-256").digest(text.encodeToByteArray())
}
