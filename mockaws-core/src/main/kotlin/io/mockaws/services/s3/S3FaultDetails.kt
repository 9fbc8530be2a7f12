package io.mockaws.services.s3

import io.mockaws.wire.HttpHeader
import io.mockaws.wire.TimestampFormat
import io.mockaws.wire.Timestamps
import io.mockaws.wire.XmlName
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlin.time.Instant

// What stands in an <Error> beside code, message, request id and host id.

@Serializable
internal class BucketDetail(
    val bucketName: String,
)

@Serializable
internal class KeyDetail(
    val key: String,
)

/** Of a key whose latest version is a delete marker. */
@Serializable
internal class DeletedKeyDetail(
    val key: String,
    @HttpHeader("x-amz-version-id")
    val versionId: String,
    @HttpHeader("x-amz-delete-marker")
    val deleteMarker: Boolean = true,
)

@Serializable
internal class VersionDetail(
    val key: String,
    val versionId: String,
)

@Serializable
internal class MarkerDetail(
    val method: String,
    @HttpHeader("Last-Modified")
    val lastModified: Instant,
    @HttpHeader("x-amz-version-id")
    val versionId: String,
    val resourceType: String = "DeleteMarker",
    @HttpHeader("x-amz-delete-marker")
    val deleteMarker: Boolean = true,
    @HttpHeader("Allow")
    val allow: String = "DELETE",
)

@Serializable
internal class UploadDetail(
    val uploadId: String,
)

@Serializable
internal class ExpiredDetail(
    @SerialName("X-Amz-Expires")
    val validity: Long?,
    @TimestampFormat(Timestamps.DATE_TIME)
    val expires: Instant,
    @TimestampFormat(Timestamps.DATE_TIME)
    val serverTime: Instant,
)

/** The header is what SDKs follow. */
@Serializable
internal class RedirectDetail(
    val endpoint: String,
    val bucket: String,
    @HttpHeader("x-amz-bucket-region")
    val bucketRegion: String,
)

@Serializable
internal class LocationDetail(
    val locationConstraint: String,
)

@Serializable
internal class ArgumentDetail(
    val argumentName: String,
    val argumentValue: String?,
)

@Serializable
internal class SizeDetail(
    val size: Int,
    val maxSizeAllowed: Int,
)

@Serializable
internal class TooLargeDetail(
    val proposedSize: Long,
    val maxSizeAllowed: Long,
)

@Serializable
internal class TooSmallDetail(
    val proposedSize: Long,
    val minSizeAllowed: Long,
    val partNumber: Int,
    val eTag: String,
)

@Serializable
internal class StorageClassRequestedDetail(
    val storageClassRequested: String,
)

@Serializable
internal class StorageClassDetail(
    val storageClass: String,
)

@Serializable
internal class ConditionDetail(
    val condition: String,
)

@Serializable
internal class NotModifiedDetail(
    @HttpHeader("ETag")
    val eTag: String,
    @HttpHeader("Last-Modified")
    val lastModified: Instant,
)

@Serializable
internal class HeaderDetail(
    val header: String,
    @XmlName("additionalMessage")
    val additionalMessage: String?,
)

@Serializable
internal class ConflictDetail(
    val condition: String,
    val key: String,
)

@Serializable
internal class TagDetail(
    val tagKey: String,
    val tagValue: String?,
)

@Serializable
internal class ContentSha256Detail(
    @SerialName("ClientComputedContentSHA256")
    val sent: String,
    @SerialName("S3ComputedContentSHA256")
    val calculated: String,
)

@Serializable
internal class RangeDetail(
    val rangeRequested: String,
    val actualObjectSize: Long,
)

@Serializable
internal class PartNumberDetail(
    val partNumberRequested: Int,
    val actualPartCount: Int,
)

@Serializable
internal class PartDetail(
    val uploadId: String,
    val partNumber: Int,
    val eTag: String? = null,
)

@Serializable
internal class ContentMd5Detail(
    @SerialName("Content-MD5")
    val contentMD5: String,
)

@Serializable
internal class DigestDetail(
    val expectedDigest: String,
    val calculatedDigest: String,
)
