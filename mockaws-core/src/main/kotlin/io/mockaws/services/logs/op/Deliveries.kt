package io.mockaws.services.logs.op

import io.mockaws.kit.Arn
import io.mockaws.kit.arn
import io.mockaws.services.logs.group.LogsFaults
import io.mockaws.services.logs.state.DELIVERIES
import io.mockaws.services.logs.state.DELIVERY_DESTINATIONS
import io.mockaws.services.logs.state.Delivery
import io.mockaws.services.logs.state.LogsCall
import io.mockaws.services.logs.state.S3DeliveryConfiguration
import kotlinx.serialization.Serializable

@Serializable
internal data class CreateDeliveryRequest(
    val deliverySourceName: String,
    val deliveryDestinationArn: String,
    val recordFields: List<String>? = null,
    val fieldDelimiter: String? = null,
    val s3DeliveryConfiguration: S3DeliveryConfiguration? = null,
    val tags: Map<String, String>? = null,
)

@Serializable
internal data class DeliveryRequest(
    val id: String,
)

@Serializable
internal data class UpdateDeliveryConfigurationRequest(
    val id: String,
    val recordFields: List<String>? = null,
    val fieldDelimiter: String? = null,
    val s3DeliveryConfiguration: S3DeliveryConfiguration? = null,
)

@Serializable
internal data class DeliveryResponse(
    val delivery: ShownDelivery,
)

@Serializable
internal data class ShownDelivery(
    val id: String,
    val arn: String,
    val deliverySourceName: String,
    val deliveryDestinationArn: String,
    val deliveryDestinationType: String,
    val recordFields: List<String>? = null,
    val fieldDelimiter: String? = null,
    val s3DeliveryConfiguration: S3DeliveryConfiguration? = null,
    val tags: Map<String, String>? = null,
)

@Serializable
internal data class DescribeDeliveriesResponse(
    val deliveries: List<ShownDelivery>,
    val nextToken: String? = null,
)

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateDelivery.html */
internal fun createDelivery(
    request: CreateDeliveryRequest,
    call: LogsCall,
): DeliveryResponse {
    val source = call.source(request.deliverySourceName)
    val arn = Arn.parse(request.deliveryDestinationArn) ?: throw LogsFaults.noDeliveryDestination()
    val name = arn.resource.removePrefix("delivery-destination:")
    val destination =
        call.at(arn.place).state.now[DELIVERY_DESTINATIONS][name] ?: throw LogsFaults.noDeliveryDestination()
    val isCloudFront = source.service == "cloudfront"
    val delivery =
        Delivery(
            call.ids.random(ID, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmnopqrstuvwxyz"),
            source.name,
            request.deliveryDestinationArn,
            destination.type,
            request.recordFields ?: CLOUDFRONT_FIELDS.takeIf { isCloudFront },
            request.fieldDelimiter,
            request.s3DeliveryConfiguration ?: CLOUDFRONT_PATHS.takeIf { isCloudFront && destination.type == "S3" },
            tagged(emptyMap(), request.tags.orEmpty()),
        )
    call.state.write {
        if (this[DELIVERIES].values.any { it.source == source.name && it.destinationArn == delivery.destinationArn }) {
            throw LogsFaults.conflict("Delivery already exists.")
        }
        this[DELIVERIES, delivery.id] = delivery
    }
    return DeliveryResponse(call.shown(delivery))
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetDelivery.html */
internal fun getDelivery(
    request: DeliveryRequest,
    call: LogsCall,
): DeliveryResponse = DeliveryResponse(call.shown(call.delivery(request.id)))

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeDeliveries.html */
internal fun describeDeliveries(
    request: DescribeDeliveriesRequest,
    call: LogsCall,
): DescribeDeliveriesResponse {
    val all = call.state.now[DELIVERIES].values.sortedBy { it.id }
    val page = page(all, "deliveries", request.limit, request.nextToken) { it.id }
    return DescribeDeliveriesResponse(page.items.map { call.shown(it) }, page.nextToken)
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UpdateDeliveryConfiguration.html */
internal fun updateDeliveryConfiguration(
    request: UpdateDeliveryConfigurationRequest,
    call: LogsCall,
) {
    val before = call.delivery(request.id)
    val after =
        before.copy(
            recordFields = request.recordFields ?: before.recordFields,
            fieldDelimiter = request.fieldDelimiter ?: before.fieldDelimiter,
            s3 = request.s3DeliveryConfiguration ?: before.s3,
        )
    call.state.write { this[DELIVERIES, after.id] = after }
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteDelivery.html */
internal fun deleteDelivery(
    request: DeliveryRequest,
    call: LogsCall,
) {
    val delivery = call.delivery(request.id)
    call.state.write { remove(DELIVERIES, delivery.id) }
}

private fun LogsCall.delivery(id: String): Delivery = state.now[DELIVERIES][id] ?: throw LogsFaults.noDelivery()

private fun LogsCall.shown(delivery: Delivery) =
    ShownDelivery(
        delivery.id,
        arn("logs", "delivery:${delivery.id}"),
        delivery.source,
        delivery.destinationArn,
        delivery.destinationType,
        delivery.recordFields,
        delivery.fieldDelimiter,
        delivery.s3,
        delivery.tags.ifEmpty { null },
    )

private const val ID = 16

/** What CloudFront logs unless a delivery says otherwise, as LocalStack recorded it at AWS. */
private val CLOUDFRONT_FIELDS =
    (
        "date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) " +
            "cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes " +
            "time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version " +
            "fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type " +
            "sc-content-len sc-range-start sc-range-end"
        ).split(' ')
private val CLOUDFRONT_PATHS = S3DeliveryConfiguration("AWSLogs/{account-id}/CloudFront/", false)
