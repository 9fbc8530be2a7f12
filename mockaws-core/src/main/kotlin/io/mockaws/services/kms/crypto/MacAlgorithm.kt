package io.mockaws.services.kms.crypto

import javax.crypto.spec.SecretKeySpec

/** https://docs.aws.amazon.com/kms/latest/developerguide/hmac.html */
@Suppress("EnumEntryName")
internal enum class MacAlgorithm(
    private val jcaName: String,
) {
    HMAC_SHA_224("HmacSHA224"),
    HMAC_SHA_256("HmacSHA256"),
    HMAC_SHA_384("HmacSHA384"),
    HMAC_SHA_512("HmacSHA512"),
    ;

    fun of(
        message: ByteArray,
        key: ByteArray,
    ): ByteArray {
        val mac = javax.crypto.Mac.getInstance(jcaName)
        mac.init(SecretKeySpec(key, jcaName))
        return mac.doFinal(message)
    }
}
