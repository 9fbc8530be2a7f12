package io.mockaws.services.lambda.op

import io.mockaws.kit.Paging
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
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.function
import io.mockaws.services.lambda.state.mappings
import io.mockaws.services.lambda.state.put
import io.mockaws.services.lambda.state.remove
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html */
@Serializable
internal data class EventSourceMappingConfiguration(
    val uuid: String,
    val startingPosition: String?,
    val startingPositionTimestamp: Instant?,
    val batchSize: Int,
    val maximumBatchingWindowInSeconds: Int,
    val parallelizationFactor: Int?,
    val eventSourceArn: String?,
    val filterCriteria: FilterCriteria?,
    val functionArn: String,
    val lastModified: Instant,
    val lastProcessingResult: String?,
    val state: String,
    val stateTransitionReason: String,
    val destinationConfig: DestinationConfig?,
    val topics: List<String>?,
    val queues: List<String>?,
    val sourceAccessConfigurations: List<SourceAccessConfiguration>?,
    val selfManagedEventSource: SelfManagedEventSource?,
    val maximumRecordAgeInSeconds: Int?,
    val bisectBatchOnFunctionError: Boolean?,
    val maximumRetryAttempts: Int?,
    val tumblingWindowInSeconds: Int?,
    val functionResponseTypes: List<String>,
    val amazonManagedKafkaEventSourceConfig: KafkaConfig?,
    val selfManagedKafkaEventSourceConfig: KafkaConfig?,
    val scalingConfig: ScalingConfig?,
    val documentDbEventSourceConfig: DocumentDbConfig?,
    val kmsKeyArn: String?,
    val eventSourceMappingArn: String,
    val metricsConfig: MetricsConfig?,
    val provisionedPollerConfig: ProvisionedPollerConfig?,
)

internal fun EventSourceMapping.shown(
    state: String = if (isEnabled) "Enabled" else "Disabled",
): EventSourceMappingConfiguration =
    EventSourceMappingConfiguration(
        uuid,
        startingPosition,
        startingTimestamp,
        batchSize,
        window,
        parallelization,
        eventSourceArn,
        filters,
        functionArn,
        lastModified,
        lastResult,
        state,
        if (isStream) "User action" else "USER_INITIATED",
        destinations,
        topics,
        queues,
        access,
        selfManaged,
        maximumRecordAge,
        bisects,
        maximumRetries,
        tumblingWindow,
        responseTypes,
        amazonKafka,
        selfManagedKafka,
        scaling,
        documentDb,
        kmsKeyArn,
        arn,
        metrics,
        pollers,
    )

