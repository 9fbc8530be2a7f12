package io.mockaws.services.sns.subscription

import io.mockaws.kit.Arn
import io.mockaws.services.sns.filter.Fields
import io.mockaws.services.sns.filter.FilterPolicy
import io.mockaws.services.sns.filter.fieldsOf
import io.mockaws.services.sns.message.Message
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlin.time.Instant

/** Who gets the messages of a topic. */
@Serializable
internal data class Subscription(
    val arn: String,
    val topicArn: String,
    val protocol: SubscriptionProtocol,
    val endpoint: String,
    /** The account that has subscribed. */
    val owner: String,
    /** The ARN of who has subscribed. */
    val principal: String,
    val createdAt: Instant,
    /** What was set, by AWS's names. */
    val attributes: Map<String, String> = emptyMap(),
    /** With which it can be confirmed; null where nobody has to. */
    val token: String? = null,
    val isPending: Boolean = false,
    /** Whether who confirmed it was known. */
    val wasAuthenticated: Boolean = true,
    /** Whether its topic was deleted, which does not come back by being made anew. */
    val isOrphan: Boolean = false,
) {
    val isRaw: Boolean get() = attributes[SubscriptionAttributes.RAW] == "true"

    val filtersBody: Boolean get() = attributes[SubscriptionAttributes.FILTER_SCOPE] == SubscriptionAttributes.BODY

    /** Which messages it wants; null for all. Read once for each subscription, however often it is forked. */
    val filter: FilterPolicy? by lazy {
        attributes[SubscriptionAttributes.FILTER]?.let { FilterPolicy.parse(it, filtersBody) }
    }

    /** The queue that gets what cannot be delivered; null where that is lost. */
    val deadLetterQueue: Arn?
        get() = attributes[SubscriptionAttributes.REDRIVE]?.let { deadLetterTarget(it) }?.let(Arn::parse)

    fun wants(message: Message): Boolean {
        val filter = filter ?: return true
        return (if (filtersBody) Fields.ofBody(message.text) else fieldsOf(message.attributes))?.let(filter::admits) ==
            true
    }

    companion object {
        fun deadLetterTarget(redrivePolicy: String): String? =
            (
                (
                    Json.parseToJsonElement(
                        redrivePolicy
                    ) as? JsonObject
                    )?.get("deadLetterTargetArn") as? JsonPrimitive
                )?.content
    }
}
