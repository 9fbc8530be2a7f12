package io.mockaws.services.s3.objects

import io.mockaws.services.s3.checksum.ChecksumType
import io.mockaws.services.s3.encryption.ChecksumAndEncryptionAnswer
import io.mockaws.services.s3.lock.LockFaults
import io.mockaws.wire.DateText
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpPrefixHeaders
import io.mockaws.wire.HttpResponseCode
import io.mockaws.wire.TimestampFormat
import io.mockaws.wire.Timestamps
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** What GetObject and HeadObject answer in common: all but the content. */
@Serializable
internal open class ObjectResponse : ChecksumAndEncryptionAnswer() {
    /** 206 for a part of an object. */
    @HttpResponseCode
    var status: Int = 200

    @HttpHeader("accept-ranges")
    var acceptRanges: String = "bytes"

    @HttpHeader("Last-Modified")
    var lastModified: Instant? = null

    @HttpHeader("Content-Length")
    var contentLength: Long = 0

    @HttpHeader("ETag")
    var eTag: String? = null

    /** Absent where there never were versions. */
    @HttpHeader("x-amz-version-id")
    var versionId: String? = null

    @HttpHeader("x-amz-checksum-type")
    var checksumType: ChecksumType? = null

    @HttpHeader("Cache-Control")
    var cacheControl: String? = null

    @HttpHeader("Content-Disposition")
    var contentDisposition: String? = null

    @HttpHeader("Content-Encoding")
    var contentEncoding: String? = null

    @HttpHeader("Content-Language")
    var contentLanguage: String? = null

    @HttpHeader("Content-Range")
    var contentRange: String? = null

    @HttpHeader("Content-Type")
    var contentType: String? = null

    @HttpHeader("Expires")
    var expires: DateText? = null

    @HttpHeader("x-amz-website-redirect-location")
    var websiteRedirectLocation: String? = null

    @HttpPrefixHeaders("x-amz-meta-")
    var metadata: Map<String, String> = emptyMap()

    /** Absent for STANDARD, as AWS has it. */
    @HttpHeader("x-amz-storage-class")
    var storageClass: String? = null

    @HttpHeader("x-amz-mp-parts-count")
    var partsCount: Int? = null

    @HttpHeader("x-amz-tagging-count")
    var tagCount: Int? = null

    @HttpHeader("x-amz-restore")
    var restore: String? = null

    @HttpHeader(LockFaults.MODE)
    var objectLockMode: String? = null

    @HttpHeader(LockFaults.UNTIL)
    @TimestampFormat(Timestamps.DATE_TIME)
    var objectLockRetainUntilDate: Instant? = null

    @HttpHeader(LockFaults.HOLD)
    var objectLockLegalHoldStatus: String? = null

    /** Absent for who asks for a version, even the current one. */
    @HttpHeader("x-amz-expiration")
    var expiration: String? = null
}
