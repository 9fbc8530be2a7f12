package io.mockaws.services.s3.objects

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.checksum.ChecksumType
import io.mockaws.services.s3.checksum.ObjectChecksum
import io.mockaws.services.s3.encryption.checkKeyOf
import io.mockaws.services.s3.lifecycle.expirationOf
import io.mockaws.services.s3.op.GetObjectRequest
import io.mockaws.services.s3.restore.isAway
import io.mockaws.services.s3.versions.objectAt
import io.mockaws.services.s3.versions.shownIdOf
import io.mockaws.wire.DateText
import io.mockaws.wire.http.HttpBody
import kotlin.time.Instant

/** What a request sees of an object: all of it, a range of bytes or a part. */
internal class ObjectView private constructor(
    private val target: S3Object,
    private val versionId: String?,
    private val expiration: String?,
    private val request: GetObjectRequest,
    private val now: Instant,
) {
    private val part: ObjectPart? = request.partNumber?.let { partOf(it) }
    private val range: ByteRange? =
        if (request.partNumber == null) ByteRange.of(request.range, target.size) else partRange()

    private val from get() = range?.from ?: 0
    private val until get() = range?.until ?: target.size

    fun content(): HttpBody = target.body.range(from, until)

    fun describe(response: ObjectResponse) {
        val headers = target.headers
        response.status = if (range == null) 200 else 206
        response.versionId = versionId
        response.expiration = expiration
        response.lastModified = target.lastModified
        response.contentLength = until - from
        response.contentRange = range?.contentRange(target.size)
        response.eTag = target.eTag
        response.cacheControl = override("response-cache-control", request.responseCacheControl) ?: headers.cacheControl
        response.contentDisposition =
            override("response-content-disposition", request.responseContentDisposition) ?: headers.contentDisposition
        response.contentEncoding =
            override("response-content-encoding", request.responseContentEncoding) ?: headers.contentEncoding
        response.contentLanguage =
            override("response-content-language", request.responseContentLanguage) ?: headers.contentLanguage
        response.contentType = override("response-content-type", request.responseContentType) ?: headers.contentType
        response.expires =
            (override("response-expires", request.responseExpires?.text) ?: headers.expires)?.let { DateText(it) }
        response.websiteRedirectLocation = headers.websiteRedirectLocation
        response.metadata = headers.metadata.mapValues { MailSafe.encode(it.value) }
        response.storageClass = headers.storageClass.takeIf { it != ObjectHeaders.STANDARD }
        response.tagCount = headers.tags.size.takeIf { it > 0 }
        response.restore = target.restore?.shown(now)
        response.show(target.encryption)
        response.objectLockMode = target.lock.retention?.mode?.name
        response.objectLockRetainUntilDate = target.lock.retention?.until
        response.objectLockLegalHoldStatus = target.lock.legalHold?.name
        response.partsCount = target.parts.size.takeIf { request.partNumber != null && it > 0 }
        if (request.checksumMode.equals("ENABLED", ignoreCase = true)) checksum()?.let { show(it, response) }
    }

    private fun override(
        parameter: String,
        value: String?,
    ): String? {
        if (value != null && value.any { it > LAST_OF_LATIN_1 }) {
            throw S3Faults.invalidArgument("Header value cannot be represented using ISO-8859-1.", parameter, value)
        }
        return value
    }

    private fun show(
        checksum: ObjectChecksum,
        response: ObjectResponse,
    ) {
        response.show(checksum.algorithm, checksum.value)
        response.checksumType = checksum.type
    }

    /** A checksum is only of use beside the very bytes that it is of. */
    private fun checksum(): ObjectChecksum? =
        when {
            part?.checksum?.type == ChecksumType.COMPOSITE -> part.checksum
            from == 0L && until == target.size -> target.checksum
            else -> null
        }

    private fun partOf(number: Int): ObjectPart? {
        if (request.range != null) {
            throw S3Faults.invalidRequest("Cannot specify both Range header and partNumber query parameter")
        }
        // An object that came in one piece is its own first part.
        val count = maxOf(target.parts.size, 1)
        if (number !in 1..count) throw S3Faults.invalidPartNumber(number, count)
        return target.parts.getOrNull(number - 1)
    }

    private fun partRange(): ByteRange? {
        if (part == null) return if (target.size == 0L) null else ByteRange(0, target.size)
        val from = target.parts.take(part.number - 1).sumOf { it.size }
        return ByteRange(from, from + part.size)
    }

    companion object {
        private const val LAST_OF_LATIN_1 = '\u00FF'

        /** @param readsContent whether the object must not be archived */
        fun open(
            request: GetObjectRequest,
            call: CallContext<S3State>,
            readsContent: Boolean,
        ): ObjectView {
            val bucket = call.openBucket(request.bucket, request.expectedBucketOwner)
            val target = bucket.objectAt(request.key, request.versionId, if (readsContent) "GET" else "HEAD")
            request.customerKey.checkFor(target)
            ReadConditions(
                request.ifMatch,
                request.ifNoneMatch,
                request.ifModifiedSince,
                request.ifUnmodifiedSince,
            ).check(target, call.now())
            val now = call.now()
            if (readsContent && target.isAway(now)) throw S3Faults.invalidObjectState(target.headers.storageClass)
            if (readsContent) call.checkKeyOf(target)
            val expiration = if (request.versionId == null) bucket.expirationOf(target) else null
            return ObjectView(target, bucket.shownIdOf(target), expiration, request, now)
        }
    }
}
