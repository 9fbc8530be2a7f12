package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.acl.AclMembers
import io.mockaws.services.s3.acl.aclOf
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.checksum.ChecksumAlgorithm
import io.mockaws.services.s3.checksum.ChecksumHeaders
import io.mockaws.services.s3.checksum.ChecksumType
import io.mockaws.services.s3.checksum.ObjectChecksum
import io.mockaws.services.s3.objects.BodyMembers
import io.mockaws.services.s3.objects.ObjectHeadersMembers
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.objects.SSE_S3
import io.mockaws.services.s3.objects.WriteConditions
import io.mockaws.services.s3.objects.checkKey
import io.mockaws.services.s3.objects.receive
import io.mockaws.services.s3.objects.toSeconds
import io.mockaws.services.s3.versions.nextVersionId
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpLabel
import io.mockaws.wire.HttpPayload
import io.mockaws.wire.HttpPrefixHeaders
import io.mockaws.wire.StreamingBlob
import io.mockaws.wire.http.HttpBody
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class PutObjectRequest(
    @HttpLabel
    val bucket: String,
    @HttpLabel
    val key: String,
    @HttpPayload
    override val body: StreamingBlob = HttpBody.Empty,
    @HttpHeader("Cache-Control")
    override val cacheControl: String? = null,
    @HttpHeader("Content-Disposition")
    override val contentDisposition: String? = null,
    @HttpHeader("Content-Encoding")
    override val contentEncoding: String? = null,
    @HttpHeader("Content-Language")
    override val contentLanguage: String? = null,
    @HttpHeader("Content-MD5")
    override val contentMD5: String? = null,
    @HttpHeader("Content-Type")
    override val contentType: String? = null,
    @HttpHeader("x-amz-sdk-checksum-algorithm")
    override val checksumAlgorithm: String? = null,
    @HttpHeader("Expires")
    override val expires: Instant? = null,
    @HttpHeader("If-Match")
    val ifMatch: String? = null,
    @HttpHeader("If-None-Match")
    val ifNoneMatch: String? = null,
    @HttpPrefixHeaders("x-amz-meta-")
    override val metadata: Map<String, String> = emptyMap(),
    @HttpHeader("x-amz-server-side-encryption")
    override val serverSideEncryption: String? = null,
    @HttpHeader("x-amz-storage-class")
    override val storageClass: String? = null,
    @HttpHeader("x-amz-website-redirect-location")
    override val websiteRedirectLocation: String? = null,
    @HttpHeader("x-amz-tagging")
    override val tagging: String? = null,
    @HttpHeader("x-amz-acl")
    @SerialName("ACL")
    override val acl: String? = null,
    @HttpHeader("x-amz-grant-full-control")
    override val grantFullControl: String? = null,
    @HttpHeader("x-amz-grant-read")
    override val grantRead: String? = null,
    @HttpHeader("x-amz-grant-read-acp")
    override val grantReadACP: String? = null,
    @HttpHeader("x-amz-grant-write-acp")
    override val grantWriteACP: String? = null,
    @HttpHeader("x-amz-expected-bucket-owner")
    val expectedBucketOwner: String? = null,
) : ChecksumHeaders(), BodyMembers, ObjectHeadersMembers, AclMembers

@Serializable
internal data class PutObjectResponse(
    @HttpHeader("ETag")
    val eTag: String,
    @HttpHeader("x-amz-checksum-type")
    val checksumType: ChecksumType,
    @HttpHeader("x-amz-server-side-encryption")
    val serverSideEncryption: String,
    @HttpHeader("x-amz-version-id")
    val versionId: String?,
) : ChecksumHeaders()

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
internal suspend fun putObject(
    request: PutObjectRequest,
    call: CallContext<S3State>,
): PutObjectResponse {
    val opened = call.openBucket(request.bucket, request.expectedBucketOwner)
    checkKey(request.key)
    val headers = request.headers()
    val acl = call.aclOf(request, opened, request.key, "PutObject")
    val conditions = WriteConditions(request.ifMatch, request.ifNoneMatch)
    val received = call.receive(request, wanted = null)
    val algorithm = received.sent ?: ChecksumAlgorithm.Default
    val checksum =
        ObjectChecksum(algorithm, ChecksumType.FULL_OBJECT, received.checksums.getValue(algorithm))
    val added =
        S3Object(request.key, received.body, received.eTag, call.now().toSeconds(), headers, checksum, acl = acl)
    val after =
        call.changeBucket(request.bucket) { bucket ->
            conditions.check(bucket.objects[request.key], request.key)
            bucket.with(added.copy(versionId = bucket.nextVersionId(call.ids)))
        }
    // The null version of a suspended bucket is not named here, unlike anywhere else.
    val versionId = after.objects.getValue(request.key).versionId
    return PutObjectResponse(added.eTag, checksum.type, SSE_S3, versionId).apply {
        show(checksum.algorithm, checksum.value)
    }
}
