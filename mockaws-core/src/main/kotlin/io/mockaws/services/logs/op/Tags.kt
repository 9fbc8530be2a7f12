package io.mockaws.services.logs.op

import io.mockaws.kit.Arn
import io.mockaws.kit.TagRules
import io.mockaws.services.logs.group.LogsFaults
import io.mockaws.services.logs.group.LogsLimits
import io.mockaws.services.logs.state.DELIVERIES
import io.mockaws.services.logs.state.DELIVERY_DESTINATIONS
import io.mockaws.services.logs.state.DELIVERY_SOURCES
import io.mockaws.services.logs.state.DESTINATIONS
import io.mockaws.services.logs.state.LogsCall
import io.mockaws.services.logs.state.changeGroup
import io.mockaws.services.logs.state.group
import io.mockaws.services.logs.state.groupName
import kotlinx.serialization.Serializable

@Serializable
internal data class TagLogGroupRequest(
    val logGroupName: String,
    val tags: Map<String, String>,
)

@Serializable
internal data class UntagLogGroupRequest(
    val logGroupName: String,
    val tags: List<String>,
)

@Serializable
internal data class TagResourceRequest(
    val resourceArn: String,
    val tags: Map<String, String>,
)

@Serializable
internal data class UntagResourceRequest(
    val resourceArn: String,
    val tagKeys: List<String>,
)

@Serializable
internal data class ListTagsForResourceRequest(
    val resourceArn: String,
)

@Serializable
internal data class TagsResponse(
    val tags: Map<String, String>,
)

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagLogGroup.html */
internal fun tagLogGroup(
    request: TagLogGroupRequest,
    call: LogsCall,
) {
    call.changeGroup(request.logGroupName) { it.copy(tags = tagged(it.tags, request.tags)) }
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagLogGroup.html */
internal fun untagLogGroup(
    request: UntagLogGroupRequest,
    call: LogsCall,
) {
    call.changeGroup(request.logGroupName) { it.copy(tags = it.tags - request.tags.toSet()) }
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsLogGroup.html */
internal fun listTagsLogGroup(
    request: LogGroupRequest,
    call: LogsCall,
): TagsResponse = TagsResponse(call.group(request.logGroupName).tags)

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html */
internal fun tagResource(
    request: TagResourceRequest,
    call: LogsCall,
) {
    call.changeTags(request.resourceArn) { tagged(it, request.tags) }
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html */
internal fun untagResource(
    request: UntagResourceRequest,
    call: LogsCall,
) {
    call.changeTags(request.resourceArn) { it - request.tagKeys.toSet() }
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html */
internal fun listTagsForResource(
    request: ListTagsForResourceRequest,
    call: LogsCall,
): TagsResponse = TagsResponse(call.changeTags(request.resourceArn) { it })

/** Changes the tags of what [arn] names and gives what they are now. */
private fun LogsCall.changeTags(
    arn: String,
    change: (Map<String, String>) -> Map<String, String>,
): Map<String, String> {
    val resource = Arn.parse(arn)?.resource ?: throw LogsFaults.badArn()
    return when (resource.substringBefore(':')) {
        "log-group" -> changeGroup(groupName(arn)) { it.copy(tags = change(it.tags)) }.tags

        "destination" ->
            state.write {
                val name = resource.removePrefix("destination:")
                val destination = this[DESTINATIONS][name] ?: throw LogsFaults.noDestination()
                change(destination.tags).also { this[DESTINATIONS, name] = destination.copy(tags = it) }
            }

        "delivery-source" ->
            state.write {
                val source = source(resource.removePrefix("delivery-source:"))
                change(source.tags).also { this[DELIVERY_SOURCES, source.name] = source.copy(tags = it) }
            }

        "delivery-destination" ->
            state.write {
                val destination = deliveryDestination(resource.removePrefix("delivery-destination:"))
                change(destination.tags).also {
                    this[DELIVERY_DESTINATIONS, destination.name] = destination.copy(tags = it)
                }
            }

        "delivery" ->
            state.write {
                val delivery = this[DELIVERIES][resource.removePrefix("delivery:")] ?: throw LogsFaults.noDelivery()
                change(delivery.tags).also { this[DELIVERIES, delivery.id] = delivery.copy(tags = it) }
            }

        else -> throw LogsFaults.badArn()
    }
}

internal fun tagged(
    existing: Map<String, String>,
    added: Map<String, String>,
): Map<String, String> {
    val violation = TagRules.violation(existing, added.toList(), LogsLimits.TAGS) ?: return existing + added
    throw if (violation.problem == TagRules.Problem.TOO_MANY) {
        LogsFaults.tooManyTags()
    } else {
        LogsFaults.badTag(violation.key)
    }
}
