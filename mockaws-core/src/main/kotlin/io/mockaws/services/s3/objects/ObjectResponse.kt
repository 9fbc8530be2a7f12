package io.mockaws.services.s3.objects

import io.mockaws.services.s3.checksum.ChecksumType
import io.mockaws.services.s3.encryption.ChecksumAndEncryptionAnswer
import io.mockaws.services.s3.lock.LockFaults
import io.mockaws.wire.DateText
import io.mockaws.wire.HttpResponseCode
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** What GetObject and HeadObject answer in common: all but the content. */
@Serializable
internal open class ObjectResponse : ChecksumAndEncryptionAnswer() {
    /** 206 for a part of an object. */
    @HttpResponseCode
    var status: Int = 200

    var acceptRanges: String = "bytes"

    var lastModified: Instant? = null

    var contentLength: Long = 0

    var eTag: String? = null

    /** Absent where there never were versions. */
    var versionId: String? = null

    var checksumType: ChecksumType? = null

    var cacheControl: String? = null

    var contentDisposition: String? = null

    var contentEncoding: String? = null

    var contentLanguage: String? = null

    var contentRange: String? = null

    var contentType: String? = null

    var expires: DateText? = null

    var websiteRedirectLocation: String? = null

    var metadata: Map<String, String> = emptyMap()

    /** Absent for STANDARD, as AWS has it. */
    var storageClass: String? = null

    var partsCount: Int? = null

    var tagCount: Int? = null

    var restore: String? = null

    var objectLockMode: String? = null

    var objectLockRetainUntilDate: Instant? = null

    var objectLockLegalHoldStatus: String? = null

    /** Absent for who asks for a version, even the current one. */
    var expiration: String? = null
}
