package io.mockaws.services.events.op

import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class DeadLetterConfig(
    val arn: String? = null,
)

@Serializable
internal data class LogConfig(
    val includeDetail: String? = null,
    val level: String? = null,
)

@Serializable
internal data class CreateEventBusRequest(
    val name: String,
    val eventSourceName: String? = null,
    val description: String? = null,
    val kmsKeyIdentifier: String? = null,
    val deadLetterConfig: DeadLetterConfig? = null,
    val logConfig: LogConfig? = null,
    val tags: List<Tag> = emptyList(),
)

@Serializable
internal data class CreateEventBusResponse(
    val eventBusArn: String,
    val description: String? = null,
    val kmsKeyIdentifier: String? = null,
    val deadLetterConfig: DeadLetterConfig? = null,
    val logConfig: LogConfig? = null,
)

@Serializable
internal data class UpdateEventBusRequest(
    val name: String? = null,
    val kmsKeyIdentifier: String? = null,
    val description: String? = null,
    val deadLetterConfig: DeadLetterConfig? = null,
    val logConfig: LogConfig? = null,
)

@Serializable
internal data class UpdateEventBusResponse(
    val arn: String,
    val name: String,
    val kmsKeyIdentifier: String? = null,
    val description: String? = null,
    val deadLetterConfig: DeadLetterConfig? = null,
    val logConfig: LogConfig? = null,
)

@Serializable
internal data class EventBusRequest(
    val name: String? = null,
)

@Serializable
internal data class DescribeEventBusResponse(
    val name: String,
    val arn: String,
    val description: String? = null,
    val kmsKeyIdentifier: String? = null,
    val deadLetterConfig: DeadLetterConfig? = null,
    val policy: String? = null,
    val creationTime: Instant,
    val lastModifiedTime: Instant,
    val logConfig: LogConfig? = null,
)

@Serializable
internal data class ListEventBusesRequest(
    val namePrefix: String? = null,
    val nextToken: String? = null,
    val limit: Int? = null,
)

@Serializable
internal data class ListEventBusesResponse(
    val eventBuses: List<ShownBus>,
    val nextToken: String? = null,
) {
    @Serializable
    data class ShownBus(
        val name: String,
        val arn: String,
        val description: String? = null,
        val policy: String? = null,
        val creationTime: Instant,
        val lastModifiedTime: Instant,
    )
}
