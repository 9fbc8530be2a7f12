package io.mockaws.services.logs.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Arn
import io.mockaws.kit.arn
import io.mockaws.services.logs.group.LogsFaults
import io.mockaws.services.logs.state.DELIVERIES
import io.mockaws.services.logs.state.DELIVERY_DESTINATIONS
import io.mockaws.services.logs.state.DeliveryDestination
import io.mockaws.services.logs.state.LogsCall
import kotlinx.serialization.Serializable

@Serializable
internal data class PutDeliveryDestinationRequest(
    val name: String,
    val outputFormat: String? = null,
    val deliveryDestinationConfiguration: DeliveryDestinationConfiguration? = null,
    val tags: Map<String, String>? = null,
)

@Serializable
internal data class DeliveryDestinationConfiguration(
    val destinationResourceArn: String,
)

@Serializable
internal data class DeliveryDestinationResponse(
    val deliveryDestination: ShownDeliveryDestination,
)

@Serializable
internal data class ShownDeliveryDestination(
    val name: String,
    val arn: String,
    val deliveryDestinationType: String,
    val outputFormat: String? = null,
    val deliveryDestinationConfiguration: DeliveryDestinationConfiguration,
    val tags: Map<String, String>? = null,
)

@Serializable
internal data class DescribeDeliveryDestinationsResponse(
    val deliveryDestinations: List<ShownDeliveryDestination>,
    val nextToken: String? = null,
)

@Serializable
internal data class PutDeliveryDestinationPolicyRequest(
    val deliveryDestinationName: String,
    val deliveryDestinationPolicy: String,
)

@Serializable
internal data class DeliveryDestinationPolicyRequest(
    val deliveryDestinationName: String,
)

@Serializable
internal data class DeliveryDestinationPolicyResponse(
    val policy: Policy,
) {
    @Serializable
    data class Policy(
        val deliveryDestinationPolicy: String? = null,
    )
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliveryDestination.html */
internal fun putDeliveryDestination(
    request: PutDeliveryDestinationRequest,
    call: LogsCall,
): DeliveryDestinationResponse {
    val resource =
        request.deliveryDestinationConfiguration?.destinationResourceArn
            ?: throw AwsFault("ValidationException", "deliveryDestinationConfiguration is required.")
    val type =
        TYPES[Arn.parse(resource)?.service]
            ?: throw AwsFault("ValidationException", "$resource is no bucket, log group or delivery stream.")
    val destination =
        call.state.write {
            val before = this[DELIVERY_DESTINATIONS][request.name]
            if (before != null && request.outputFormat != null && request.outputFormat != before.outputFormat) {
                throw AwsFault(
                    "ValidationException",
                    "Update to existing Delivery Destination's output format is not allowed.",
                )
            }
            val tags = tagged(before?.tags.orEmpty(), request.tags.orEmpty())
            val format = request.outputFormat ?: before?.outputFormat
            DeliveryDestination(request.name, resource, type, format, before?.policy, tags)
                .also { this[DELIVERY_DESTINATIONS, it.name] = it }
        }
    return DeliveryDestinationResponse(call.shown(destination))
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetDeliveryDestination.html */
internal fun getDeliveryDestination(
    request: DeliveryNameRequest,
    call: LogsCall,
): DeliveryDestinationResponse = DeliveryDestinationResponse(call.shown(call.deliveryDestination(request.name)))

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeDeliveryDestinations.html */
internal fun describeDeliveryDestinations(
    request: DescribeDeliveriesRequest,
    call: LogsCall,
): DescribeDeliveryDestinationsResponse {
    val all = call.state.now[DELIVERY_DESTINATIONS].values.sortedBy { it.name }
    val page = page(all, "destinations", request.limit, request.nextToken) { it.name }
    return DescribeDeliveryDestinationsResponse(page.items.map { call.shown(it) }, page.nextToken)
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteDeliveryDestination.html */
internal fun deleteDeliveryDestination(
    request: DeliveryNameRequest,
    call: LogsCall,
) {
    val destination = call.deliveryDestination(request.name)
    val arn = call.destinationArn(destination.name)
    call.state.write {
        if (this[DELIVERIES].values.any { it.destinationArn == arn }) {
            throw LogsFaults.conflict("This Delivery Destination is used by a Delivery.")
        }
        remove(DELIVERY_DESTINATIONS, destination.name)
    }
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliveryDestinationPolicy.html */
internal fun putDeliveryDestinationPolicy(
    request: PutDeliveryDestinationPolicyRequest,
    call: LogsCall,
): DeliveryDestinationPolicyResponse {
    call.changePolicy(request.deliveryDestinationName, request.deliveryDestinationPolicy)
    return policyResponse(request.deliveryDestinationPolicy)
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetDeliveryDestinationPolicy.html */
internal fun getDeliveryDestinationPolicy(
    request: DeliveryDestinationPolicyRequest,
    call: LogsCall,
): DeliveryDestinationPolicyResponse = policyResponse(call.deliveryDestination(request.deliveryDestinationName).policy)

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteDeliveryDestinationPolicy.html */
internal fun deleteDeliveryDestinationPolicy(
    request: DeliveryDestinationPolicyRequest,
    call: LogsCall,
) = call.changePolicy(request.deliveryDestinationName, null)

private fun policyResponse(policy: String?) =
    DeliveryDestinationPolicyResponse(DeliveryDestinationPolicyResponse.Policy(policy))

private fun LogsCall.changePolicy(
    name: String,
    policy: String?,
) {
    val destination = deliveryDestination(name)
    state.write { this[DELIVERY_DESTINATIONS, name] = destination.copy(policy = policy) }
}

internal fun LogsCall.deliveryDestination(name: String): DeliveryDestination =
    state.now[DELIVERY_DESTINATIONS][name] ?: throw LogsFaults.noDeliveryDestination()

internal fun LogsCall.destinationArn(name: String): String = arn("logs", "delivery-destination:$name")

private fun LogsCall.shown(destination: DeliveryDestination) =
    ShownDeliveryDestination(
        destination.name,
        destinationArn(destination.name),
        destination.type,
        destination.outputFormat,
        DeliveryDestinationConfiguration(destination.resourceArn),
        destination.tags.ifEmpty { null },
    )

private val TYPES = mapOf("s3" to "S3", "logs" to "CWL", "firehose" to "FH")
