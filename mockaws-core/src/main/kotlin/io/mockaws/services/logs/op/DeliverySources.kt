package io.mockaws.services.logs.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Arn
import io.mockaws.kit.arn
import io.mockaws.services.logs.group.LogsFaults
import io.mockaws.services.logs.state.DELIVERIES
import io.mockaws.services.logs.state.DELIVERY_SOURCES
import io.mockaws.services.logs.state.DeliverySource
import io.mockaws.services.logs.state.LogsCall
import kotlinx.serialization.Serializable

@Serializable
internal data class PutDeliverySourceRequest(
    val name: String,
    val resourceArn: String,
    val logType: String,
    val tags: Map<String, String>? = null,
)

@Serializable
internal data class DeliverySourceResponse(
    val deliverySource: ShownSource,
)

@Serializable
internal data class ShownSource(
    val name: String,
    val arn: String,
    val resourceArns: List<String>,
    val service: String,
    val logType: String,
    val tags: Map<String, String>? = null,
)

/** Of a source or a destination. */
@Serializable
internal data class DeliveryNameRequest(
    val name: String,
)

/** Of sources, destinations and deliveries. */
@Serializable
internal data class DescribeDeliveriesRequest(
    val limit: Int? = null,
    val nextToken: String? = null,
)

@Serializable
internal data class DescribeDeliverySourcesResponse(
    val deliverySources: List<ShownSource>,
    val nextToken: String? = null,
)

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html */
internal fun putDeliverySource(
    request: PutDeliverySourceRequest,
    call: LogsCall,
): DeliverySourceResponse {
    val service = Arn.parse(request.resourceArn)?.service
    if (service == null || service in SILENT) {
        throw AwsFault("ResourceNotFoundException", "Cannot access provided service.")
    }
    val types = LOG_TYPES[service]
    if (types != null && request.logType !in types) {
        throw AwsFault("ValidationException", "The log type ${request.logType} is not valid for $service.")
    }
    val source =
        call.state.write {
            val before = this[DELIVERY_SOURCES][request.name]
            if (before != null && before.resourceArn != request.resourceArn) {
                throw LogsFaults.conflict("Update to existing Delivery Source with new ResourceId is not allowed.")
            }
            val tags = tagged(before?.tags.orEmpty(), request.tags.orEmpty())
            DeliverySource(request.name, request.resourceArn, service, request.logType, tags)
                .also { this[DELIVERY_SOURCES, it.name] = it }
        }
    return DeliverySourceResponse(call.shown(source))
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetDeliverySource.html */
internal fun getDeliverySource(
    request: DeliveryNameRequest,
    call: LogsCall,
): DeliverySourceResponse = DeliverySourceResponse(call.shown(call.source(request.name)))

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeDeliverySources.html */
internal fun describeDeliverySources(
    request: DescribeDeliveriesRequest,
    call: LogsCall,
): DescribeDeliverySourcesResponse {
    val all = call.state.now[DELIVERY_SOURCES].values.sortedBy { it.name }
    val page = page(all, "sources", request.limit, request.nextToken) { it.name }
    return DescribeDeliverySourcesResponse(page.items.map { call.shown(it) }, page.nextToken)
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteDeliverySource.html */
internal fun deleteDeliverySource(
    request: DeliveryNameRequest,
    call: LogsCall,
) {
    val source = call.source(request.name)
    call.state.write {
        if (this[DELIVERIES].values.any { it.source == source.name }) {
            throw LogsFaults.conflict("This Delivery Source is used by a Delivery.")
        }
        remove(DELIVERY_SOURCES, source.name)
    }
}

internal fun LogsCall.source(name: String): DeliverySource =
    state.now[DELIVERY_SOURCES][name] ?: throw LogsFaults.noDeliverySource()

private fun LogsCall.shown(source: DeliverySource) =
    ShownSource(
        source.name,
        arn("logs", "delivery-source:${source.name}"),
        listOf(source.resourceArn),
        source.service,
        source.logType,
        source.tags.ifEmpty { null },
    )

/** Services that send no logs in this way. */
private val SILENT = setOf("s3", "sns", "sqs", "dynamodb", "lambda", "kinesis", "firehose", "logs", "iam", "kms")

/** The types of logs of those services whose types are all known. */
private val LOG_TYPES =
    mapOf(
        "cloudfront" to setOf("ACCESS_LOGS", "CONNECTION_LOGS"),
        "codewhisperer" to setOf("EVENT_LOGS"),
        "mediapackagev2" to setOf("EGRESS_ACCESS_LOGS", "INGRESS_ACCESS_LOGS"),
        "sso" to setOf("ERROR_LOGS"),
    )
