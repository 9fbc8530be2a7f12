package io.mockaws.services.ses.v2

import io.mockaws.engine.AwsFault
import io.mockaws.services.ses.state.Contact
import io.mockaws.services.ses.state.ContactList
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.SesTables
import io.mockaws.services.ses.state.contactKey
import io.mockaws.services.ses.state.page
import io.mockaws.services.ses.state.standing
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class PutContactRequest(
    val contactListName: String,
    val emailAddress: String,
    val topicPreferences: List<TopicPreference>? = null,
    val unsubscribeAll: Boolean? = null,
    val attributesData: String? = null,
)

@Serializable
internal data class TopicPreference(
    val topicName: String,
    val subscriptionStatus: String,
)

@Serializable
internal data class ContactRequest(
    val contactListName: String,
    val emailAddress: String,
)

@Serializable
internal data class GetContactResponse(
    val contactListName: String,
    val emailAddress: String,
    val topicPreferences: List<TopicPreference>,
    val topicDefaultPreferences: List<TopicPreference>,
    val unsubscribeAll: Boolean,
    val attributesData: String?,
    val createdTimestamp: Instant,
    val lastUpdatedTimestamp: Instant,
)

@Serializable
internal data class ListContactsRequest(
    val contactListName: String,
    val filter: ListContactsFilter? = null,
    val pageSize: Int? = null,
    val nextToken: String? = null,
)

@Serializable
internal data class ListContactsFilter(
    val filteredStatus: String? = null,
    val topicFilter: TopicFilter? = null,
)

@Serializable
internal data class TopicFilter(
    val topicName: String? = null,
    val useDefaultIfPreferenceUnavailable: Boolean = false,
)

@Serializable
internal data class ListContactsResponse(
    val contacts: List<ContactShape>,
    val nextToken: String?,
)

@Serializable
internal data class ContactShape(
    val emailAddress: String,
    val topicPreferences: List<TopicPreference>,
    val topicDefaultPreferences: List<TopicPreference>,
    val unsubscribeAll: Boolean,
    val lastUpdatedTimestamp: Instant,
)

private const val PAGE = 1000

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateContact.html */
internal fun createContact(
    request: PutContactRequest,
    call: SesCall,
) {
    val list = call.contactList(request.contactListName)
    val key = contactKey(list.name, request.emailAddress)
    val empty = Contact(list.name, request.emailAddress, call.now(), call.now())
    call.state.write {
        if (key in this[SesTables.contacts]) {
            throw AwsFault("AlreadyExistsException", "${request.emailAddress} already exists in List.")
        }
        this[SesTables.contacts, key] = request.applyTo(empty)
    }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_UpdateContact.html */
internal fun updateContact(
    request: PutContactRequest,
    call: SesCall,
) {
    val found = call.contact(request.contactListName, request.emailAddress)
    val changed = request.applyTo(found).copy(updatedAt = call.now())
    call.state.write { this[SesTables.contacts, contactKey(found.list, found.address)] = changed }
}

private fun PutContactRequest.applyTo(contact: Contact) =
    contact.copy(
        preferences = topicPreferences?.associate { it.topicName to it.subscriptionStatus } ?: contact.preferences,
        isUnsubscribedFromAll = unsubscribeAll ?: contact.isUnsubscribedFromAll,
        attributes = attributesData ?: contact.attributes,
    )

private fun SesCall.contact(
    list: String,
    address: String,
): Contact {
    contactList(list)
    return state.now[SesTables.contacts][contactKey(list, address)]
        ?: throw AwsFault("NotFoundException", "$address doesn't exist in List.")
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetContact.html */
internal fun getContact(
    request: ContactRequest,
    call: SesCall,
): GetContactResponse {
    val contact = call.contact(request.contactListName, request.emailAddress)
    return GetContactResponse(
        contact.list,
        contact.address,
        contact.preferences.toShapes(),
        defaults(call.contactList(contact.list)),
        contact.isUnsubscribedFromAll,
        contact.attributes,
        contact.createdAt,
        contact.updatedAt,
    )
}

private fun Map<String, String>.toShapes() = map { (topic, status) -> TopicPreference(topic, status) }

private fun defaults(list: ContactList) = list.topics.map { TopicPreference(it.name, it.default) }

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteContact.html */
internal fun deleteContact(
    request: ContactRequest,
    call: SesCall,
) {
    val contact = call.contact(request.contactListName, request.emailAddress)
    call.state.write { remove(SesTables.contacts, contactKey(contact.list, contact.address)) }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListContacts.html */
internal fun listContacts(
    request: ListContactsRequest,
    call: SesCall,
): ListContactsResponse {
    val list = call.contactList(request.contactListName)
    val all =
        call.state.now[SesTables.contacts].values.filter { it.list == list.name && request.filter.admits(it, list) }
            .sortedBy { it.address }
    val limit = (request.pageSize ?: PAGE).coerceIn(1, PAGE)
    val page = SesApi.V2.page(all, limit, request.nextToken, listOf(list.name, request.filter)) { it.address }
    val shapes =
        page.items.map {
            val preferences = it.preferences.toShapes()
            ContactShape(it.address, preferences, defaults(list), it.isUnsubscribedFromAll, it.updatedAt)
        }
    return ListContactsResponse(shapes, page.nextToken)
}

private fun ListContactsFilter?.admits(
    contact: Contact,
    list: ContactList,
): Boolean {
    val status = this?.filteredStatus ?: return true
    val topic = topicFilter?.topicName
    val standing =
        when {
            topic == null -> if (contact.isUnsubscribedFromAll) "OPT_OUT" else "OPT_IN"
            topicFilter?.useDefaultIfPreferenceUnavailable == true -> list.standing(contact, topic)
            else -> contact.preferences[topic]
        }
    return standing == status
}
