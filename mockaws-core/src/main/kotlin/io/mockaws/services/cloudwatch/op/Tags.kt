package io.mockaws.services.cloudwatch.op

import io.mockaws.kit.Arn
import io.mockaws.kit.TagRules
import io.mockaws.services.cloudwatch.metric.CloudWatchFaults
import io.mockaws.services.cloudwatch.state.ALARMS
import io.mockaws.services.cloudwatch.state.CloudWatchCall
import io.mockaws.services.cloudwatch.state.TAGS
import io.mockaws.services.cloudwatch.state.Tags
import kotlinx.serialization.Serializable

@Serializable
internal data class TagResourceRequest(
    val resourceARN: String,
    val tags: List<Tag>,
)

@Serializable
internal data class UntagResourceRequest(
    val resourceARN: String,
    val tagKeys: List<String>,
)

@Serializable
internal data class ListTagsForResourceRequest(
    val resourceARN: String,
)

@Serializable
internal data class ListTagsForResourceResponse(
    val tags: List<Tag>,
)

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_TagResource.html */
internal fun tagResource(
    request: TagResourceRequest,
    call: CloudWatchCall,
) = call.changeTags(request.resourceARN) { existing ->
    val added = request.tags.map { it.key to it.value }
    val violation = TagRules.violation(existing, added)
    if (violation !=
        null
    ) {
        throw CloudWatchFaults.invalid("The tag '${violation.key}' is invalid or there are too many.")
    }
    existing + added
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_UntagResource.html */
internal fun untagResource(
    request: UntagResourceRequest,
    call: CloudWatchCall,
) = call.changeTags(request.resourceARN) { it - request.tagKeys.toSet() }

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListTagsForResource.html */
internal fun listTagsForResource(
    request: ListTagsForResourceRequest,
    call: CloudWatchCall,
): ListTagsForResourceResponse {
    val tags = call.state.now[TAGS][request.resourceARN]?.all.orEmpty()
    return ListTagsForResourceResponse(tags.map { (key, value) -> Tag(key, value) })
}

/** Alarms have to be there; of what is derived nobody asks. */
private fun CloudWatchCall.changeTags(
    arn: String,
    change: (Map<String, String>) -> Map<String, String>,
) {
    val resource = Arn.parse(arn)?.resource ?: throw CloudWatchFaults.invalid("The ARN $arn is invalid")
    state.write {
        if (resource.startsWith("alarm:") && resource.removePrefix("alarm:") !in this[ALARMS]) {
            throw CloudWatchFaults.noResource()
        }
        this[TAGS, arn] = Tags(change(this[TAGS][arn]?.all.orEmpty()))
    }
}
