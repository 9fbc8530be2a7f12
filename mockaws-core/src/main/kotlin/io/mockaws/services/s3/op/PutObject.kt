package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.acl.possessionOf
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.checksum.ChecksumAlgorithm
import io.mockaws.services.s3.checksum.ChecksumType
import io.mockaws.services.s3.checksum.ObjectChecksum
import io.mockaws.services.s3.encryption.ChecksumAndEncryptionAnswer
import io.mockaws.services.s3.encryption.context
import io.mockaws.services.s3.encryption.encryptionOf
import io.mockaws.services.s3.lifecycle.expirationOf
import io.mockaws.services.s3.lock.LockFaults
import io.mockaws.services.s3.lock.ObjectLock
import io.mockaws.services.s3.lock.ProtectionHeaders
import io.mockaws.services.s3.lock.hasDigest
import io.mockaws.services.s3.lock.withDefault
import io.mockaws.services.s3.notifications.S3Event
import io.mockaws.services.s3.notifications.telling
import io.mockaws.services.s3.objects.BodyMembers
import io.mockaws.services.s3.objects.ObjectHeadersMembers
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.objects.WriteConditions
import io.mockaws.services.s3.objects.checkKey
import io.mockaws.services.s3.objects.receive
import io.mockaws.services.s3.objects.toSeconds
import io.mockaws.services.s3.post.PostForm
import io.mockaws.services.s3.versions.nextVersionId
import io.mockaws.wire.DateText
import io.mockaws.wire.StreamingBlob
import io.mockaws.wire.http.HttpBody
import kotlinx.serialization.Serializable

@Serializable
internal data class PutObjectRequest(
    val bucket: String,
    val key: String,
    override val body: StreamingBlob = HttpBody.Empty,
    override val cacheControl: String? = null,
    override val contentDisposition: String? = null,
    override val contentEncoding: String? = null,
    override val contentLanguage: String? = null,
    override val contentMD5: String? = null,
    override val contentType: String? = null,
    override val checksumAlgorithm: String? = null,
    override val checksumCRC32: String? = null,
    override val checksumCRC32C: String? = null,
    override val checksumCRC64NVME: String? = null,
    override val checksumSHA1: String? = null,
    override val checksumSHA256: String? = null,
    override val expires: DateText? = null,
    val ifMatch: String? = null,
    val ifNoneMatch: String? = null,
    override val metadata: Map<String, String> = emptyMap(),
    override val storageClass: String? = null,
    override val websiteRedirectLocation: String? = null,
    override val tagging: String? = null,
    val expectedBucketOwner: String? = null,
) : ProtectionHeaders(), BodyMembers, ObjectHeadersMembers

@Serializable
internal data class PutObjectResponse(
    val eTag: String,
    val checksumType: ChecksumType,
    val versionId: String?,
    val expiration: String?,
    val sseKmsEncryptionContext: String?,
) : ChecksumAndEncryptionAnswer()

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
internal suspend fun putObject(
    request: PutObjectRequest,
    call: CallContext<S3State>,
): PutObjectResponse = storeObject(request, call, S3Event.CREATED_PUT)

/**
 * The same for who tells of it otherwise. Not an overload: with one reference to an overloaded function among the
 * operations of a service the compiler takes minutes.
 */
internal suspend fun storeObject(
    request: PutObjectRequest,
    call: CallContext<S3State>,
    event: S3Event,
): PutObjectResponse {
    val opened = call.openBucket(request.bucket, request.expectedBucketOwner)
    checkKey(request.key)
    // Forms have an encoding of their own.
    val headers = if (request.body is PostForm) request.headers { it } else request.headers()
    val encryption = call.encryptionOf(request, opened)
    val lock = opened.withDefault(request.lockIn(opened, call.now()), call.now())
    if (lock != ObjectLock.None && !request.hasDigest()) throw LockFaults.digestMissing("Put Object")
    val possession = call.possessionOf(request, opened, request.key, "PutObject")
    val conditions = WriteConditions(request.ifMatch, request.ifNoneMatch)
    val received = call.receive(request, wanted = null)
    val algorithm = received.sent ?: ChecksumAlgorithm.Default
    val checksum =
        ObjectChecksum(algorithm, ChecksumType.FULL_OBJECT, received.checksums.getValue(algorithm))
    val added =
        S3Object(
            key = request.key,
            body = received.body,
            eTag = encryption.eTag(received.eTag, call.ids),
            lastModified = call.now().toSeconds(),
            headers = headers,
            checksum = checksum,
            encryption = encryption,
            lock = lock,
            acl = possession.acl,
            owner = possession.owner,
        )
    val after =
        call.changeBucket(request.bucket) { bucket ->
            conditions.check(bucket.objects[request.key], request.key)
            val stored = added.copy(versionId = bucket.nextVersionId(call.ids))
            bucket.with(stored).telling(event, stored, call.ids)
        }
    // The null version of a suspended bucket is not named here, unlike anywhere else.
    val versionId = after.objects.getValue(request.key).versionId
    return PutObjectResponse(
        eTag = added.eTag,
        checksumType = checksum.type,
        versionId = versionId,
        expiration = after.expirationOf(added),
        sseKmsEncryptionContext = encryption.context,
    ).apply {
        show(checksum.algorithm, checksum.value)
        show(encryption)
    }
}
