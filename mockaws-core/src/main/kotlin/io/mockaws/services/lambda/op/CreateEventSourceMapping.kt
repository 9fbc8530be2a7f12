package io.mockaws.services.lambda.op

import io.mockaws.engine.delivery.StreamSource
import io.mockaws.kit.Arn
import io.mockaws.kit.stream.ReadingProgress
import io.mockaws.services.lambda.function.Destination
import io.mockaws.services.lambda.function.DestinationConfig
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.mapping.DocumentDbConfig
import io.mockaws.services.lambda.mapping.EventSourceMapping
import io.mockaws.services.lambda.mapping.FilterCriteria
import io.mockaws.services.lambda.mapping.KafkaConfig
import io.mockaws.services.lambda.mapping.MetricsConfig
import io.mockaws.services.lambda.mapping.ProvisionedPollerConfig
import io.mockaws.services.lambda.mapping.ScalingConfig
import io.mockaws.services.lambda.mapping.SelfManagedEventSource
import io.mockaws.services.lambda.mapping.SourceAccessConfiguration
import io.mockaws.services.lambda.run.topicsStart
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.function
import io.mockaws.services.lambda.state.mappings
import io.mockaws.services.lambda.state.put
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class CreateEventSourceMappingRequest(
    val functionName: String,
    val eventSourceArn: String? = null,
    val enabled: Boolean = true,
    val batchSize: Int? = null,
    val filterCriteria: FilterCriteria? = null,
    val maximumBatchingWindowInSeconds: Int? = null,
    val parallelizationFactor: Int? = null,
    val startingPosition: String? = null,
    val startingPositionTimestamp: Instant? = null,
    val destinationConfig: DestinationConfig? = null,
    val maximumRecordAgeInSeconds: Int? = null,
    val bisectBatchOnFunctionError: Boolean? = null,
    val maximumRetryAttempts: Int? = null,
    val tumblingWindowInSeconds: Int? = null,
    val topics: List<String>? = null,
    val queues: List<String>? = null,
    val sourceAccessConfigurations: List<SourceAccessConfiguration>? = null,
    val selfManagedEventSource: SelfManagedEventSource? = null,
    val functionResponseTypes: List<String> = emptyList(),
    val amazonManagedKafkaEventSourceConfig: KafkaConfig? = null,
    val selfManagedKafkaEventSourceConfig: KafkaConfig? = null,
    val scalingConfig: ScalingConfig? = null,
    val documentDbEventSourceConfig: DocumentDbConfig? = null,
    val tags: Map<String, String> = emptyMap(),
    val kmsKeyArn: String? = null,
    val metricsConfig: MetricsConfig? = null,
    val provisionedPollerConfig: ProvisionedPollerConfig? = null,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
internal suspend fun createEventSourceMapping(
    request: CreateEventSourceMappingRequest,
    call: LambdaCall,
): EventSourceMappingConfiguration {
    if (request.destinationConfig?.onSuccess?.destination != null) {
        throw LambdaFaults.invalid("Unsupported DestinationConfig parameter for given event source mapping type.")
    }
    if (request.selfManagedEventSource != null && request.sourceAccessConfigurations == null) {
        throw LambdaFaults.invalid("Required 'sourceAccessConfigurations' parameter is missing.")
    }
    val source = sourceOf(request.eventSourceArn, request.selfManagedEventSource)
    val batchSize = batchSize(source, request.eventSourceArn, request.batchSize, request.maximumBatchingWindowInSeconds)
    checkStartingPosition(source, request)
    checkFilters(request.filterCriteria)
    checkTags(request.tags)
    val functionArn = call.mappedFunction(request.functionName)
    request.eventSourceArn?.let { call.checkSource(it) }
    val isStream = source == "dynamodb" || source == "kinesis"
    val uuid = call.ids.uuid()
    val mapping =
        EventSourceMapping(
            uuid,
            Arn.of("lambda", call.place, "event-source-mapping:$uuid").toString(),
            functionArn,
            request.eventSourceArn,
            request.enabled,
            batchSize,
            call.now(),
            request.maximumBatchingWindowInSeconds ?: 0,
            request.filterCriteria?.takeIf { !it.filters.isNullOrEmpty() },
            request.startingPosition,
            request.startingPositionTimestamp,
            if (isStream) request.parallelizationFactor ?: 1 else request.parallelizationFactor,
            if (isStream) request.bisectBatchOnFunctionError ?: false else request.bisectBatchOnFunctionError,
            if (isStream) request.maximumRecordAgeInSeconds ?: -1 else request.maximumRecordAgeInSeconds,
            if (isStream) request.maximumRetryAttempts ?: -1 else request.maximumRetryAttempts,
            if (isStream) request.tumblingWindowInSeconds ?: 0 else request.tumblingWindowInSeconds,
            if (isStream) {
                DestinationConfig(onFailure = request.destinationConfig?.onFailure ?: Destination())
            } else {
                request.destinationConfig
            },
            request.functionResponseTypes,
            request.scalingConfig,
            request.topics,
            request.queues,
            request.sourceAccessConfigurations,
            request.selfManagedEventSource,
            request.amazonManagedKafkaEventSourceConfig,
            request.selfManagedKafkaEventSourceConfig,
            request.documentDbEventSourceConfig,
            request.kmsKeyArn,
            request.metricsConfig,
            request.provisionedPollerConfig,
            request.tags,
            if (source == "sqs") null else "No records processed",
        )
    val starts = call.startsOf(mapping)
    call.state.write {
        mappings.values.firstOrNull { it.functionArn == functionArn && it.shares(mapping) }
            ?.let { throw LambdaFaults.conflict(alreadyMapped(it, mapping)) }
        put(mapping)
        starts.forEach { put(it) }
    }
    return mapping.shown("Creating")
}

/** Where in the shards that are there [mapping] begins, unless at their beginning; those that come later are read as a whole. */
private fun LambdaCall.startsOf(mapping: EventSourceMapping): List<ReadingProgress> {
    if (mapping.isKafka) return listOfNotNull(topicsStart(mapping))
    val arn = mapping.eventSourceArn?.let { Arn.parse(it) } ?: return emptyList()
    val source = world.links.deliveries.source(arn) as? StreamSource ?: return emptyList()
    if (mapping.startingPosition == "TRIM_HORIZON") return emptyList()
    return source.shards(arn, world).map {
        ReadingProgress(mapping.uuid, it.id, source.position(arn, it.id, mapping.startingTimestamp, world))
    }
}

/** `sqs`, `dynamodb`, `kinesis`, `kafka`, ... */
internal fun sourceOf(
    arn: String?,
    selfManaged: SelfManagedEventSource?,
): String =
    if (selfManaged != null) {
        "kafka"
    } else {
        arn?.let { Arn.parse(it) }?.service ?: throw LambdaFaults.invalid("Unrecognized event source.")
    }

internal fun batchSize(
    source: String,
    arn: String?,
    wanted: Int?,
    window: Int?,
): Int {
    val isQueue = source == "sqs"
    val size = wanted ?: if (isQueue) QUEUE_BATCH else STREAM_BATCH
    if (isQueue && size > QUEUE_BATCH) {
        if (arn?.endsWith(".fifo") == true) {
            throw LambdaFaults.invalid("Batch size for FIFO queues can't be greater than $QUEUE_BATCH.")
        }
        if ((window ?: 0) == 0) {
            throw LambdaFaults.invalid(
                "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
            )
        }
    }
    return size
}

private fun checkStartingPosition(
    source: String,
    request: CreateEventSourceMappingRequest,
) {
    if (source != "dynamodb" && source != "kinesis") return
    when (request.startingPosition) {
        null ->
            throw LambdaFaults.invalid(
                "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member " +
                    "must not be null.",
            )

        "AT_TIMESTAMP" -> {
            if (source == "dynamodb") {
                throw LambdaFaults.invalid("Unsupported starting position for arn type: ${request.eventSourceArn}")
            }
            if (request.startingPositionTimestamp == null) {
                throw LambdaFaults.invalid(
                    "StartingPositionTimestamp must be provided for the starting position AT_TIMESTAMP."
                )
            }
        }
    }
}

/** The ARN of the function that [text] names, with its qualifier. */
internal fun LambdaCall.mappedFunction(text: String): String {
    val found = function(text)
    found.orNull()?.versionOf(found.name.qualifier) ?: throw LambdaFaults.invalid("Function does not exist")
    return found.name.qualifiedArn
}

private fun EventSourceMapping.shares(other: EventSourceMapping): Boolean {
    if (eventSourceArn != null || other.eventSourceArn != null) return eventSourceArn == other.eventSourceArn
    return servers.any { it in other.servers } && topics.orEmpty().any { it in other.topics.orEmpty() }
}

private fun alreadyMapped(
    there: EventSourceMapping,
    wanted: EventSourceMapping,
): String {
    val name = there.functionArn.substringAfter(":function:").substringBefore(':')
    val remedy = "Please update or delete the existing mapping with UUID ${there.uuid}"
    val arn = there.eventSourceArn
    return when (there.source) {
        null ->
            "An event source mapping with event source (\"${wanted.servers.joinToString(",")}\"), function " +
                "(\"${there.functionArn}\"), topics (\"${wanted.topics.orEmpty().joinToString(
                    ","
                )}\") already exists. $remedy"

        "sqs" -> "An event source mapping with SQS arn (\" $arn \") and function (\" $name \") already exists. $remedy"

        else -> "The event source arn (\" $arn \") and function (\" $name \") provided mapping already exists. $remedy"
    }
}

private const val QUEUE_BATCH = 10
private const val STREAM_BATCH = 100
