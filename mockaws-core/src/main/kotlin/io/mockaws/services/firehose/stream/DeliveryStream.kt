package io.mockaws.services.firehose.stream

import io.mockaws.kit.JsonObjectText
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlin.time.Instant

/** What takes records and brings them somewhere. */
@Serializable
internal data class DeliveryStream(
    val name: String,
    val arn: String,
    /** `DirectPut`, `KinesisStreamAsSource`, ... */
    val type: String,
    val createdAt: Instant,
    val updatedAt: Instant? = null,
    val version: Int = 1,
    /** The sort of its destination, as the members of the model begin: `ExtendedS3`. */
    val kind: String,
    /** The destination as it is described, by AWS's names. */
    val destination: JsonObjectText,
    /** The key that an HTTP endpoint is told; it is never described. */
    val accessKey: String? = null,
    /** The configuration of the source, by AWS's names. */
    val source: JsonObjectText? = null,
    val encryption: Encryption? = null,
    val tags: Map<String, String> = emptyMap(),
) {
    val isDirect: Boolean get() = type == DIRECT
    val isToS3: Boolean get() = kind == "S3" || kind == "ExtendedS3"

    /** The stream of Kinesis that it reads; null for none. */
    val sourceArn: String? get() = source?.text("KinesisStreamARN")

    /** Where objects go: the destination itself, or what other destinations back up to. */
    val s3: JsonObject? get() = if (isToS3) destination else destination.part("S3DestinationDescription")

    val buffering: JsonObject? get() = destination.part("BufferingHints")

    companion object {
        const val DIRECT: String = "DirectPut"
        const val FROM_KINESIS: String = "KinesisStreamAsSource"
    }
}

@Serializable
internal data class Encryption(
    /** `AWS_OWNED_CMK` or `CUSTOMER_MANAGED_CMK`. */
    val keyType: String,
    val keyArn: String? = null,
    /** `ENABLED` or `DISABLED`. */
    val status: String,
)

/** A record that a delivery stream has taken. */
@Serializable
internal data class TakenRecord(
    val number: Long,
    val stream: String,
    val at: Instant,
    val data: Blob,
    /** What Kinesis says of it, where it came from there. */
    val kinesis: KinesisMetadata? = null,
)

@Serializable
internal data class KinesisMetadata(
    val shardId: String,
    val partitionKey: String,
    val sequenceNumber: String,
)

/** Records that wait for others. */
@Serializable
internal data class Buffer(
    val stream: String,
    val bytes: Long,
    val due: Instant,
    /** By [TakenRecord.number]. */
    val records: List<Long>,
)

/** An object that is to be stored. */
@Serializable
internal data class PendingObject(
    val number: Long,
    val stream: String,
    val bucket: String,
    val key: String,
    val content: Blob,
    val since: Instant,
    val due: Instant,
    val attempts: Int = 0,
)

/** Records that are to be brought to an HTTP endpoint. */
@Serializable
internal data class PendingPost(
    val number: Long,
    val stream: String,
    val records: List<TakenRecord>,
    val since: Instant,
    val due: Instant,
    val attempts: Int = 0,
)
