package io.mockaws.services.sns.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.TagRules
import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.common.SnsLimits
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.TopicAddress
import io.mockaws.services.sns.state.topicAt
import kotlinx.serialization.Serializable

@Serializable
internal data class Tag(
    val key: String,
    val value: String,
)

@Serializable
internal data class TagResourceRequest(
    val resourceArn: String? = null,
    val tags: List<Tag>? = null,
)

@Serializable
internal class TagResourceResponse

@Serializable
internal data class UntagResourceRequest(
    val resourceArn: String? = null,
    val tagKeys: List<String>? = null,
)

@Serializable
internal class UntagResourceResponse

@Serializable
internal data class ListTagsForResourceRequest(
    val resourceArn: String? = null,
)

@Serializable
internal data class ListTagsForResourceResponse(
    val tags: List<Tag>,
)

/** https://docs.aws.amazon.com/sns/latest/api/API_TagResource.html */
internal fun tagResource(
    input: TagResourceRequest,
    call: SnsCall,
): TagResourceResponse {
    call.tagged(input.resourceArn!!).change { it.copy(tags = taggedBy(it.tags, input.tags!!)) }
    return TagResourceResponse()
}

/** https://docs.aws.amazon.com/sns/latest/api/API_UntagResource.html */
internal fun untagResource(
    input: UntagResourceRequest,
    call: SnsCall,
): UntagResourceResponse {
    call.tagged(input.resourceArn!!).change { it.copy(tags = it.tags - input.tagKeys!!.toSet()) }
    return UntagResourceResponse()
}

/** https://docs.aws.amazon.com/sns/latest/api/API_ListTagsForResource.html */
internal fun listTagsForResource(
    input: ListTagsForResourceRequest,
    call: SnsCall,
): ListTagsForResourceResponse =
    ListTagsForResourceResponse(call.tagged(input.resourceArn!!).get().tags.map { (key, value) -> Tag(key, value) })

private fun SnsCall.tagged(arn: String): TopicAddress {
    val address = topicAt(arn, "ResourceArn")
    if (address.found == null) throw SnsFaults.resourceNotFound()
    return address
}

internal fun taggedBy(
    existing: Map<String, String>,
    added: List<Tag>,
): Map<String, String> {
    val violation = TagRules.violation(existing, added.map { it.key to it.value }, SnsLimits.TAGS)
    if (violation != null) throw faultOf(violation)
    return existing + added.associate { it.key to it.value }
}

private fun faultOf(violation: TagRules.Violation): AwsFault =
    when (violation.problem) {
        TagRules.Problem.TOO_MANY -> SnsFaults.tooManyTags()

        TagRules.Problem.REPEATED -> SnsFaults.invalid("Duplicated keys are not allowed.")

        TagRules.Problem.RESERVED -> SnsFaults.invalid(
            "Tags",
            "aws: prefixed tag key names are not allowed for external use."
        )

        TagRules.Problem.KEY -> SnsFaults.invalid("Tags", "The tag key ${violation.key} is invalid")

        TagRules.Problem.VALUE -> SnsFaults.invalid("Tags", "The value of the tag ${violation.key} is invalid")
    }
