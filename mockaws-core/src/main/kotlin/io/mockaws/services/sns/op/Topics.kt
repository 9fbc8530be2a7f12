package io.mockaws.services.sns.op

import io.mockaws.services.sns.state.ACCEPTED
import io.mockaws.services.sns.state.ARCHIVE
import io.mockaws.services.sns.state.SEQUENCE
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.TOPICS
import io.mockaws.services.sns.state.put
import io.mockaws.services.sns.state.topicAt
import io.mockaws.services.sns.topic.TopicAttributes
import kotlinx.serialization.Serializable

@Serializable
internal data class TopicInput(
    val topicArn: String? = null,
)

@Serializable
internal data class GetTopicAttributesResponse(
    val attributes: Map<String, String>,
)

@Serializable
internal data class SetTopicAttributesInput(
    val topicArn: String? = null,
    val attributeName: String? = null,
    val attributeValue: String? = null,
)

@Serializable
internal data class ListTopicsInput(
    val nextToken: String? = null,
)

@Serializable
internal data class ListTopicsResponse(
    val topics: List<TopicEntry>,
    val nextToken: String?,
)

@Serializable
internal data class TopicEntry(
    val topicArn: String,
)

/** https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html */
internal fun deleteTopic(
    input: TopicInput,
    call: SnsCall,
) {
    val address = call.topicAt(input.topicArn!!)
    address.call.state.write {
        val topic = this[TOPICS][address.name] ?: return@write
        remove(TOPICS, address.name)
        // They are still told of for a while: https://docs.aws.amazon.com/sns/latest/dg/sns-delete-subscription-topic.html
        for (subscriber in address.call.state.subscribers(topic.arn).all) put(subscriber.copy(isOrphan = true))
        remove(SEQUENCE, address.name)
        for (key in this[ACCEPTED].keys) if (key.startsWith("${address.name} ")) remove(ACCEPTED, key)
        for ((key, archived) in this[ARCHIVE]) if (archived.topic == address.name) remove(ARCHIVE, key)
    }
}

/** https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
internal fun getTopicAttributes(
    input: TopicInput,
    call: SnsCall,
): GetTopicAttributesResponse {
    val address = call.topicAt(input.topicArn!!)
    val topic = address.get()
    val subscribers = address.call.state.subscribers(topic.arn)
    val confirmed = subscribers.confirmed.size
    return GetTopicAttributesResponse(TopicAttributes.shown(topic, confirmed, subscribers.all.size - confirmed))
}

/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
internal fun setTopicAttributes(
    input: SetTopicAttributesInput,
    call: SnsCall,
) {
    call.topicAt(input.topicArn!!).change { topic ->
        val changed = topic.copy(
            attributes = TopicAttributes.changed(topic, input.attributeName!!, input.attributeValue.orEmpty())
        )
        when {
            changed.archiveDays == null -> changed.copy(archiveSince = null)
            topic.archiveSince == null -> changed.copy(archiveSince = call.now())
            else -> changed
        }
    }
}

/** https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html */
internal fun listTopics(
    input: ListTopicsInput,
    call: SnsCall,
): ListTopicsResponse {
    val all = call.state.now[TOPICS].values.map { it.arn }.sorted()
    val page = page(all, "topics", input.nextToken) { it }
    return ListTopicsResponse(page.items.map(::TopicEntry), page.nextToken)
}
