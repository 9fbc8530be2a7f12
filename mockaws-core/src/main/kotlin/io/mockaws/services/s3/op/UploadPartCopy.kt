package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.checksum.ChecksumAlgorithm
import io.mockaws.services.s3.encryption.CustomerKeyHeaders
import io.mockaws.services.s3.encryption.EncryptionAnswer
import io.mockaws.services.s3.multipart.UploadedPart
import io.mockaws.services.s3.multipart.checkPartNumber
import io.mockaws.services.s3.multipart.upload
import io.mockaws.services.s3.objects.BodyDigests
import io.mockaws.services.s3.objects.ByteRange
import io.mockaws.services.s3.objects.CopySource
import io.mockaws.services.s3.objects.CopySourceMembers
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.objects.openSource
import io.mockaws.services.s3.objects.toSeconds
import io.mockaws.wire.DateText
import io.mockaws.wire.XmlName
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class UploadPartCopyRequest(
    val bucket: String,
    val key: String,
    val partNumber: Int,
    val uploadId: String,
    override val copySource: String,
    override val copySourceIfMatch: String? = null,
    override val copySourceIfModifiedSince: DateText? = null,
    override val copySourceIfNoneMatch: String? = null,
    override val copySourceIfUnmodifiedSince: DateText? = null,
    @SerialName("CopySourceSSECustomerAlgorithm")
    override val copySourceCustomerAlgorithm: String? = null,
    @SerialName("CopySourceSSECustomerKey")
    override val copySourceCustomerKey: String? = null,
    @SerialName("CopySourceSSECustomerKeyMD5")
    override val copySourceCustomerKeyMD5: String? = null,
    override val expectedSourceBucketOwner: String? = null,
    val copySourceRange: String? = null,
    val expectedBucketOwner: String? = null,
) : CustomerKeyHeaders(), CopySourceMembers

@Serializable
internal data class UploadPartCopyResponse(
    val copyPartResult: CopyPartResult,
    val copySourceVersionId: String?,
) : EncryptionAnswer()

@Serializable
@XmlName("CopyPartResult")
internal data class CopyPartResult(
    val eTag: String,
    val lastModified: Instant,
    val checksumCRC32: String?,
    val checksumCRC32C: String?,
    val checksumCRC64NVME: String?,
    val checksumSHA1: String?,
    val checksumSHA256: String?,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
internal suspend fun uploadPartCopy(
    request: UploadPartCopyRequest,
    call: CallContext<S3State>,
): UploadPartCopyResponse {
    checkPartNumber(request.partNumber)
    val upload = call.openBucket(request.bucket, request.expectedBucketOwner).upload(request.key, request.uploadId)
    request.customerKey.checkFor(upload)
    val source = call.openSource(request, CopySource.parse(request.copySource))
    val range = rangeOf(request.copySourceRange, source)
    val digests = BodyDigests(setOf(upload.effectiveAlgorithm))
    val body = call.bodies.store(source.body.range(range.from, range.until), digests::update)
    val read = digests.finish(body, null)
    val part =
        UploadedPart(
            number = request.partNumber,
            body = read.body,
            eTag = upload.encryption.eTag(read.eTag, call.ids),
            lastModified = call.now().toSeconds(),
            checksums = read.checksums,
        )
    call.changeBucket(request.bucket) { it.with(it.upload(request.key, request.uploadId), part) }
    val shown = read.checksums.filterKeys { it == upload.checksumAlgorithm }
    return UploadPartCopyResponse(
        CopyPartResult(
            eTag = part.eTag,
            lastModified = part.lastModified,
            checksumCRC32 = shown[ChecksumAlgorithm.CRC32],
            checksumCRC32C = shown[ChecksumAlgorithm.CRC32C],
            checksumCRC64NVME = shown[ChecksumAlgorithm.CRC64NVME],
            checksumSHA1 = shown[ChecksumAlgorithm.SHA1],
            checksumSHA256 = shown[ChecksumAlgorithm.SHA256],
        ),
        source.versionId,
    ).apply { show(upload.encryption) }
}

/** Unlike a read, a copy needs both ends of its range, and both inside the source. */
private fun rangeOf(
    header: String?,
    source: S3Object,
): ByteRange {
    if (header == null) return ByteRange(0, source.size)
    val (first, last) =
        Regex("bytes=(\\d{1,18})-(\\d{1,18})")
            .matchEntire(header)
            ?.destructured
            ?.let { (first, last) -> first.toLong() to last.toLong() }
            ?.takeIf { (first, last) -> first <= last }
            ?: throw S3Faults.invalidArgument(
                "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the " +
                    "zero-based offsets of the first and last bytes to copy",
                "x-amz-copy-source-range",
                header,
            )
    if (first >= source.size) {
        throw S3Faults.invalidRequest("The specified copy range is invalid for the source object size")
    }
    if (last >= source.size) {
        throw S3Faults.invalidArgument(
            "Range specified is not valid for source object of size: ${source.size}",
            "x-amz-copy-source-range",
            header,
        )
    }
    return ByteRange(first, last + 1)
}
