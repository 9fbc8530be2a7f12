package io.mockaws.services.s3.notifications

import io.mockaws.kit.inMilliseconds
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.bucket.principalId
import io.mockaws.wire.HostId
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import java.net.URLEncoder
import kotlin.time.Instant

// What arrives where a bucket tells of its objects, in S3's own order of members:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html

@Serializable
internal class EventMessage(
    @SerialName("Records")
    val records: List<EventRecord>,
)

@Serializable
internal class EventRecord(
    val eventVersion: String,
    val eventSource: String,
    val awsRegion: String,
    val eventTime: String,
    val eventName: String,
    val userIdentity: Principal,
    val requestParameters: RequestParameters,
    val responseElements: ResponseElements,
    val s3: S3Part,
) {
    @Serializable
    class Principal(
        val principalId: String,
    )

    @Serializable
    class RequestParameters(
        val sourceIPAddress: String,
    )

    @Serializable
    class ResponseElements(
        @SerialName("x-amz-request-id")
        val requestId: String,
        @SerialName("x-amz-id-2")
        val hostId: String,
    )

    @Serializable
    class S3Part(
        val s3SchemaVersion: String,
        val configurationId: String,
        val bucket: BucketPart,
        @SerialName("object")
        val target: ObjectPart,
    )

    @Serializable
    class BucketPart(
        val name: String,
        val ownerIdentity: Principal,
        val arn: String,
    )

    @Serializable
    class ObjectPart(
        val key: String,
        val size: Long? = null,
        val eTag: String? = null,
        val versionId: String? = null,
        val sequencer: String? = null,
    )
}

/** What a destination gets when it is configured. */
@Serializable
internal class TestEvent(
    @SerialName("Service")
    val service: String,
    @SerialName("Event")
    val event: String,
    @SerialName("Time")
    val time: String,
    @SerialName("Bucket")
    val bucket: String,
    @SerialName("RequestId")
    val requestId: String,
    @SerialName("HostId")
    val hostId: String,
)

/** Who did it and when, for all that one call did. */
internal class Cause(
    /** The account of who called; null for S3 itself. */
    val account: String?,
    val requestId: String,
    val at: Instant,
)

internal fun testEvent(
    bucket: Bucket,
    cause: Cause,
) = TestEvent(
    service = "Amazon S3",
    event = "s3:TestEvent",
    time = timeOf(cause.at),
    bucket = bucket.name,
    requestId = cause.requestId,
    hostId = HostId.of(cause.requestId),
)

/** The record of [happening] for the configuration with [configurationId]. */
internal fun recordOf(
    happening: Happening,
    bucket: Bucket,
    configurationId: String,
    cause: Cause,
): EventRecord {
    val event = happening.event
    val target =
        EventRecord.ObjectPart(
            key = encoded(happening.key),
            size = happening.size.takeIf { event.showsSize },
            eTag = happening.eTag.trim('"').takeIf { event.showsETag },
            versionId = happening.versionId,
            sequencer = sequencer(happening, cause).takeIf { event.showsSequencer },
        )
    val owner = EventRecord.Principal(principalId(bucket.owner))
    return EventRecord(
        eventVersion = event.version,
        eventSource = "aws:s3",
        awsRegion = bucket.region,
        eventTime = timeOf(cause.at),
        eventName = event.value,
        userIdentity = EventRecord.Principal(cause.account?.let { "AWS:${principalId(it)}" } ?: S3),
        requestParameters = EventRecord.RequestParameters(if (cause.account == null) S3 else LOCAL),
        responseElements = EventRecord.ResponseElements(cause.requestId, HostId.of(cause.requestId)),
        s3 = EventRecord.S3Part("1.0", configurationId, EventRecord.BucketPart(bucket.name, owner, bucket.arn), target),
    )
}

/** As a form would have it, but for slashes: `red flower.jpg` becomes `red+flower.jpg`. */
private fun encoded(key: String): String = URLEncoder.encode(key, Charsets.UTF_8).replace("%2F", "/")

/** Hexadecimal, and in the order of what happened; as long as S3's. */
internal fun sequencer(
    happening: Happening,
    cause: Cause,
): String = "00%08X%08X".format(cause.at.epochSeconds, happening.sequence)

private fun timeOf(instant: Instant): String = instant.inMilliseconds()

/** All callers are on this machine, in process or through its server. */
internal const val LOCAL = "127.0.0.1"

/** What S3 calls itself where it does something on its own. */
internal const val S3 = "s3.amazonaws.com"
