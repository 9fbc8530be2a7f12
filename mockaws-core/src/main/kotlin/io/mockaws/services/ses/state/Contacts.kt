package io.mockaws.services.ses.state

import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** A list of who may get mail on which topics. */
@Serializable
internal data class ContactList(
    val name: String,
    val createdAt: Instant,
    val updatedAt: Instant,
    val description: String? = null,
    val topics: List<ContactTopic> = emptyList(),
    val tags: Map<String, String> = emptyMap(),
)

/** Something that a contact may subscribe to. */
@Serializable
internal data class ContactTopic(
    val name: String,
    val displayName: String,
    val description: String?,
    /** `OPT_IN` or `OPT_OUT`. */
    val default: String,
)

/** Somebody on a list. */
@Serializable
internal data class Contact(
    val list: String,
    val address: String,
    val createdAt: Instant,
    val updatedAt: Instant,
    /** `OPT_IN` or `OPT_OUT` by topic, for those about which he has said something. */
    val preferences: Map<String, String> = emptyMap(),
    val isUnsubscribedFromAll: Boolean = false,
    val attributes: String? = null,
)

internal fun contactKey(
    list: String,
    address: String,
): String = "$list/${address.lowercase()}"

/** Where [contact] stands with [topic] of the list. */
internal fun ContactList.standing(
    contact: Contact,
    topic: String,
): String? =
    if (contact.isUnsubscribedFromAll) {
        "OPT_OUT"
    } else {
        contact.preferences[topic] ?: topics.firstOrNull { it.name == topic }?.default
    }
