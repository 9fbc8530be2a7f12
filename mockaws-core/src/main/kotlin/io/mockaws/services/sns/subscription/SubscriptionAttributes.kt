package io.mockaws.services.sns.subscription

import io.mockaws.kit.Arn
import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.filter.BadPolicy
import io.mockaws.services.sns.filter.FilterPolicy
import io.mockaws.services.sns.filter.NestedPolicy
import io.mockaws.services.sns.filter.PolicyNode
import io.mockaws.services.sns.topic.Topic

/**
 * The attributes of subscriptions: which there are, what they may be, how they are shown.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html
 */
internal object SubscriptionAttributes {
    const val RAW = "RawMessageDelivery"
    const val FILTER = "FilterPolicy"
    const val FILTER_SCOPE = "FilterPolicyScope"
    const val REDRIVE = "RedrivePolicy"
    const val DELIVERY = "DeliveryPolicy"
    const val REPLAY = "ReplayPolicy"
    const val ROLE = "SubscriptionRoleArn"
    const val BODY = "MessageBody"
    private const val ATTRIBUTES = "MessageAttributes"
    private const val NEW = "Attributes Reason: "
    private val known = setOf(RAW, FILTER, FILTER_SCOPE, REDRIVE, DELIVERY, REPLAY, ROLE)

    /** [wanted] as it is kept, where a new subscription of [topic] may have it. */
    fun forNew(
        wanted: Map<String, String>,
        topic: Topic,
        protocol: SubscriptionProtocol,
        endpoint: String,
    ): Map<String, String> {
        val kept = LinkedHashMap<String, String>()
        for ((name, value) in wanted) {
            if (name !in known) throw SnsFaults.invalid("${NEW}Unknown attribute: $name")
            if (value.isEmpty() && name != RAW) continue
            check(name, value, topic, endpoint, wanted[FILTER_SCOPE], NEW)
            kept[name] = normal(name, value)
        }
        if (protocol == SubscriptionProtocol.FIREHOSE && ROLE !in kept) {
            throw SnsFaults.invalid("Attributes Reason: SubscriptionRoleArn: required for the firehose protocol")
        }
        return kept
    }

    /** What [subscription]'s attributes are once [name] is [value]; an empty one takes it back. */
    fun changed(
        subscription: Subscription,
        topic: Topic,
        name: String,
        value: String,
    ): Map<String, String> {
        if (name !in known) throw SnsFaults.invalid("AttributeName")
        if (value.isEmpty() && name != RAW) return subscription.attributes - name
        check(name, value, topic, subscription.endpoint, subscription.attributes[FILTER_SCOPE], "")
        if (name == FILTER_SCOPE) {
            subscription.attributes[FILTER]?.let { checkFilter(it, value == BODY, "") }
        }
        return subscription.attributes + (name to normal(name, value))
    }

    /** What [subscription] has as [name], whether it was given or is so by default. */
    fun valueOf(
        subscription: Subscription,
        name: String,
    ): String? =
        subscription.attributes[name] ?: when (name) {
            RAW -> "false"
            FILTER_SCOPE -> ATTRIBUTES
            else -> null
        }

    private fun normal(
        name: String,
        value: String,
    ): String = if (name == RAW) value.lowercase() else value

    private fun check(
        name: String,
        value: String,
        topic: Topic,
        endpoint: String,
        scope: String?,
        prefix: String,
    ) {
        when (name) {
            RAW ->
                if (value.lowercase() != "true" && value.lowercase() != "false") {
                    throw SnsFaults.invalid(
                        "${prefix}RawMessageDelivery: Invalid value [$value]. Must be true or false."
                    )
                }

            FILTER_SCOPE ->
                if (value != BODY && value != ATTRIBUTES) {
                    throw SnsFaults.invalid(
                        "${prefix}FilterPolicyScope: Invalid value [$value]. Please use either MessageBody or MessageAttributes",
                    )
                }

            FILTER -> checkFilter(value, scope == BODY, prefix)

            REDRIVE -> checkRedrive(value, topic, endpoint, prefix)

            DELIVERY -> SubscriptionDeliveryPolicy.check(value, prefix)

            REPLAY -> ReplayPolicy.check(value, topic, prefix)

            ROLE -> if (Arn.parse(value)?.service !=
                "iam"
            ) {
                throw SnsFaults.invalid("${prefix}SubscriptionRoleArn: Invalid value")
            }
        }
    }

    private fun checkFilter(
        policy: String,
        isOfBody: Boolean,
        prefix: String,
    ) {
        try {
            FilterPolicy.parse(policy, isOfBody)
        } catch (bad: BadPolicy) {
            throw SnsFaults.invalid("${prefix}FilterPolicy: ${bad.message}")
        } catch (_: NestedPolicy) {
            throw SnsFaults.invalid(
                "${prefix}Filter policy scope MessageAttributes does not support nested filter policy",
            )
        }
    }

    private fun checkRedrive(
        policy: String,
        topic: Topic,
        endpoint: String,
        prefix: String,
    ) {
        try {
            PolicyNode.parse(policy)
        } catch (bad: BadPolicy) {
            throw SnsFaults.invalid("${prefix}RedrivePolicy: ${bad.message}")
        }
        val arn = Subscription.deadLetterTarget(policy)?.let(Arn::parse)
        if (arn == null || arn.service != "sqs") {
            throw SnsFaults.invalid("${prefix}RedrivePolicy: deadLetterTargetArn is an invalid arn")
        }
        if (topic.isFifo && endpoint.endsWith(FIFO) && !arn.resource.endsWith(FIFO)) {
            throw SnsFaults.invalid(
                "${prefix}RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.",
            )
        }
    }

    /** As GetSubscriptionAttributes shows them. */
    fun shown(
        subscription: Subscription,
        topic: Topic?,
    ): Map<String, String> {
        val shown = sortedMapOf<String, String>()
        shown[RAW] = "false"
        shown.putAll(subscription.attributes)
        if (FILTER in shown) shown.putIfAbsent(FILTER_SCOPE, ATTRIBUTES) else shown.remove(FILTER_SCOPE)
        if (subscription.protocol.isWeb && topic != null) {
            val policy = SubscriptionDeliveryPolicy(subscription.attributes[DELIVERY], topic.deliveryPolicy)
            policy.shown?.let { shown[DELIVERY] = it }
            shown["EffectiveDeliveryPolicy"] = policy.effective
        }
        if (REPLAY in shown) shown["ReplayStatus"] = "Completed"
        shown["ConfirmationWasAuthenticated"] = "${subscription.wasAuthenticated && !subscription.isPending}"
        shown["Endpoint"] = subscription.endpoint
        shown["Owner"] = subscription.owner
        shown["PendingConfirmation"] = "${subscription.isPending}"
        shown["Protocol"] = subscription.protocol.value
        shown["SubscriptionArn"] = subscription.arn
        shown["SubscriptionPrincipal"] = subscription.principal
        shown["TopicArn"] = subscription.topicArn
        return shown
    }

    private const val FIFO = ".fifo"
}
