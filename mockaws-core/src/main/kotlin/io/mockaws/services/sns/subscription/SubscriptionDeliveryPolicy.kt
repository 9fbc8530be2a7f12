package io.mockaws.services.sns.subscription

import io.mockaws.services.sns.topic.DeliveryPolicies
import io.mockaws.services.sns.topic.RetryPolicy
import io.mockaws.services.sns.topic.TopicDeliveryPolicy
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/**
 * How the HTTP endpoint of one subscription is called: its own policy, and its topic's behind it.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html#creating-delivery-policy
 */
internal class SubscriptionDeliveryPolicy(
    own: String?,
    private val ofTopic: TopicDeliveryPolicy,
) {
    private val document: JsonObject? = own?.let { DeliveryPolicies.parse(it, "") }
    private val inForce: JsonObject? = document?.takeUnless { ofTopic.overridesSubscriptions }

    val retries: RetryPolicy get() = DeliveryPolicies.retries(inForce?.get(RETRIES)) ?: ofTopic.retries

    val contentType: String get() = DeliveryPolicies.contentType(inForce?.get(REQUEST)) ?: ofTopic.contentType

    /** As it was given, every member of it shown. */
    val shown: String?
        get() =
            document?.let { own ->
                policy(DeliveryPolicies.retries(own[RETRIES])?.let(DeliveryPolicies::json), own[THROTTLE], own[REQUEST])
            }

    /** With its topic's behind it. */
    val effective: String
        get() =
            policy(
                DeliveryPolicies.json(retries),
                inForce?.get(THROTTLE),
                buildJsonObject { put("headerContentType", contentType) },
            )

    private fun policy(
        retries: JsonElement?,
        throttle: JsonElement?,
        request: JsonElement?,
    ): String =
        buildJsonObject {
            put(RETRIES, retries ?: JsonNull)
            put("sicklyRetryPolicy", JsonNull)
            put(THROTTLE, throttle ?: JsonNull)
            put(REQUEST, request ?: JsonNull)
            put("guaranteed", false)
        }.toString()

    companion object {
        private const val RETRIES = "healthyRetryPolicy"
        private const val THROTTLE = "throttlePolicy"
        private const val REQUEST = "requestPolicy"
        private val known = setOf(RETRIES, "sicklyRetryPolicy", THROTTLE, REQUEST, "guaranteed")

        fun check(
            text: String,
            prefix: String,
        ) = DeliveryPolicies.check(DeliveryPolicies.parse(text, prefix), known, "${prefix}DeliveryPolicy: ")
    }
}
