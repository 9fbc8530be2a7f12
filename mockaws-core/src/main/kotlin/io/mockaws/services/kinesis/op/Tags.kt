package io.mockaws.services.kinesis.op

import io.mockaws.kit.Arn
import io.mockaws.kit.TagRules
import io.mockaws.services.kinesis.state.CONSUMERS
import io.mockaws.services.kinesis.state.KinesisCall
import io.mockaws.services.kinesis.state.consumer
import io.mockaws.services.kinesis.state.consumerKey
import io.mockaws.services.kinesis.state.stream
import io.mockaws.services.kinesis.stream.KinesisFaults
import io.mockaws.services.kinesis.stream.KinesisLimits
import kotlinx.serialization.Serializable

@Serializable
internal data class Tag(
    val key: String,
    val value: String,
)

@Serializable
internal data class AddTagsToStreamInput(
    val streamName: String? = null,
    val tags: Map<String, String>,
    val streamArn: String? = null,
)

@Serializable
internal data class RemoveTagsFromStreamInput(
    val streamName: String? = null,
    val tagKeys: List<String>,
    val streamArn: String? = null,
)

@Serializable
internal data class ListTagsForStreamInput(
    val streamName: String? = null,
    val exclusiveStartTagKey: String? = null,
    val limit: Int? = null,
    val streamArn: String? = null,
)

@Serializable
internal data class ListTagsForStreamOutput(
    val tags: List<Tag>,
    val hasMoreTags: Boolean,
)

@Serializable
internal data class TagResourceInput(
    val tags: Map<String, String>,
    val resourceArn: String,
)

@Serializable
internal data class UntagResourceInput(
    val tagKeys: List<String>,
    val resourceArn: String,
)

@Serializable
internal data class ListTagsForResourceInput(
    val resourceArn: String,
)

@Serializable
internal data class ListTagsForResourceOutput(
    val tags: List<Tag>,
)

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_AddTagsToStream.html */
internal fun addTagsToStream(
    request: AddTagsToStreamInput,
    call: KinesisCall,
) {
    call.stream(request.streamName, request.streamArn).update {
        checkTags(it.tags, request.tags)
        it.copy(tags = it.tags + request.tags)
    }
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_RemoveTagsFromStream.html */
internal fun removeTagsFromStream(
    request: RemoveTagsFromStreamInput,
    call: KinesisCall,
) {
    call.stream(request.streamName, request.streamArn).update { it.copy(tags = it.tags - request.tagKeys.toSet()) }
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListTagsForStream.html */
internal fun listTagsForStream(
    request: ListTagsForStreamInput,
    call: KinesisCall,
): ListTagsForStreamOutput {
    val after = request.exclusiveStartTagKey
    val rest =
        call.stream(request.streamName, request.streamArn).stream.tags.toSortedMap().entries
            .filter { after == null || it.key > after }
    val page = rest.take(request.limit ?: KinesisLimits.TAGS)
    return ListTagsForStreamOutput(page.map { Tag(it.key, it.value) }, page.size < rest.size)
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_TagResource.html */
internal fun tagResource(
    request: TagResourceInput,
    call: KinesisCall,
) {
    call.changeTags(request.resourceArn) {
        checkTags(it, request.tags)
        it + request.tags
    }
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UntagResource.html */
internal fun untagResource(
    request: UntagResourceInput,
    call: KinesisCall,
) {
    call.changeTags(request.resourceArn) { it - request.tagKeys.toSet() }
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListTagsForResource.html */
internal fun listTagsForResource(
    request: ListTagsForResourceInput,
    call: KinesisCall,
): ListTagsForResourceOutput {
    val arn = request.resourceArn
    val tags = if (isConsumer(arn)) call.consumer(arn).tags else call.stream(null, arn).stream.tags
    return ListTagsForResourceOutput(tags.toSortedMap().map { (key, value) -> Tag(key, value) })
}

private fun KinesisCall.changeTags(
    arn: String,
    change: (Map<String, String>) -> Map<String, String>,
) {
    if (!isConsumer(arn)) {
        stream(null, arn).update { it.copy(tags = change(it.tags)) }
        return
    }
    val found = consumer(arn)
    at(Arn.parse(arn)?.place ?: place).state.write {
        this[CONSUMERS, consumerKey(found.stream, found.name)] = found.copy(tags = change(found.tags))
    }
}

/** Whether [arn] is a consumer's, not a stream's. */
internal fun isConsumer(arn: String): Boolean = "/consumer/" in arn

internal fun checkTags(
    existing: Map<String, String>,
    added: Map<String, String>,
) {
    val violation = TagRules.violation(existing, added.map { it.key to it.value }, KinesisLimits.TAGS) ?: return
    throw KinesisFaults.invalid(
        when (violation.problem) {
            TagRules.Problem.TOO_MANY ->
                "Failed to add tags. A given stream cannot have more than ${KinesisLimits.TAGS} tags associated with " +
                    "it."

            TagRules.Problem.RESERVED ->
                "Some of the provided tag keys contain the reserved prefix aws: (${violation.key})."

            else ->
                "Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, _ . / " +
                    "= + - % @."
        },
    )
}
