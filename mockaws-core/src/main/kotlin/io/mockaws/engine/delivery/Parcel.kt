package io.mockaws.engine.delivery

import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** What one service hands to a resource of another. Each recipient takes of it what it has a use for. Can be kept as state. */
@Serializable
internal data class Parcel(
    /** The message, the payload, or the event as JSON. */
    val text: String,
    /** The principal of the service that sends it: `sns.amazonaws.com`. */
    val sender: String,
    /** The ARN of the resource that sends it, which policies see as `aws:SourceArn`. */
    val source: String? = null,
    /** The attributes of the message. */
    val attributes: Map<String, ParcelAttribute> = emptyMap(),
    /** The subject of a message to a topic. */
    val subject: String? = null,
    /** The message group, for queues and topics in order. */
    val groupId: String? = null,
    val deduplicationId: String? = null,
    /** What decides about the shard of a stream. */
    val partitionKey: String? = null,
    /** `AWSTraceHeader`. */
    val traceHeader: String? = null,
    /** What an event bus wants to know beside the detail, which is [text]. */
    val event: EventParts? = null,
)

/** An attribute of a message: a text or bytes. */
@Serializable
internal data class ParcelAttribute(
    /** `String`, `Number`, `Binary`, or one of these with a label: `Number.int`. */
    val type: String,
    val text: String? = null,
    val bytes: Blob? = null,
)

/** The envelope of an event that a service puts on a bus. */
@Serializable
internal data class EventParts(
    /** `aws.s3`. */
    val source: String,
    /** `Object Created`. */
    val detailType: String,
    /** The ARNs that it is about. */
    val resources: List<String> = emptyList(),
    val time: Instant? = null,
)
