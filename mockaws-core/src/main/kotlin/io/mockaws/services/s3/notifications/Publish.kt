package io.mockaws.services.s3.notifications

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.deliver
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Arn
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.settings.BucketNotification
import io.mockaws.services.s3.settings.TargetNotification
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlin.time.Instant

/**
 * Tells of what the change that made [bucket] was, a message for each object. S3 lets go what a destination does not
 * take, and the caller is not told.
 */
internal fun CallContext<S3State>.publish(bucket: Bucket) = publish(bucket) { cause() }

/** The same for what lifecycle rules did [at] that time, which nobody asked for. */
internal fun CallContext<S3State>.publishLifecycle(
    bucket: Bucket,
    at: Instant,
) = publish(bucket) { Cause(account = null, ids.capitals(REQUEST_ID), at) }

private inline fun CallContext<S3State>.publish(
    bucket: Bucket,
    causeOf: () -> Cause,
) {
    if (bucket.happenings.isEmpty()) return
    val notification = bucket.settings.configuration.find<BucketNotification>() ?: return
    val cause = causeOf()
    for (happening in bucket.happenings.reversed()) {
        for (target in notification.targets.filter { it.wants(happening) }) {
            send(
                bucket,
                target,
                Json.encodeToString(EventMessage(listOf(recordOf(happening, bucket, target.id, cause))))
            )
        }
        if (notification.tellsEventBridge) busEventOf(happening, bucket, cause)?.let { tell(it, bucket) }
    }
}

/** Events go to the default bus of who owns the bucket. */
private fun CallContext<S3State>.tell(
    parcel: Parcel,
    bucket: Bucket,
) {
    deliver(parcel, Arn.of("events", Place(bucket.owner, bucket.region), "event-bus/default"))
}

/** Tells a destination that it is one; what it answers where it does not take that. */
internal fun CallContext<S3State>.sendTest(
    bucket: Bucket,
    target: TargetNotification,
): AwsFault? = send(bucket, target, Json.encodeToString(testEvent(bucket, cause())))

private fun CallContext<S3State>.send(
    bucket: Bucket,
    target: TargetNotification,
    text: String,
): AwsFault? {
    val arn = Arn.parse(target.arn) ?: error("${target.arn} was taken for an ARN")
    return deliver(Parcel(text, SENDER, source = "arn:aws:s3:::${bucket.name}", subject = SUBJECT), arn)
}

/** Whether S3 may invoke the function at [arn] for [bucket]. */
internal fun CallContext<S3State>.mayInvoke(
    bucket: Bucket,
    arn: String,
): Boolean {
    val input =
        buildJsonObject {
            put("FunctionName", arn)
            put("InvocationType", "DryRun")
        }
    return try {
        serviceCall("lambda", "Invoke", input, SENDER, "arn:aws:s3:::${bucket.name}", Arn.parse(arn)!!.place)
        true
    } catch (_: AwsFault) {
        false
    }
}

/** A fixture's writes have no request, but who receives the event shall not see that. */
private fun CallContext<S3State>.cause() =
    Cause(account, requestId.ifEmpty { ids.capitals(REQUEST_ID) }, now())

private const val REQUEST_ID = 16

/** Of messages to topics. */
private const val SUBJECT = "Amazon S3 Notification"
internal const val SENDER = "s3.amazonaws.com"
