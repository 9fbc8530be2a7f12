package io.mockaws.services.sns.op

import io.mockaws.kit.arn
import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.common.SnsLimits
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.TOPICS
import io.mockaws.services.sns.state.put
import io.mockaws.services.sns.topic.Topic
import io.mockaws.services.sns.topic.TopicAttributes
import kotlinx.serialization.Serializable

@Serializable
internal data class CreateTopicInput(
    val name: String? = null,
    val attributes: Map<String, String> = emptyMap(),
    val tags: List<Tag> = emptyList(),
    val dataProtectionPolicy: String? = null,
)

@Serializable
internal data class CreateTopicResponse(
    val topicArn: String,
)

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
internal fun createTopic(
    input: CreateTopicInput,
    call: SnsCall,
): CreateTopicResponse {
    val isFifo = input.attributes[TopicAttributes.FIFO].equals("true", ignoreCase = true)
    val names = if (isFifo) SnsLimits.fifoTopicName else SnsLimits.topicName
    if (!names.matches(input.name!!)) throw SnsFaults.invalid("Topic Name")
    val attributes = TopicAttributes.forNew(input.attributes)
    val tags = taggedBy(emptyMap(), input.tags)
    val arn = call.arn("sns", input.name)
    call.state.write {
        val existing = this[TOPICS][input.name]
        if (existing == null) {
            val since = call.now().takeIf { TopicAttributes.ARCHIVE_POLICY in attributes }
            put(Topic(input.name, arn, call.now(), attributes, tags, input.dataProtectionPolicy, archiveSince = since))
        } else {
            checkSame(existing, attributes, tags)
        }
    }
    return CreateTopicResponse(arn)
}

/** A topic that is there already is what was asked for where it has all the attributes and tags asked for; it may have more. */
private fun checkSame(
    existing: Topic,
    attributes: Map<String, String>,
    tags: Map<String, String>,
) {
    if (attributes.any { (name, value) -> existing.attributes[name] != value }) {
        throw SnsFaults.invalid("Attributes", "Topic already exists with different attributes")
    }
    if (tags.any { (key, value) -> existing.tags[key] != value }) {
        throw SnsFaults.invalid("Tags", "Topic already exists with different tags")
    }
}
