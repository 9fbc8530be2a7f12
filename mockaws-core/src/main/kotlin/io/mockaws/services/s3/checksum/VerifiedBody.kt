package io.mockaws.services.s3.checksum

import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.objects.BodyDigests
import io.mockaws.services.s3.objects.decodeMd5
import io.mockaws.services.s3.objects.toHex
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody

/**
 * A document that came with a digest: reading it to its end fails when the digest is another, or when there is none
 * and S3 asks for one. It is decoded like any document, so its operation does not hear of the digest.
 */
internal class VerifiedBody private constructor(
    private val body: HttpBody,
    private val contentMd5: String?,
    private val checksum: SentChecksum?,
    private val isRequired: Boolean,
) : HttpBody {
    override val contentLength: Long? get() = body.contentLength

    override suspend fun open(): ByteSource {
        if (isRequired && contentMd5 == null && checksum == null) throw S3Faults.missingDigest()
        checksum?.checkForm()
        return VerifiedSource(body.open(), contentMd5?.let { decodeMd5(it) })
    }

    private inner class VerifiedSource(
        private val source: ByteSource,
        private val md5: ByteArray?,
    ) : ByteSource {
        private val digests = BodyDigests(setOfNotNull(checksum?.algorithm))

        override suspend fun read(
            buffer: ByteArray,
            offset: Int,
            length: Int,
        ): Int {
            val n = source.read(buffer, offset, length)
            if (n >= 0) digests.update(buffer, offset, n) else verify()
            return n
        }

        override fun close() = source.close()

        private fun verify() {
            val (calculated, checksums) = digests.values()
            if (md5 != null && !md5.contentEquals(calculated)) {
                throw S3Faults.badContentMd5(md5.toHex(), calculated.toBase64())
            }
            checksum?.let { it.verify(checksums.getValue(it.algorithm)) }
        }
    }

    companion object {
        /** [body], verified by what [headers] say of it, which must be something if it [isRequired]. */
        fun of(
            body: HttpBody,
            headers: Headers,
            isRequired: Boolean,
        ): HttpBody {
            val sent =
                ChecksumAlgorithm.entries.firstNotNullOfOrNull { a -> headers[a.header]?.let { SentChecksum(a, it) } }
            return VerifiedBody(body, headers["Content-MD5"], sent, isRequired)
        }

        /** [headers] without those that say what to verify, so that they are not taken for members. */
        fun headersWithoutDigests(headers: Headers): Headers {
            if (headers.none { isDigest(it.first) }) return headers
            return Headers
                .builder()
                .apply { headers.forEachField { name, value -> if (!isDigest(name)) add(name, value) } }
                .build()
        }

        private fun isDigest(name: String) =
            name.equals("Content-MD5", ignoreCase = true) ||
                name.equals("x-amz-sdk-checksum-algorithm", ignoreCase = true) ||
                ChecksumAlgorithm.entries.any { name.equals(it.header, ignoreCase = true) }
    }
}
