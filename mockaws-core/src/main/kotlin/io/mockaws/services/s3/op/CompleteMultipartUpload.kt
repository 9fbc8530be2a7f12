package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.checksum.ChecksumAlgorithm
import io.mockaws.services.s3.checksum.ChecksumHeaders
import io.mockaws.services.s3.checksum.ChecksumType
import io.mockaws.services.s3.lifecycle.expirationOf
import io.mockaws.services.s3.multipart.Assembly
import io.mockaws.services.s3.multipart.CompletedUpload
import io.mockaws.services.s3.multipart.MultipartUpload
import io.mockaws.services.s3.multipart.NamedPart
import io.mockaws.services.s3.multipart.upload
import io.mockaws.services.s3.objects.SSE_S3
import io.mockaws.services.s3.objects.WriteConditions
import io.mockaws.services.s3.objects.toSeconds
import io.mockaws.services.s3.versions.nextVersionId
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpLabel
import io.mockaws.wire.HttpPayload
import io.mockaws.wire.HttpQuery
import io.mockaws.wire.XmlFlattened
import io.mockaws.wire.XmlName
import io.mockaws.wire.http.percentEncode
import kotlinx.serialization.Serializable

@Serializable
internal data class CompleteMultipartUploadRequest(
    @HttpLabel
    val bucket: String,
    @HttpLabel
    val key: String,
    @HttpPayload
    @XmlName("CompleteMultipartUpload")
    val multipartUpload: CompletedMultipartUpload? = null,
    @HttpQuery("uploadId")
    val uploadId: String,
    @HttpHeader("x-amz-checksum-type")
    val checksumType: String? = null,
    @HttpHeader("x-amz-mp-object-size")
    val mpuObjectSize: Long? = null,
    @HttpHeader("x-amz-expected-bucket-owner")
    val expectedBucketOwner: String? = null,
    @HttpHeader("If-Match")
    val ifMatch: String? = null,
    @HttpHeader("If-None-Match")
    val ifNoneMatch: String? = null,
) : ChecksumHeaders()

@Serializable
@XmlName("CompleteMultipartUpload")
internal data class CompletedMultipartUpload(
    @XmlFlattened
    @XmlName("Part")
    val parts: List<CompletedPart> = emptyList(),
)

@Serializable
internal data class CompletedPart(
    override val eTag: String? = null,
    override val checksumCRC32: String? = null,
    override val checksumCRC32C: String? = null,
    override val checksumCRC64NVME: String? = null,
    override val checksumSHA1: String? = null,
    override val checksumSHA256: String? = null,
    override val partNumber: Int? = null,
) : NamedPart

@Serializable
@XmlName("CompleteMultipartUploadResult")
internal data class CompleteMultipartUploadResponse(
    val location: String,
    val bucket: String,
    val key: String,
    val eTag: String,
    val checksumCRC32: String?,
    val checksumCRC32C: String?,
    val checksumCRC64NVME: String?,
    val checksumSHA1: String?,
    val checksumSHA256: String?,
    val checksumType: ChecksumType,
    @HttpHeader("x-amz-server-side-encryption")
    val serverSideEncryption: String,
    @HttpHeader("x-amz-version-id")
    val versionId: String?,
    @HttpHeader("x-amz-expiration")
    val expiration: String?,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
internal fun completeMultipartUpload(
    request: CompleteMultipartUploadRequest,
    call: CallContext<S3State>,
): CompleteMultipartUploadResponse {
    call.openBucket(request.bucket, request.expectedBucketOwner)
    val conditions = WriteConditions(request.ifMatch, request.ifNoneMatch)
    val after =
        call.changeBucket(request.bucket) { bucket ->
            if (bucket.completed[request.uploadId]?.key == request.key) return@changeBucket bucket
            val assembly = assemble(request, bucket)
            conditions.check(bucket.objects[request.key], request.key)
            if (bucket.upload(request.key, request.uploadId).overtaken) conditions.refuseConflict(request.key)
            val added =
                assembly.assemble(call.now().toSeconds()).copy(versionId = bucket.nextVersionId(call.ids))
            val completed =
                CompletedUpload(request.uploadId, request.key, added.eTag, added.checksum, added.versionId)
            bucket.with(added).withoutUpload(request.uploadId).with(completed)
        }
    return response(request, after.completed.getValue(request.uploadId), after, call)
}

private fun assemble(
    request: CompleteMultipartUploadRequest,
    bucket: Bucket,
): Assembly {
    val upload = bucket.upload(request.key, request.uploadId)
    checkType(request, upload)
    val named = request.multipartUpload ?: throw S3Faults.invalidRequest("You must specify at least one part")
    val assembly = Assembly(upload, named.parts)
    if (request.mpuObjectSize != null && request.mpuObjectSize != assembly.size) {
        throw S3Faults.invalidRequest(
            "The provided 'x-amz-mp-object-size' header value ${request.mpuObjectSize} does not match what was " +
                "computed: ${assembly.size}",
        )
    }
    val sent = request.sent() ?: return assembly
    if (sent.algorithm != upload.effectiveAlgorithm) {
        throw S3Faults.checksumMismatch(upload.effectiveAlgorithm, sent.algorithm)
    }
    // A composite value may be sent with and without the number of parts.
    if (sent.value != assembly.checksum.value && sent.value != assembly.checksum.value.substringBefore('-')) {
        throw S3Faults.badChecksum(sent.algorithm.lowerCase)
    }
    return assembly
}

private fun checkType(
    request: CompleteMultipartUploadRequest,
    upload: MultipartUpload,
) {
    val begunWith = upload.checksumType.name.takeIf { upload.checksumAlgorithm != null }
    if (request.checksumType == null || request.checksumType == begunWith) return
    throw S3Faults.invalidRequest(
        "The upload was created using the $begunWith checksum mode. The complete request must use the " +
            "same checksum mode.",
    )
}

private fun response(
    request: CompleteMultipartUploadRequest,
    completed: CompletedUpload,
    after: Bucket,
    call: CallContext<S3State>,
) = CompleteMultipartUploadResponse(
    location = "https://${request.bucket}.s3.${call.region}.amazonaws.com/" + locationPath(request.key),
    bucket = request.bucket,
    key = request.key,
    eTag = completed.eTag,
    checksumCRC32 = completed.checksum[ChecksumAlgorithm.CRC32],
    checksumCRC32C = completed.checksum[ChecksumAlgorithm.CRC32C],
    checksumCRC64NVME = completed.checksum[ChecksumAlgorithm.CRC64NVME],
    checksumSHA1 = completed.checksum[ChecksumAlgorithm.SHA1],
    checksumSHA256 = completed.checksum[ChecksumAlgorithm.SHA256],
    checksumType = completed.checksum.type,
    serverSideEncryption = SSE_S3,
    versionId = completed.versionId,
    expiration = after.version(request.key, completed.versionId)?.content?.let { after.expirationOf(it) },
)

/** S3 writes the slashes of the key as %2F here, unlike anywhere else. */
private fun locationPath(key: String) = percentEncode(key)
