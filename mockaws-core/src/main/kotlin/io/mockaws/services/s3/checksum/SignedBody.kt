package io.mockaws.services.s3.checksum

import io.mockaws.services.s3.ContentSha256Detail
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.objects.toHex
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import java.security.MessageDigest

/**
 * A body that was signed with its own SHA-256: reading it to its end fails when it has another.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
internal class SignedBody private constructor(
    private val body: HttpBody,
    private val signed: String,
) : HttpBody {
    override val contentLength: Long? get() = body.contentLength

    override suspend fun open(): ByteSource = SignedSource(body.open())

    private inner class SignedSource(
        private val source: ByteSource,
    ) : ByteSource {
        private val sha256 = MessageDigest.getInstance("SHA-256")
        private var verified = false

        override suspend fun read(
            buffer: ByteArray,
            offset: Int,
            length: Int,
        ): Int {
            val n = source.read(buffer, offset, length)
            if (n >= 0) sha256.update(buffer, offset, n) else verify()
            return n
        }

        override fun close() = source.close()

        private fun verify() {
            if (verified) return
            val calculated = sha256.digest().toHex()
            if (calculated != signed) throw S3Faults.contentSha256Mismatch(ContentSha256Detail(signed, calculated))
            verified = true
        }
    }

    companion object {
        private val HEX = Regex("[0-9a-f]{64}")

        /** [body] with the digest that [headers] have of it, or as it is where its client did not sign it. */
        fun of(
            body: HttpBody,
            headers: Headers,
        ): HttpBody {
            val signed = headers["x-amz-content-sha256"]?.takeIf { HEX.matches(it) } ?: return body
            return SignedBody(body, signed)
        }
    }
}
