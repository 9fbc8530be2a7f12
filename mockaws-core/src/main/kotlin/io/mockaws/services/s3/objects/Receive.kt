package io.mockaws.services.s3.objects

import io.mockaws.engine.CallContext
import io.mockaws.engine.StoredBody
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3Limits
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.checksum.ChecksumAlgorithm
import io.mockaws.services.s3.checksum.ChecksumMembers
import io.mockaws.services.s3.checksum.RunningChecksum
import io.mockaws.services.s3.checksum.SentChecksum
import io.mockaws.services.s3.checksum.decodeBase64
import io.mockaws.services.s3.checksum.toBase64
import io.mockaws.wire.http.HasTrailers
import io.mockaws.wire.http.HttpBody
import java.security.MessageDigest
import java.util.EnumMap
import java.util.HexFormat

/** A body that was read to its end, checked and stored. */
internal class ReceivedBody(
    val body: StoredBody,
    val md5: ByteArray,
    /** What the client sent, or null. */
    val sent: ChecksumAlgorithm?,
    /** All that were worked out, in base64. */
    val checksums: Map<ChecksumAlgorithm, String>,
) {
    val eTag: String get() = md5.toETag()
}

/** The members by which PutObject and UploadPart say what their body is. */
internal interface BodyMembers : ChecksumMembers {
    val body: HttpBody
    val checksumAlgorithm: String?
    val contentMD5: String?
}

/**
 * Stores the body of [request] and refuses it when it is not what its digests say.
 *
 * @param wanted an algorithm whose value is needed whatever the client sends; null for S3's default where it sends none
 * @param check told the algorithm that the client is going to send before anything is read
 * @param shown how a wrong MD5 is told
 */
internal suspend fun CallContext<S3State>.receive(
    request: BodyMembers,
    wanted: ChecksumAlgorithm?,
    check: (ChecksumAlgorithm?) -> Unit = {},
    shown: (ByteArray) -> String = ByteArray::toHex,
): ReceivedBody {
    val length = request.body.contentLength ?: 0
    if (length > S3Limits.PUT_BYTES) throw S3Faults.entityTooLarge(length)
    val md5 = request.contentMD5?.let { decodeMd5(it) }
    val header = request.sent()?.also { it.checkForm() }
    val announced = header?.algorithm ?: request.checksumAlgorithm?.let { algorithmNamed(it) }
    check(announced)

    val digests = BodyDigests(setOfNotNull(announced, wanted ?: announced ?: ChecksumAlgorithm.Default))
    val body = bodies.store(request.body, digests::update)
    if (body.length > S3Limits.PUT_BYTES) throw S3Faults.entityTooLarge(body.length)

    val received = digests.finish(body, announced)
    if (md5 != null && !md5.contentEquals(received.md5)) {
        throw S3Faults.badContentMd5(shown(md5), received.md5.toBase64())
    }
    val sent = header ?: announced?.let { trailer(request.body, it) }
    sent?.verify(received.checksums.getValue(sent.algorithm))
    return received
}

/** A client that names an algorithm without a value in the head of the request sends the value behind the body. */
private fun trailer(
    body: HttpBody,
    algorithm: ChecksumAlgorithm,
): SentChecksum {
    val value = (body as? HasTrailers)?.trailers?.get(algorithm.header) ?: throw S3Faults.checksumMissing()
    return SentChecksum(algorithm, value).also { it.checkForm() }
}

internal fun algorithmNamed(name: String): ChecksumAlgorithm =
    ChecksumAlgorithm.find(name) ?: throw S3Faults.unsupportedChecksumAlgorithm()

internal fun decodeMd5(text: String): ByteArray =
    decodeBase64(text)?.takeIf { it.size == MD5_BYTES } ?: throw S3Faults.invalidDigest(text)

/** MD5 and any number of checksums on their way through a body. */
internal class BodyDigests(
    algorithms: Set<ChecksumAlgorithm>,
) {
    private val md5 = MessageDigest.getInstance("MD5")
    private val running =
        algorithms.associateWithTo(EnumMap<ChecksumAlgorithm, RunningChecksum>(ChecksumAlgorithm::class.java)) {
            it.start()
        }

    fun update(
        bytes: ByteArray,
        offset: Int,
        length: Int,
    ) {
        md5.update(bytes, offset, length)
        running.values.forEach { it.update(bytes, offset, length) }
    }

    /** The MD5, and the others in base64; call it once. */
    fun values(): Pair<ByteArray, Map<ChecksumAlgorithm, String>> =
        md5.digest() to running.mapValues { it.value.value().toBase64() }

    fun finish(
        body: StoredBody,
        sent: ChecksumAlgorithm?,
    ): ReceivedBody = values().let { (md5, checksums) -> ReceivedBody(body, md5, sent, checksums) }
}

/** Reads what is stored already once more, for its digests. */
internal suspend fun StoredBody.digest(algorithms: Set<ChecksumAlgorithm>): ReceivedBody {
    val digests = BodyDigests(algorithms)
    val content = range()
    if (content is HttpBody.Bytes) {
        digests.update(content.bytes, 0, content.bytes.size)
        return digests.finish(this, null)
    }
    content.open().use { source ->
        val buffer = ByteArray(BUFFER)
        while (true) {
            val n = source.read(buffer)
            if (n < 0) break
            digests.update(buffer, 0, n)
        }
    }
    return digests.finish(this, null)
}

internal fun ByteArray.toHex(): String = HexFormat.of().formatHex(this)

/** As S3 shows it, in quotes. */
internal fun ByteArray.toETag(): String = '"' + toHex() + '"'

private const val MD5_BYTES = 16
private const val BUFFER = 64 * 1024
