package io.mockaws.services.dynamodb.table

import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.streams.KinesisDestination
import io.mockaws.services.dynamodb.streams.StreamViewType
import kotlinx.serialization.Serializable
import kotlin.time.Duration.Companion.days
import kotlin.time.Instant

// What a table is, as CreateTable and UpdateTable say it; what it holds is in [Table].

/** `AttributeDefinition`: the type of a key attribute, `S`, `N` or `B`. */
@Serializable
internal data class AttributeDefinition(
    val attributeName: String? = null,
    val attributeType: String? = null,
)

/** `KeySchemaElement`: `HASH` or `RANGE`. */
@Serializable
internal data class KeySchemaElement(
    val attributeName: String? = null,
    val keyType: String? = null,
)

@Serializable
internal data class Projection(
    val projectionType: String? = null,
    val nonKeyAttributes: List<String>? = null,
)

@Serializable
internal data class ProvisionedThroughput(
    val readCapacityUnits: Long? = null,
    val writeCapacityUnits: Long? = null,
)

@Serializable
internal data class Tag(
    val key: String? = null,
    val value: String? = null,
)

/** Provisioned throughput and its history; zero for tables that pay per request. */
@Serializable
internal data class Throughput(
    val read: Long = 0,
    val write: Long = 0,
    val lastIncrease: Instant? = null,
    val lastDecrease: Instant? = null,
    val decreasesToday: Long = 0,
)

/** That a table can be restored to any second: [since] when it is so, and how many [days] back. */
@Serializable
internal data class PointInTimeRecovery(
    val since: Instant,
    val days: Int,
) {
    fun earliest(now: Instant): Instant = maxOf(since, now - days.days)

    fun latest(now: Instant): Instant = maxOf(since, now - DynamoDbLimits.RECOVERY_LAG)
}

/** The stream that a table has, or had last: that one has no [viewType] any more. */
@Serializable
internal data class LatestStream(
    val label: String,
    val viewType: StreamViewType?,
)

@Serializable
internal data class IndexDefinition(
    val name: String,
    val keySchema: List<KeySchemaElement>,
    val projection: Projection,
    val global: Boolean,
    val throughput: Throughput = Throughput(),
    val onDemand: OnDemandThroughput? = null,
    val warm: WarmUnits = throughput.initialWarm,
) {
    /** Whether the same items are in both in the same order. */
    fun holdsAs(other: IndexDefinition): Boolean = keySchema == other.keySchema && projection == other.projection
}

@Serializable
internal data class TableDefinition(
    val name: String,
    val arn: String,
    val id: String,
    val createdAt: Instant,
    val attributes: List<AttributeDefinition>,
    val keySchema: List<KeySchemaElement>,
    val indexes: List<IndexDefinition>,
    val billingMode: BillingMode,
    val throughput: Throughput,
    val onDemand: OnDemandThroughput? = null,
    val warm: WarmUnits = throughput.initialWarm,
    /** When the table came to be billed per request. */
    val payPerRequestSince: Instant? = null,
    /** Whether the table ever was billed per request: only then AWS describes its billing mode. */
    val showsBillingMode: Boolean = false,
    val tableClass: String? = null,
    val deletionProtection: Boolean = false,
    val timeToLiveAttribute: String? = null,
    val pointInTimeRecovery: PointInTimeRecovery? = null,
    val latestStream: LatestStream? = null,
    /** The key of KMS that the table is shown to be encrypted under; null for the one that AWS owns. */
    val kmsKeyArn: String? = null,
    val tags: Map<String, String> = emptyMap(),
    /** Streams of Kinesis that hear of what happens to items. */
    val kinesis: List<KinesisDestination> = emptyList(),
    val policy: ResourcePolicy? = null,
) {
    val local: List<IndexDefinition> get() = indexes.filter { !it.global }
    val global: List<IndexDefinition> get() = indexes.filter { it.global }

    /** Whether what happens to items is told to [latestStream]. */
    val hasStream: Boolean get() = latestStream?.viewType != null

    /** The ARN of [latestStream]. */
    val latestStreamArn: String? get() = latestStream?.let { "$arn/stream/${it.label}" }

    /** The attributes of [schema] with their types. */
    fun keysOf(
        schema: List<KeySchemaElement>
    ): KeyNames {
        val (partitions, sorts) = schema.partition { it.keyType == "HASH" }
        return KeyNames(partitions.map(::keyAttribute), sorts.map(::keyAttribute))
    }

    private fun keyAttribute(element: KeySchemaElement): KeyAttribute {
        val type = attributes.first { it.attributeName == element.attributeName }.attributeType
        return KeyAttribute(element.attributeName!!, io.mockaws.services.dynamodb.value.AttributeType.valueOf(type!!))
    }
}

internal enum class BillingMode { PROVISIONED, PAY_PER_REQUEST }
