package io.mockaws.services.logs.op

import io.mockaws.kit.arn
import io.mockaws.services.logs.group.LogsFaults
import io.mockaws.services.logs.state.DESTINATIONS
import io.mockaws.services.logs.state.Destination
import io.mockaws.services.logs.state.LogsCall
import io.mockaws.services.logs.state.millis
import kotlinx.serialization.Serializable

@Serializable
internal data class PutDestinationRequest(
    val destinationName: String,
    val targetArn: String,
    val roleArn: String,
    val tags: Map<String, String>? = null,
)

@Serializable
internal data class PutDestinationResponse(
    val destination: ShownDestination,
)

@Serializable
internal data class ShownDestination(
    val destinationName: String,
    val targetArn: String,
    val roleArn: String,
    val accessPolicy: String? = null,
    val arn: String,
    val creationTime: Long,
)

@Serializable
internal data class PutDestinationPolicyRequest(
    val destinationName: String,
    val accessPolicy: String,
)

@Serializable
internal data class DeleteDestinationRequest(
    val destinationName: String,
)

@Serializable
internal data class DescribeDestinationsRequest(
    val destinationNamePrefix: String? = null,
    val nextToken: String? = null,
    val limit: Int? = null,
)

@Serializable
internal data class DescribeDestinationsResponse(
    val destinations: List<ShownDestination>,
    val nextToken: String? = null,
)

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDestination.html */
internal fun putDestination(
    request: PutDestinationRequest,
    call: LogsCall,
): PutDestinationResponse {
    val tags = tagged(emptyMap(), request.tags.orEmpty())
    val name = request.destinationName
    val destination =
        call.state.write {
            val before = this[DESTINATIONS][name]
            val now =
                before?.copy(targetArn = request.targetArn, roleArn = request.roleArn, tags = before.tags + tags)
                    ?: Destination(name, request.targetArn, request.roleArn, call.millis(), tags = tags)
            now.also { this[DESTINATIONS, name] = it }
        }
    return PutDestinationResponse(call.shown(destination))
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDestinationPolicy.html */
internal fun putDestinationPolicy(
    request: PutDestinationPolicyRequest,
    call: LogsCall,
) = call.state.write {
    val destination = this[DESTINATIONS][request.destinationName] ?: throw LogsFaults.noDestination()
    this[DESTINATIONS, destination.name] = destination.copy(accessPolicy = request.accessPolicy)
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteDestination.html */
internal fun deleteDestination(
    request: DeleteDestinationRequest,
    call: LogsCall,
) = call.state.write {
    if (request.destinationName !in this[DESTINATIONS]) throw LogsFaults.noDestination()
    remove(DESTINATIONS, request.destinationName)
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeDestinations.html */
internal fun describeDestinations(
    request: DescribeDestinationsRequest,
    call: LogsCall,
): DescribeDestinationsResponse {
    val prefix = request.destinationNamePrefix.orEmpty()
    val found = call.state.now[DESTINATIONS].values.filter { it.name.startsWith(prefix) }.sortedBy { it.name }
    val page = page(found, prefix, request.limit, request.nextToken) { it.name }
    return DescribeDestinationsResponse(page.items.map { call.shown(it) }, page.nextToken)
}

private fun LogsCall.shown(destination: Destination) =
    ShownDestination(
        destination.name,
        destination.targetArn,
        destination.roleArn,
        destination.accessPolicy,
        arn("logs", "destination:${destination.name}"),
        destination.createdAt,
    )