@Serializable
internal data class EventSourceMappingRequest(
    val uuid: String,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html */
internal fun getEventSourceMapping(
    request: EventSourceMappingRequest,
    call: LambdaCall,
): EventSourceMappingConfiguration =
    call.state.now.mappings[request.uuid]?.shown() ?: throw LambdaFaults.noResource()

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteEventSourceMapping.html */
internal fun deleteEventSourceMapping(
    request: EventSourceMappingRequest,
    call: LambdaCall,
): EventSourceMappingConfiguration =
    call.state.write {
        val mapping = mappings[request.uuid] ?: throw LambdaFaults.noResource()
        remove(mapping)
        mapping.shown("Deleting")
    }

@Serializable
internal data class UpdateEventSourceMappingRequest(
    val uuid: String,
    val functionName: String? = null,
    val enabled: Boolean? = null,
    val batchSize: Int? = null,
    val filterCriteria: FilterCriteria? = null,
    val maximumBatchingWindowInSeconds: Int? = null,
    val destinationConfig: DestinationConfig? = null,
    val maximumRecordAgeInSeconds: Int? = null,
    val bisectBatchOnFunctionError: Boolean? = null,
    val maximumRetryAttempts: Int? = null,
    val parallelizationFactor: Int? = null,
    val sourceAccessConfigurations: List<SourceAccessConfiguration>? = null,
    val tumblingWindowInSeconds: Int? = null,
    val functionResponseTypes: List<String>? = null,
    val scalingConfig: ScalingConfig? = null,
    val documentDbEventSourceConfig: DocumentDbConfig? = null,
    val kmsKeyArn: String? = null,
    val metricsConfig: MetricsConfig? = null,
    val provisionedPollerConfig: ProvisionedPollerConfig? = null,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html */
internal fun updateEventSourceMapping(
    request: UpdateEventSourceMappingRequest,
    call: LambdaCall,
): EventSourceMappingConfiguration {
    if (request.destinationConfig?.onSuccess?.destination != null) {
        throw LambdaFaults.invalid("Unsupported DestinationConfig parameter for given event source mapping type.")
    }
    checkFilters(request.filterCriteria)
    val functionArn = request.functionName?.let { call.mappedFunction(it) }
    return call.state.write {
        val before = mappings[request.uuid] ?: throw LambdaFaults.noResource()
        val window = request.maximumBatchingWindowInSeconds ?: before.window
        val source = sourceOf(before.eventSourceArn, before.selfManaged)
        val next =
            before.copy(
                functionArn = functionArn ?: before.functionArn,
                isEnabled = request.enabled ?: before.isEnabled,
                batchSize = batchSize(source, before.eventSourceArn, request.batchSize ?: before.batchSize, window),
                filters = (request.filterCriteria ?: before.filters)?.takeIf { !it.filters.isNullOrEmpty() },
                window = window,
                destinations = request.destinationConfig ?: before.destinations,
                maximumRecordAge = request.maximumRecordAgeInSeconds ?: before.maximumRecordAge,
                bisects = request.bisectBatchOnFunctionError ?: before.bisects,
                maximumRetries = request.maximumRetryAttempts ?: before.maximumRetries,
                parallelization = request.parallelizationFactor ?: before.parallelization,
                access = request.sourceAccessConfigurations ?: before.access,
                tumblingWindow = request.tumblingWindowInSeconds ?: before.tumblingWindow,
                responseTypes = request.functionResponseTypes ?: before.responseTypes,
                scaling = request.scalingConfig ?: before.scaling,
                documentDb = request.documentDbEventSourceConfig ?: before.documentDb,
                kmsKeyArn = request.kmsKeyArn ?: before.kmsKeyArn,
                metrics = request.metricsConfig ?: before.metrics,
                pollers = request.provisionedPollerConfig ?: before.pollers,
                lastModified = call.now(),
            )
        put(next)
        next.shown(
            when {
                before.isEnabled && !next.isEnabled -> "Disabling"
                !before.isEnabled && next.isEnabled -> "Enabling"
                else -> "Updating"
            },
        )
    }
}

@Serializable
internal data class ListEventSourceMappingsRequest(
    val eventSourceArn: String? = null,
    val functionName: String? = null,
    val marker: String? = null,
    val maxItems: Int? = null,
)

@Serializable
internal data class ListEventSourceMappingsResponse(
    val nextMarker: String?,
    val eventSourceMappings: List<EventSourceMappingConfiguration>,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
internal fun listEventSourceMappings(
    request: ListEventSourceMappingsRequest,
    call: LambdaCall,
): ListEventSourceMappingsResponse {
    val arn = request.functionName?.let { call.function(it).name.qualifiedArn }
    val all =
        call.state.now.mappings.values.filter {
            (arn == null || it.functionArn == arn) &&
                (request.eventSourceArn == null || it.eventSourceArn == request.eventSourceArn)
        }.sortedWith(compareBy({ it.lastModified }, { it.uuid }))
    val page =
        Paging(listOf(arn, request.eventSourceArn), EventSourceMapping::uuid, ::badMarker)
            .page(all, minOf(request.maxItems ?: PAGE, PAGE), request.marker)
    return ListEventSourceMappingsResponse(page.nextToken, page.items.map { it.shown() })
}

private const val PAGE = 100
