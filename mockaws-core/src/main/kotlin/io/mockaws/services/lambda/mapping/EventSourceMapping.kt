package io.mockaws.services.lambda.mapping

import io.mockaws.kit.Arn
import io.mockaws.kit.stream.ReadingRules
import io.mockaws.services.lambda.function.DestinationConfig
import kotlinx.serialization.Serializable
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

/** What has Lambda read a queue or a stream and invoke a function with what is there. */
@Serializable
internal data class EventSourceMapping(
    val uuid: String,
    val arn: String,
    /** With its qualifier. */
    val functionArn: String,
    val eventSourceArn: String?,
    val isEnabled: Boolean,
    val batchSize: Int,
    val lastModified: Instant,
    /** In seconds. */
    val window: Int = 0,
    val filters: FilterCriteria? = null,
    val startingPosition: String? = null,
    val startingTimestamp: Instant? = null,
    val parallelization: Int? = null,
    val bisects: Boolean? = null,
    /** In seconds; -1 for as long as the stream keeps it. */
    val maximumRecordAge: Int? = null,
    /** -1 for as often as it takes. */
    val maximumRetries: Int? = null,
    val tumblingWindow: Int? = null,
    val destinations: DestinationConfig? = null,
    val responseTypes: List<String> = emptyList(),
    val scaling: ScalingConfig? = null,
    val topics: List<String>? = null,
    val queues: List<String>? = null,
    val access: List<SourceAccessConfiguration>? = null,
    val selfManaged: SelfManagedEventSource? = null,
    val amazonKafka: KafkaConfig? = null,
    val selfManagedKafka: KafkaConfig? = null,
    val documentDb: DocumentDbConfig? = null,
    val kmsKeyArn: String? = null,
    val metrics: MetricsConfig? = null,
    val pollers: ProvisionedPollerConfig? = null,
    val tags: Map<String, String> = emptyMap(),
    /** What became of the batch before. */
    val lastResult: String? = null,
) {
    /** The service that is read: `sqs`, `dynamodb`, `kinesis`, ...; null for what is outside of AWS. */
    val source: String? get() = eventSourceArn?.let { Arn.parse(it) }?.service

    val isStream: Boolean get() = source == "dynamodb" || source == "kinesis"

    /** Where Kafka is that is not MSK's. */
    val servers: List<String> get() = selfManaged?.endpoints?.values?.flatten().orEmpty()

    /** Whether it reads topics of Kafka, in Amazon MSK or elsewhere. */
    val isKafka: Boolean get() = source == "kafka" || selfManaged != null

    /** How it reads. */
    val rules: ReadingRules
        get() =
            ReadingRules(
                batchSize,
                window.seconds,
                filters?.filters.orEmpty().mapNotNull { it.pattern },
                maximumRecordAge?.takeIf { it > 0 }?.seconds,
                maximumRetries?.takeIf { it >= 0 },
                bisects == true,
                "ReportBatchItemFailures" in responseTypes,
                tumblingWindow?.takeIf { it > 0 && isStream }?.seconds,
                parallelization?.takeIf { isStream } ?: 1,
            )
}

@Serializable
internal data class Filter(
    val pattern: String? = null,
)

@Serializable
internal data class FilterCriteria(
    val filters: List<Filter>? = null,
)

@Serializable
internal data class ScalingConfig(
    val maximumConcurrency: Int? = null,
)

@Serializable
internal data class SourceAccessConfiguration(
    val type: String? = null,
    val uri: String? = null,
)

@Serializable
internal data class SelfManagedEventSource(
    val endpoints: Map<String, List<String>>? = null,
)

@Serializable
internal data class KafkaConfig(
    val consumerGroupId: String? = null,
)

@Serializable
internal data class DocumentDbConfig(
    val databaseName: String? = null,
    val collectionName: String? = null,
    val fullDocument: String? = null,
)

@Serializable
internal data class MetricsConfig(
    val metrics: List<String>? = null,
)

@Serializable
internal data class ProvisionedPollerConfig(
    val minimumPollers: Int? = null,
    val maximumPollers: Int? = null,
    val pollerGroupName: String? = null,
)
