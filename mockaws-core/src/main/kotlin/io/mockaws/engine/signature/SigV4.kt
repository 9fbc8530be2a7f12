package io.mockaws.engine.signature

import java.security.MessageDigest
import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec

/**
 * The arithmetic of Signature Version 4:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
internal object SigV4 {
    const val ALGORITHM = "AWS4-HMAC-SHA256"
    const val TERMINATOR = "aws4_request"

    /** `20150830/us-east-1/iam/aws4_request`: what a key is good for. */
    class Scope(
        val date: String,
        val region: String,
        val service: String,
    ) {
        override fun toString(): String = "$date/$region/$service/$TERMINATOR"
    }

    fun key(
        secret: String,
        scope: Scope,
    ): ByteArray {
        val date = hmac("AWS4$secret".encodeToByteArray(), scope.date)
        return hmac(hmac(hmac(date, scope.region), scope.service), TERMINATOR)
    }

    fun sign(
        key: ByteArray,
        text: String,
    ): String = hex(hmac(key, text))

    fun sha256(bytes: ByteArray): String = hex(MessageDigest.getInstance("SHA-256").digest(bytes))

    fun sha256(text: String): String = sha256(text.encodeToByteArray())

    fun hex(bytes: ByteArray): String = bytes.joinToString("") { "%02x".format(it) }

    private fun hmac(
        key: ByteArray,
        text: String,
    ): ByteArray =
        Mac.getInstance("HmacSHA256").run {
            init(SecretKeySpec(key, algorithm))
            doFinal(text.encodeToByteArray())
        }
}
