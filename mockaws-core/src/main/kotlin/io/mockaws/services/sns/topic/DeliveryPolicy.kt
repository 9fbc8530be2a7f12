package io.mockaws.services.sns.topic

import io.mockaws.services.sns.common.SnsFaults
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.intOrNull
import kotlinx.serialization.json.put

/**
 * How HTTP endpoints are called: members of a document, for a topic or for one subscription.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html#creating-delivery-policy
 */
internal object DeliveryPolicies {
    const val DEFAULT_CONTENT_TYPE = "text/plain; charset=UTF-8"
    private val contentTypes = Regex("[!-~ ]{1,128}")
    private const val MOST_RETRIES = 100
    private const val MOST_DELAY = 3_600

    /** The object that [text] is. */
    fun parse(
        text: String,
        prefix: String,
    ): JsonObject =
        try {
            Json.parseToJsonElement(text) as? JsonObject
        } catch (_: SerializationException) {
            null
        } ?: throw SnsFaults.invalid("${prefix}DeliveryPolicy: failed to parse JSON.")

    /** The retries that [json] describes; what it leaves out is as usual. */
    fun retries(json: JsonElement?): RetryPolicy? {
        if (json !is JsonObject) return null
        fun number(
            name: String,
            usual: Int,
        ) = (json[name] as? JsonPrimitive)?.intOrNull ?: usual
        val usual = RetryPolicy.HTTP
        return RetryPolicy(
            number("minDelayTarget", usual.minDelayTarget),
            number("maxDelayTarget", usual.maxDelayTarget),
            number("numRetries", usual.numRetries),
            number("numMaxDelayRetries", 0),
            number("numNoDelayRetries", 0),
            number("numMinDelayRetries", 0),
            (json["backoffFunction"] as? JsonPrimitive)?.contentOrNull ?: usual.backoffFunction,
        )
    }

    fun contentType(json: JsonElement?): String? =
        ((json as? JsonObject)?.get("headerContentType") as? JsonPrimitive)?.contentOrNull

    /** Refuses [members] that are not all among [known], and retries and content types that SNS does not have. */
    fun check(
        members: JsonObject,
        known: Set<String>,
        at: String,
    ) {
        members.keys.firstOrNull { it !in known }?.let { throw SnsFaults.invalid("${at}Unexpected JSON member: $it") }
        for ((name, value) in members) {
            if (name.endsWith("ealthyRetryPolicy")) retries(value)?.let { check(it, "$at$name.") }
            if (name.endsWith("equestPolicy")) {
                val type = contentType(value) ?: continue
                if (!contentTypes.matches(type) || '/' !in type) {
                    throw SnsFaults.invalid("$at$name.headerContentType: Invalid value [$type]")
                }
            }
        }
    }

    private fun check(
        policy: RetryPolicy,
        at: String,
    ) {
        val problem =
            when {
                policy.numRetries !in 0..MOST_RETRIES -> "numRetries must be less than or equal to $MOST_RETRIES"

                policy.minDelayTarget !in 1..MOST_DELAY -> "minDelayTarget must be between 1 and $MOST_DELAY"

                policy.maxDelayTarget !in 1..MOST_DELAY -> "maxDelayTarget must be less than or equal to $MOST_DELAY"

                policy.maxDelayTarget < policy.minDelayTarget ->
                    "maxDelayTarget must be greater than or equal to minDelayTarget"

                listOf(policy.numMaxDelayRetries, policy.numMinDelayRetries, policy.numNoDelayRetries).any { it < 0 } ->
                    "numbers of retries must be greater than or equal to 0"

                policy.numMaxDelayRetries + policy.numMinDelayRetries + policy.numNoDelayRetries > policy.numRetries ->
                    "numRetries must be greater than or equal to total of numMinDelayRetries, numNoDelayRetries and numMaxDelayRetries"

                policy.backoffFunction !in RetryPolicy.functions ->
                    "backoffFunction: Invalid value [${policy.backoffFunction}]"

                else -> return
            }
        throw SnsFaults.invalid("$at$problem")
    }

    fun json(policy: RetryPolicy): JsonObject =
        buildJsonObject {
            put("minDelayTarget", policy.minDelayTarget)
            put("maxDelayTarget", policy.maxDelayTarget)
            put("numRetries", policy.numRetries)
            put("numMaxDelayRetries", policy.numMaxDelayRetries)
            put("numNoDelayRetries", policy.numNoDelayRetries)
            put("numMinDelayRetries", policy.numMinDelayRetries)
            put("backoffFunction", policy.backoffFunction)
        }
}

/** A topic's delivery policy: `{"http": {...}}`. */
internal class TopicDeliveryPolicy private constructor(
    private val http: JsonObject,
) {
    val retries: RetryPolicy get() = DeliveryPolicies.retries(http[RETRIES]) ?: RetryPolicy.HTTP

    val contentType: String get() = DeliveryPolicies.contentType(http[REQUEST]) ?: DeliveryPolicies.DEFAULT_CONTENT_TYPE

    /** Whether it holds whatever its subscriptions say. */
    val overridesSubscriptions: Boolean get() = (http[DISABLE] as? JsonPrimitive)?.booleanOrNull == true

    /** With all that is as usual. */
    val effective: JsonObject
        get() =
            wrapped(
                buildJsonObject {
                    put(RETRIES, DeliveryPolicies.json(retries))
                    put(DISABLE, overridesSubscriptions)
                    http[THROTTLE]?.let { put(THROTTLE, it) }
                    put(REQUEST, buildJsonObject { put("headerContentType", contentType) })
                },
            )

    override fun toString(): String = wrapped(http).toString()

    private fun wrapped(http: JsonObject) = JsonObject(mapOf("http" to http))

    companion object {
        private const val RETRIES = "defaultHealthyRetryPolicy"
        private const val REQUEST = "defaultRequestPolicy"
        private const val THROTTLE = "defaultThrottlePolicy"
        private const val DISABLE = "disableSubscriptionOverrides"
        private val known = setOf(RETRIES, "defaultSicklyRetryPolicy", THROTTLE, REQUEST, DISABLE)

        val NONE: TopicDeliveryPolicy = TopicDeliveryPolicy(JsonObject(emptyMap()))

        /** As it is kept: without what is null, and saying whether subscriptions may have their own. */
        fun parse(text: String): TopicDeliveryPolicy {
            val http = DeliveryPolicies.parse(text, "")["http"] as? JsonObject ?: JsonObject(emptyMap())
            val disable = http[DISABLE] ?: JsonPrimitive(false)
            val ordered = listOfNotNull(http[RETRIES]?.let { RETRIES to it }, DISABLE to disable) +
                http.filterKeys { it != RETRIES && it != DISABLE }.toList()
            return TopicDeliveryPolicy(JsonObject(ordered.toMap().filterValues { it !is JsonNull }))
        }

        fun check(
            text: String,
            prefix: String,
        ) {
            val at = "${prefix}DeliveryPolicy: "
            val document = DeliveryPolicies.parse(text, prefix)
            document.keys.firstOrNull {
                it != "http"
            }?.let { throw SnsFaults.invalid("${at}Unexpected JSON member: $it") }
            val http = document["http"] as? JsonObject ?: return
            DeliveryPolicies.check(http, known, "${at}http.")
        }
    }
}
