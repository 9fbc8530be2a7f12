package io.mockaws.services.s3.notifications

import io.mockaws.engine.delivery.EventParts
import io.mockaws.engine.delivery.Parcel
import io.mockaws.services.s3.bucket.Bucket
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/**
 * What the event bus is told of [happening]; null for what it is not told of.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
internal fun busEventOf(
    happening: Happening,
    bucket: Bucket,
    cause: Cause,
): Parcel? {
    val kind = kindOf(happening.event) ?: return null
    val detail =
        buildJsonObject {
            put("version", "0")
            putJsonObject("bucket") { put("name", bucket.name) }
            putJsonObject("object") {
                put("key", happening.key)
                if (happening.event.showsSize) put("size", happening.size)
                if (happening.event.showsETag) put("etag", happening.eTag.trim('"'))
                happening.versionId?.let { put("version-id", it) }
                if (happening.event.showsSequencer) put("sequencer", sequencer(happening, cause))
            }
            put("request-id", cause.requestId)
            put("requester", cause.account ?: S3)
            if (cause.account != null) put("source-ip-address", LOCAL)
            kind.more(this)
        }
    val parts = EventParts("aws.s3", kind.detailType, listOf(bucket.arn), cause.at)
    return Parcel(detail.toString(), SENDER, bucket.arn, event = parts)
}

private class Kind(
    val detailType: String,
    val more: JsonObjectBuilder.() -> Unit = {},
)

private fun kindOf(event: S3Event): Kind? =
    when (event) {
        S3Event.CREATED_PUT -> created("PutObject")
        S3Event.CREATED_POST -> created("POST Object")
        S3Event.CREATED_COPY -> created("CopyObject")
        S3Event.CREATED_MULTIPART -> created("CompleteMultipartUpload")
        S3Event.REMOVED_DELETE -> deleted("DeleteObject", "Permanently Deleted")
        S3Event.REMOVED_MARKER -> deleted("DeleteObject", "Delete Marker Created")
        S3Event.EXPIRATION_DELETE -> deleted("Lifecycle Expiration", "Permanently Deleted")
        S3Event.EXPIRATION_MARKER -> deleted("Lifecycle Expiration", "Delete Marker Created")
        S3Event.RESTORE_POST -> Kind("Object Restore Initiated")
        S3Event.RESTORE_COMPLETED -> Kind("Object Restore Completed")
        S3Event.RESTORE_DELETE -> Kind("Object Restore Expired")
        S3Event.TRANSITION -> Kind("Object Storage Class Changed")
        S3Event.INTELLIGENT_TIERING -> Kind("Object Access Tier Changed")
        S3Event.ACL_PUT -> Kind("Object ACL Updated")
        S3Event.TAGGING_PUT -> Kind("Object Tags Added")
        S3Event.TAGGING_DELETE -> Kind("Object Tags Deleted")
        else -> null
    }

private fun created(reason: String) = Kind("Object Created") { put("reason", reason) }

private fun deleted(
    reason: String,
    type: String,
) = Kind("Object Deleted") {
    put("reason", reason)
    put("deletion-type", type)
}
