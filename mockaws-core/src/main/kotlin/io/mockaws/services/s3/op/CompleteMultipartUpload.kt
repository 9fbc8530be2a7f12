package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.checksum.ChecksumAlgorithm
import io.mockaws.services.s3.checksum.ChecksumMembers
import io.mockaws.services.s3.checksum.ChecksumType
import io.mockaws.services.s3.encryption.CustomerKeyHeaders
import io.mockaws.services.s3.encryption.Encryption
import io.mockaws.services.s3.encryption.shownAlgorithm
import io.mockaws.services.s3.lifecycle.expirationOf
import io.mockaws.services.s3.lock.withDefault
import io.mockaws.services.s3.multipart.Assembly
import io.mockaws.services.s3.multipart.CompletedUpload
import io.mockaws.services.s3.multipart.MultipartUpload
import io.mockaws.services.s3.multipart.NamedPart
import io.mockaws.services.s3.multipart.upload
import io.mockaws.services.s3.notifications.S3Event
import io.mockaws.services.s3.notifications.telling
import io.mockaws.services.s3.objects.WriteConditions
import io.mockaws.services.s3.objects.toSeconds
import io.mockaws.services.s3.versions.nextVersionId
import io.mockaws.wire.XmlName
import io.mockaws.wire.http.percentEncode
import kotlinx.serialization.Serializable

@Serializable
internal data class CompleteMultipartUploadRequest(
    val bucket: String,
    val key: String,
    val multipartUpload: CompletedMultipartUpload? = null,
    val uploadId: String,
    override val checksumCRC32: String? = null,
    override val checksumCRC32C: String? = null,
    override val checksumCRC64NVME: String? = null,
    override val checksumSHA1: String? = null,
    override val checksumSHA256: String? = null,
    val checksumType: String? = null,
    val mpuObjectSize: Long? = null,
    val expectedBucketOwner: String? = null,
    val ifMatch: String? = null,
    val ifNoneMatch: String? = null,
) : CustomerKeyHeaders(), ChecksumMembers

@Serializable
@XmlName("CompleteMultipartUpload")
internal data class CompletedMultipartUpload(
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
    val checksumType: ChecksumType?,
    val serverSideEncryption: String?,
    val sseKmsKeyId: String?,
    val bucketKeyEnabled: Boolean?,
    val versionId: String?,
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
            val upload = bucket.upload(request.key, request.uploadId)
            conditions.check(bucket.objects[request.key], request.key)
            if (upload.overtaken) conditions.refuseConflict(request.key)
            val added =
                assembly
                    .assemble(call.now().toSeconds(), bucket.withDefault(upload.begin.lock, call.now()))
                    .copy(versionId = bucket.nextVersionId(call.ids))
            val completed =
                CompletedUpload(
                    id = request.uploadId,
                    key = request.key,
                    eTag = added.eTag,
                    checksum = added.checksum.takeIf { upload.tellsChecksum },
                    versionId = added.versionId,
                    encryption = added.encryption,
                )
            bucket
                .with(added)
                .withoutUpload(request.uploadId)
                .with(completed)
                .telling(S3Event.CREATED_MULTIPART, added, call.ids)
        }
    return response(request, after.completed.getValue(request.uploadId), after, call)
}

private fun assemble(
    request: CompleteMultipartUploadRequest,
    bucket: Bucket,
): Assembly {
    val upload = bucket.upload(request.key, request.uploadId)
    // The parts are encrypted already: unlike for a part, no key need be sent.
    if (request.customerKey.isThere) request.customerKey.checkFor(upload)
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
    checksumCRC32 = completed.checksum?.get(ChecksumAlgorithm.CRC32),
    checksumCRC32C = completed.checksum?.get(ChecksumAlgorithm.CRC32C),
    checksumCRC64NVME = completed.checksum?.get(ChecksumAlgorithm.CRC64NVME),
    checksumSHA1 = completed.checksum?.get(ChecksumAlgorithm.SHA1),
    checksumSHA256 = completed.checksum?.get(ChecksumAlgorithm.SHA256),
    checksumType = completed.checksum?.type,
    serverSideEncryption = completed.encryption.shownAlgorithm,
    sseKmsKeyId = (completed.encryption as? Encryption.ByKms)?.keyArn,
    bucketKeyEnabled = (completed.encryption as? Encryption.ByKms)?.bucketKey?.takeIf { it },
    versionId = completed.versionId,
    expiration = after.version(request.key, completed.versionId)?.content?.let { after.expirationOf(it) },
)

/** S3 writes the slashes of the key as %2F here, unlike anywhere else. */
private fun locationPath(key: String) = percentEncode(key)
