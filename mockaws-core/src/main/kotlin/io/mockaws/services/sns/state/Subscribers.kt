package io.mockaws.services.sns.state

import io.mockaws.services.sns.filter.Fields
import io.mockaws.services.sns.filter.fieldsOf
import io.mockaws.services.sns.message.Message
import io.mockaws.services.sns.subscription.Subscription

/** The subscriptions of one topic, laid out for a message to find those that want it. */
internal class Subscribers(
    subscriptions: List<Subscription>,
) {
    /** In the order in which they were made. */
    val all: List<Subscription> = subscriptions.sortedWith(compareBy({ it.createdAt }, { it.arn }))
    val confirmed: List<Subscription> = all.filterNot { it.isPending }

    /** Those that want [message]. */
    fun wanting(message: Message): List<Subscription> {
        val attributes by lazy(LazyThreadSafetyMode.NONE) { fieldsOf(message.attributes) }
        val body: Fields? by lazy(LazyThreadSafetyMode.NONE) { Fields.ofBody(message.text) }
        return confirmed.filter { subscription ->
            val filter = subscription.filter ?: return@filter true
            val fields = if (subscription.filtersBody) body else attributes
            fields != null && filter.admits(fields)
        }
    }

    companion object {
        val NONE: Subscribers = Subscribers(emptyList())
    }
}
