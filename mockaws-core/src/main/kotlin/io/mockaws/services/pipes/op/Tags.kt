package io.mockaws.services.pipes.op

import io.mockaws.kit.TagRules
import io.mockaws.services.pipes.pipe.PIPES
import io.mockaws.services.pipes.pipe.PipesCall
import io.mockaws.services.pipes.pipe.PipesFaults
import kotlinx.serialization.Serializable

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
internal data class ListTagsForResourceResponse(
    val tags: Map<String, String>,
)

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_TagResource.html */
internal fun tagResource(
    request: TagResourceRequest,
    call: PipesCall,
) = call.changeTags(request.resourceArn) {
    checkTags(it, request.tags)
    it + request.tags
}

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_UntagResource.html */
internal fun untagResource(
    request: UntagResourceRequest,
    call: PipesCall,
) = call.changeTags(request.resourceArn) { it - request.tagKeys.toSet() }

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_ListTagsForResource.html */
internal fun listTagsForResource(
    request: ListTagsForResourceRequest,
    call: PipesCall,
): ListTagsForResourceResponse {
    val pipe =
        call.state.now[PIPES].values.firstOrNull { it.arn == request.resourceArn }
            ?: throw PipesFaults.noResource(request.resourceArn)
    return ListTagsForResourceResponse(pipe.tags)
}

private fun PipesCall.changeTags(
    arn: String,
    change: (Map<String, String>) -> Map<String, String>,
) = state.write {
    val pipe = this[PIPES].values.firstOrNull { it.arn == arn } ?: throw PipesFaults.noResource(arn)
    this[PIPES, pipe.name] = pipe.copy(tags = change(pipe.tags))
}

internal fun tagsIn(said: Any?): Map<String, String> {
    val tags = (said as? Map<*, *>).orEmpty().entries.associate { it.key.toString() to it.value.toString() }
    checkTags(emptyMap(), tags)
    return tags
}

private fun checkTags(
    existing: Map<String, String>,
    added: Map<String, String>,
) {
    val violation = TagRules.violation(existing, added.map { it.key to it.value }) ?: return
    throw PipesFaults.validation(
        if (violation.problem == TagRules.Problem.TOO_MANY) {
            "A pipe cannot have more than ${TagRules.MOST} tags."
        } else {
            "The tag with the key ${violation.key} is not valid."
        },
    )
}
