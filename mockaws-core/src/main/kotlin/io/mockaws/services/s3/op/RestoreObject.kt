package io.mockaws.services.s3.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.notifications.S3Event
import io.mockaws.services.s3.notifications.telling
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.restore.Restore
import io.mockaws.services.s3.restore.RestoreTier
import io.mockaws.services.s3.restore.isArchived
import io.mockaws.services.s3.versions.markableAt
import io.mockaws.wire.HttpResponseCode
import io.mockaws.wire.XmlName
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class RestoreObjectRequest(
    val bucket: String,
    val key: String,
    val versionId: String? = null,
    val restoreRequest: RestoreRequest? = null,
    val expectedBucketOwner: String? = null,
)

@Serializable
@XmlName("RestoreRequest")
internal data class RestoreRequest(
    val days: Int? = null,
    val glacierJobParameters: GlacierJobParameters? = null,
    val tier: String? = null,
)

@Serializable
internal data class GlacierJobParameters(
    val tier: String? = null,
)

@Serializable
internal data class RestoreObjectResponse(
    /** 200 where the copy is there already, and its time was changed alone. */
    @HttpResponseCode
    val status: Int,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html */
internal fun restoreObject(
    request: RestoreObjectRequest,
    call: CallContext<S3State>,
): RestoreObjectResponse {
    call.openBucket(request.bucket, request.expectedBucketOwner)
    val sent = request.restoreRequest ?: throw S3Faults.malformedXml()
    val name = sent.glacierJobParameters?.tier ?: sent.tier
    val tier = RestoreTier.entries.firstOrNull { it.value == (name ?: RestoreTier.STANDARD.value) }
    if (tier == null || (sent.days != null && sent.days <= 0)) throw S3Faults.malformedXml()
    var status = ACCEPTED
    call.changeBucket(request.bucket) { bucket ->
        val now = call.now()
        val target = bucket.markableAt(request.key, request.versionId, "POST")
        val before = target.restore
        if (before?.isThere(now) == true) {
            status = OK
            val days = sent.days ?: throw S3Faults.malformedXml()
            return@changeBucket bucket.describingVersion(target.copy(restore = before.lasting(days, now)))
        }
        val restore = if (before?.isOngoing(now) ==
            true
        ) {
            faster(before, target, tier, now)
        } else {
            begun(sent, target, tier, now)
        }
        bucket.describingVersion(target.copy(restore = restore)).telling(S3Event.RESTORE_POST, target, call.ids)
    }
    return RestoreObjectResponse(status)
}

private fun Restore.lasting(
    days: Int,
    now: Instant,
) = Restore.of(tier, now, days).copy(ready = ready)

private fun begun(
    sent: RestoreRequest,
    target: S3Object,
    tier: RestoreTier,
    now: Instant,
): Restore {
    if (!target.isArchived) throw notArchived()
    val time = tier.timeFor(target.headers.storageClass) ?: throw tierNotOffered()
    return Restore.of(tier, now + time, sent.days ?: throw S3Faults.malformedXml())
}

/** While a copy is on its way nothing can be changed but its speed. */
private fun faster(
    before: Restore,
    target: S3Object,
    tier: RestoreTier,
    now: Instant,
): Restore {
    if (tier >= before.tier) throw alreadyInProgress()
    val time = tier.timeFor(target.headers.storageClass) ?: throw tierNotOffered()
    return Restore.of(tier, minOf(before.ready, now + time), before.days)
}

private fun notArchived() =
    AwsFault("InvalidObjectState", "Restore is not allowed for the object's current storage class", 403)

private fun alreadyInProgress() =
    AwsFault("RestoreAlreadyInProgress", "Object restore is already in progress", 409)

private fun tierNotOffered() =
    S3Faults.invalidArgument("Retrieval option is not supported by this storage class", "Tier", null)

private const val OK = 200
private const val ACCEPTED = 202
