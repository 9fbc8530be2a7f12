package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.checksum.toBase64
import io.mockaws.services.s3.encryption.ChecksumAndEncryptionAnswer
import io.mockaws.services.s3.encryption.CustomerKeyHeaders
import io.mockaws.services.s3.lock.LockFaults
import io.mockaws.services.s3.lock.ObjectLock
import io.mockaws.services.s3.lock.hasDigest
import io.mockaws.services.s3.lock.withDefault
import io.mockaws.services.s3.multipart.UploadedPart
import io.mockaws.services.s3.multipart.checkPartNumber
import io.mockaws.services.s3.multipart.upload
import io.mockaws.services.s3.objects.BodyMembers
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
) : CustomerKeyHeaders(), BodyMembers

@Serializable
internal data class UploadPartResponse(
    @HttpHeader("ETag")
    val eTag: String,
) : ChecksumAndEncryptionAnswer()

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
internal suspend fun uploadPart(
    request: UploadPartRequest,
    call: CallContext<S3State>,
): UploadPartResponse {
    checkPartNumber(request.partNumber)
    val bucket = call.openBucket(request.bucket, request.expectedBucketOwner)
    val upload = bucket.upload(request.key, request.uploadId)
    request.customerKey.checkFor(upload)
    val isLocked = bucket.withDefault(upload.begin.lock, call.now()) != ObjectLock.None
    if (isLocked && !request.hasDigest()) throw LockFaults.digestMissing("Put Part")
    val received = call.receive(request, upload.effectiveAlgorithm, upload::checkAlgorithm, ByteArray::toBase64)
    val part =
        UploadedPart(
            number = request.partNumber,
            body = received.body,
            eTag = upload.encryption.eTag(received.eTag, call.ids),
            lastModified = call.now().toSeconds(),
            checksums = received.checksums,
        )
    call.changeBucket(request.bucket) { it.with(it.upload(request.key, request.uploadId), part) }
    val shown = received.sent ?: upload.checksumAlgorithm
    return UploadPartResponse(part.eTag).apply {
        show(upload.encryption)
        shown?.let { show(it, received.checksums.getValue(it)) }
    }
}
