package io.mockaws.services.firehose.op

import io.mockaws.kit.TagRules
import io.mockaws.kit.text
import io.mockaws.services.firehose.state.FirehoseCall
import io.mockaws.services.firehose.state.stream
import io.mockaws.services.firehose.state.update
import io.mockaws.services.firehose.stream.FirehoseFaults
import io.mockaws.services.firehose.stream.FirehoseLimits
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

@Serializable
internal data class Tag(
    val key: String,
    val value: String? = null,
)

@Serializable
internal data class TagDeliveryStreamInput(
    val deliveryStreamName: String,
    val tags: List<Tag>,
)

@Serializable
internal data class UntagDeliveryStreamInput(
    val deliveryStreamName: String,
    val tagKeys: List<String>,
)

@Serializable
internal data class ListTagsForDeliveryStreamInput(
    val deliveryStreamName: String,
    val exclusiveStartTagKey: String? = null,
    val limit: Int? = null,
)

@Serializable
internal data class ListTagsForDeliveryStreamOutput(
    val tags: List<Tag>,
    val hasMoreTags: Boolean,
)

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_TagDeliveryStream.html */
internal fun tagDeliveryStream(
    request: TagDeliveryStreamInput,
    call: FirehoseCall,
) {
    val added = request.tags.map { it.key to it.value.orEmpty() }
    call.update(request.deliveryStreamName) {
        checkTags(it.tags, added)
        it.copy(tags = it.tags + added)
    }
}

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_UntagDeliveryStream.html */
internal fun untagDeliveryStream(
    request: UntagDeliveryStreamInput,
    call: FirehoseCall,
) {
    call.update(request.deliveryStreamName) { it.copy(tags = it.tags - request.tagKeys.toSet()) }
}

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_ListTagsForDeliveryStream.html */
internal fun listTagsForDeliveryStream(
    request: ListTagsForDeliveryStreamInput,
    call: FirehoseCall,
): ListTagsForDeliveryStreamOutput {
    val all = call.stream(request.deliveryStreamName).tags.map { (key, value) -> Tag(key, value) }
    val start = request.exclusiveStartTagKey
    val rest = if (start == null) all else all.drop(all.indexOfFirst { it.key == start } + 1)
    val page = rest.take(request.limit ?: FirehoseLimits.TAGS)
    return ListTagsForDeliveryStreamOutput(page, page.size < rest.size)
}

internal fun tagsIn(said: JsonArray?): List<Pair<String, String>> =
    said.orEmpty().filterIsInstance<JsonObject>().map { it.text("Key").orEmpty() to it.text("Value").orEmpty() }

internal fun checkTags(
    existing: Map<String, String>,
    added: List<Pair<String, String>>,
) {
    val violation = TagRules.violation(existing, added, FirehoseLimits.TAGS) ?: return
    throw FirehoseFaults.invalid(
        if (violation.problem == TagRules.Problem.TOO_MANY) {
            "A delivery stream cannot have more than ${FirehoseLimits.TAGS} tags."
        } else {
            "The tag with the key ${violation.key} is not valid."
        },
    )
}
