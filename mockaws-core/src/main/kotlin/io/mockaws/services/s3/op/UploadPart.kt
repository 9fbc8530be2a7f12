package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.checksum.ChecksumAlgorithm
import io.mockaws.services.s3.multipart.UploadedPart
import io.mockaws.services.s3.multipart.checkPartNumber
import io.mockaws.services.s3.multipart.upload
import io.mockaws.services.s3.objects.BodyMembers
import io.mockaws.services.s3.objects.SSE_S3
import io.mockaws.services.s3.objects.receive
import io.mockaws.services.s3.objects.toSeconds
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpLabel
import io.mockaws.wire.HttpPayload
import io.mockaws.wire.HttpQuery
import io.mockaws.wire.StreamingBlob
import io.mockaws.wire.http.HttpBody
import kotlinx.serialization.Serializable

@Serializable
internal data class UploadPartRequest(
    @HttpLabel
    val bucket: String,
    @HttpLabel
    val key: String,
    @HttpQuery("partNumber")
    val partNumber: Int,
    @HttpQuery("uploadId")
    val uploadId: String,
    @HttpPayload
    override val body: StreamingBlob = HttpBody.Empty,
    @HttpHeader("Content-MD5")
    override val contentMD5: String? = null,
    @HttpHeader("x-amz-sdk-checksum-algorithm")
    override val checksumAlgorithm: String? = null,
    @HttpHeader("x-amz-checksum-crc32")
    override val checksumCRC32: String? = null,
    @HttpHeader("x-amz-checksum-crc32c")
    override val checksumCRC32C: String? = null,
    @HttpHeader("x-amz-checksum-crc64nvme")
    override val checksumCRC64NVME: String? = null,
    @HttpHeader("x-amz-checksum-sha1")
    override val checksumSHA1: String? = null,
    @HttpHeader("x-amz-checksum-sha256")
    override val checksumSHA256: String? = null,
    @HttpHeader("x-amz-expected-bucket-owner")
    val expectedBucketOwner: String? = null,
) : BodyMembers

@Serializable
internal data class UploadPartResponse(
    @HttpHeader("ETag")
    val eTag: String,
    @HttpHeader("x-amz-checksum-crc32")
    val checksumCRC32: String?,
    @HttpHeader("x-amz-checksum-crc32c")
    val checksumCRC32C: String?,
    @HttpHeader("x-amz-checksum-crc64nvme")
    val checksumCRC64NVME: String?,
    @HttpHeader("x-amz-checksum-sha1")
    val checksumSHA1: String?,
    @HttpHeader("x-amz-checksum-sha256")
    val checksumSHA256: String?,
    @HttpHeader("x-amz-server-side-encryption")
    val serverSideEncryption: String,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
internal suspend fun uploadPart(
    request: UploadPartRequest,
    call: CallContext<S3State>,
): UploadPartResponse {
    checkPartNumber(request.partNumber)
    val upload = call.openBucket(request.bucket, request.expectedBucketOwner).upload(request.key, request.uploadId)
    val received = call.receive(request, upload.effectiveAlgorithm, upload::checkAlgorithm)
    val part =
        UploadedPart(
            number = request.partNumber,
            body = received.body,
            eTag = received.eTag,
            lastModified = call.now().toSeconds(),
            checksums = received.checksums,
        )
    call.changeBucket(request.bucket) { it.with(it.upload(request.key, request.uploadId).with(part)) }
    val shown = received.checksums.filterKeys { it == (received.sent ?: upload.checksumAlgorithm) }
    return UploadPartResponse(
        eTag = part.eTag,
        checksumCRC32 = shown[ChecksumAlgorithm.CRC32],
        checksumCRC32C = shown[ChecksumAlgorithm.CRC32C],
        checksumCRC64NVME = shown[ChecksumAlgorithm.CRC64NVME],
        checksumSHA1 = shown[ChecksumAlgorithm.SHA1],
        checksumSHA256 = shown[ChecksumAlgorithm.SHA256],
        serverSideEncryption = SSE_S3,
    )
}
