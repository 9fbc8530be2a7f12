package io.mockaws.services.logs.state

import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** What accounts may send their logs to. */
@Serializable
internal data class Destination(
    val name: String,
    val targetArn: String,
    val roleArn: String,
    val createdAt: Long,
    val accessPolicy: String? = null,
    val tags: Map<String, String> = emptyMap(),
)

@Serializable
internal data class ExportTask(
    val id: String,
    val name: String?,
    val group: String,
    val from: Long,
    val to: Long,
    val bucket: String,
    val prefix: String?,
    val status: String,
    val message: String,
    val createdAt: Long,
    val completedAt: Long?,
)

@Serializable
internal data class ResourcePolicy(
    val name: String,
    val document: String,
    val updatedAt: Long,
    /** Of the group that it is for; null for the account's. */
    val resourceArn: String? = null,
    val revisionId: String? = null,
)

/** A query that was run, which is done when it is started. */
@Serializable
internal data class RunQuery(
    val id: String,
    /** Tells which came first. */
    val number: Long,
    val text: String,
    val language: String,
    val groups: List<String>,
    val start: Long,
    val end: Long,
    val startedAt: Long,
    val status: String,
    /** Rows of fields and their values. */
    val rows: List<List<ResultField>>,
    val matched: Double,
    val scanned: Double,
    val bytes: Double,
)

@Serializable
internal data class ResultField(
    val field: String,
    val value: String,
)

@Serializable
internal data class QueryDefinition(
    val id: String,
    val name: String,
    val text: String,
    val modifiedAt: Long,
    val groups: List<String>,
    val language: String?,
)

/** What a subscriber did not take yet. */
@Serializable
internal data class WaitingDelivery(
    val number: Long,
    val group: String,
    val destinationArn: String,
    val partitionKey: String,
    val data: Blob,
    val begun: Instant,
    val retries: Int,
    val due: Instant,
)

/** What of AWS's own sends its logs. */
@Serializable
internal data class DeliverySource(
    val name: String,
    val resourceArn: String,
    /** As ARNs have it: `cloudfront`. */
    val service: String,
    val logType: String,
    val tags: Map<String, String>,
)

/** Where logs of AWS's own services go. */
@Serializable
internal data class DeliveryDestination(
    val name: String,
    val resourceArn: String,
    /** `S3`, `CWL` or `FH`. */
    val type: String,
    val outputFormat: String?,
    val policy: String?,
    val tags: Map<String, String>,
)

/** That a source's logs go to a destination. */
@Serializable
internal data class Delivery(
    val id: String,
    /** The name of its source. */
    val source: String,
    val destinationArn: String,
    val destinationType: String,
    val recordFields: List<String>?,
    val fieldDelimiter: String?,
    val s3: S3DeliveryConfiguration?,
    val tags: Map<String, String>,
)

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_S3DeliveryConfiguration.html */
@Serializable
internal data class S3DeliveryConfiguration(
    val suffixPath: String? = null,
    val enableHiveCompatiblePath: Boolean? = null,
)
