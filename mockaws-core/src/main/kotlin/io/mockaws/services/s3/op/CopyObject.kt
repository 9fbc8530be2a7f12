package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3Limits
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.acl.AclMembers
import io.mockaws.services.s3.acl.possessionOf
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.checksum.ChecksumAlgorithm
import io.mockaws.services.s3.checksum.ChecksumType
import io.mockaws.services.s3.checksum.ObjectChecksum
import io.mockaws.services.s3.encryption.Encryption
import io.mockaws.services.s3.encryption.context
import io.mockaws.services.s3.encryption.encryptionOf
import io.mockaws.services.s3.encryption.hasEncryptionSetting
import io.mockaws.services.s3.lifecycle.expirationOf
import io.mockaws.services.s3.lock.withDefault
import io.mockaws.services.s3.notifications.S3Event
import io.mockaws.services.s3.notifications.telling
import io.mockaws.services.s3.objects.CopySource
import io.mockaws.services.s3.objects.ObjectHeaders
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.objects.WriteConditions
import io.mockaws.services.s3.objects.algorithmNamed
import io.mockaws.services.s3.objects.checkKey
import io.mockaws.services.s3.objects.digest
import io.mockaws.services.s3.objects.openSource
import io.mockaws.services.s3.objects.toSeconds
import io.mockaws.services.s3.versions.nextVersionId
import io.mockaws.services.s3.versions.shownIdOf

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
internal suspend fun copyObject(
    request: CopyObjectRequest,
    call: CallContext<S3State>,
): CopyObjectResponse {
    val target = call.openBucket(request.bucket, request.expectedBucketOwner)
    checkKey(request.key)
    val at = CopySource.parse(request.copySource)
    val replaced = directive(request.metadataDirective, "x-amz-metadata-directive")
    val retagged = directive(request.taggingDirective, "x-amz-tagging-directive")
    val given = request.headers()
    val encryption = call.encryptionOf(request, target)
    val lock = target.withDefault(request.lockIn(target, call.now()), call.now())
    val possession = call.possessionOf(request, target, request.key, "CopyObject")
    val conditions = WriteConditions(request.ifMatch, request.ifNoneMatch)
    val source = call.openSource(request, at)
    if (source.size > S3Limits.PUT_BYTES) throw tooLarge()
    // A copy of an older version brings that back, which is a change.
    val toItself = at.bucket == request.bucket && at.key == request.key && at.versionId == null
    val encryptsAnew = target.hasEncryptionSetting || encryption != source.encryption
    if (toItself && !replaced && !encryptsAnew && !request.changesAttributes()) throw S3Faults.illegalSelfCopy()

    val headers = headersOf(source.headers, given, replaced, retagged)
    val algorithm =
        request.checksumAlgorithm?.let { algorithmNamed(it) } ?: source.checksum?.algorithm ?: ChecksumAlgorithm.Default
    val whole = copyOf(source, algorithm)
    val copy =
        whole.copy(
            key = request.key,
            eTag = encryption.eTag(whole.eTag, call.ids),
            headers = headers,
            lastModified = call.now().toSeconds(),
            encryption = encryption,
            lock = lock,
            acl = possession.acl,
            owner = possession.owner,
            restore = null,
        )
    val after =
        call.changeBucket(request.bucket) { bucket ->
            conditions.check(bucket.objects[request.key], request.key)
            val stored = copy.copy(versionId = bucket.nextVersionId(call.ids))
            bucket.with(stored).telling(S3Event.CREATED_COPY, stored, call.ids)
        }
    val stored = after.objects.getValue(request.key)
    return CopyObjectResponse(
        copyObjectResult = CopyObjectResult.of(copy),
        versionId = after.shownIdOf(stored),
        copySourceVersionId = source.versionId,
        expiration = after.expirationOf(stored),
        sseKmsEncryptionContext = encryption.context,
    ).apply { show(encryption) }
}

/** Whether the directive is REPLACE; COPY is what S3 does without one. */
private fun directive(
    value: String?,
    header: String,
): Boolean =
    when (value) {
        null, "COPY" -> false
        "REPLACE" -> true
        else -> throw S3Faults.invalidArgument("Unknown metadata directive.", header, value)
    }

private fun CopyObjectRequest.changesAttributes() =
    storageClass != null || websiteRedirectLocation != null || serverSideEncryption != null

/** Storage class and redirect are never copied, whatever the directives say. */
private fun headersOf(
    source: ObjectHeaders,
    given: ObjectHeaders,
    replaced: Boolean,
    retagged: Boolean,
): ObjectHeaders =
    (if (replaced) given else source).copy(
        storageClass = given.storageClass,
        websiteRedirectLocation = given.websiteRedirectLocation,
        tags = if (retagged) given.tags else source.tags,
    )

/** A copy is an object in one piece: what was uploaded in parts gets the ETag and checksum of its bytes. */
private suspend fun copyOf(
    source: S3Object,
    algorithm: ChecksumAlgorithm,
): S3Object {
    val hasItsMd5 = source.parts.isEmpty() && source.encryption == Encryption.ByS3
    if (hasItsMd5 && source.checksum?.algorithm == algorithm) return source
    val read = source.body.digest(setOf(algorithm))
    val checksum = ObjectChecksum(algorithm, ChecksumType.FULL_OBJECT, read.checksums.getValue(algorithm))
    return source.copy(eTag = read.eTag, checksum = checksum, parts = emptyList())
}

private fun tooLarge() =
    S3Faults.invalidRequest(
        "The specified copy source is larger than the maximum allowable size for a copy source: ${S3Limits.PUT_BYTES}",
    )
