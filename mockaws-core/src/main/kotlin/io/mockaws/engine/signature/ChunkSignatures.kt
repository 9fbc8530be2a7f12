package io.mockaws.engine.signature

import io.mockaws.wire.content.ChunkCheck
import io.mockaws.wire.http.Headers
import java.security.MessageDigest

/**
 * The signatures of a body's chunks, each of which covers the one before it, and that of the trailers:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
internal class ChunkSignatures(
    private val signature: SentSignature,
    private val key: ByteArray,
    private val hasTrailers: Boolean,
) : ChunkCheck {
    private val digest = MessageDigest.getInstance("SHA-256")
    private var previous = signature.value
    private var provided = ""

    override fun begins(extension: String) {
        provided = extension.trim().substringAfter("chunk-signature=", "")
    }

    override fun holds(
        buffer: ByteArray,
        offset: Int,
        length: Int,
    ) = digest.update(buffer, offset, length)

    override fun ends() = verify("$PREFIX-PAYLOAD", "\n${SigV4.sha256("")}\n${SigV4.hex(digest.digest())}")

    override fun trailers(fields: Headers) {
        if (!hasTrailers) return
        val signed = StringBuilder()
        fields.forEachField { name, value ->
            if (name.equals(TRAILER_SIGNATURE, ignoreCase = true)) {
                provided = value
            } else {
                signed.append(name.lowercase()).append(':').append(value).append('\n')
            }
        }
        verify("$PREFIX-TRAILER", "\n${SigV4.sha256(signed.toString())}")
    }

    private fun verify(
        algorithm: String,
        content: String,
    ) {
        val text = "$algorithm\n${signature.timestamp}\n${signature.scope}\n$previous$content"
        val calculated = SigV4.sign(key, text)
        if (!MessageDigest.isEqual(calculated.encodeToByteArray(), provided.encodeToByteArray())) {
            throw S3SignatureFaults.textMismatch(signature.accessKey, provided, text)
        }
        previous = calculated
    }

    private companion object {
        const val PREFIX = SigV4.ALGORITHM
        const val TRAILER_SIGNATURE = "x-amz-trailer-signature"
    }
}
