package io.mockaws.services.ses.v2

import io.mockaws.engine.AwsFault
import io.mockaws.services.ses.shape.Tag
import io.mockaws.services.ses.shape.toTags
import io.mockaws.services.ses.state.ContactList
import io.mockaws.services.ses.state.ContactTopic
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.SesTables
import io.mockaws.services.ses.state.contactKey
import io.mockaws.services.ses.state.page
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class CreateContactListRequest(
    val contactListName: String,
    val topics: List<Topic> = emptyList(),
    val description: String? = null,
    val tags: List<Tag> = emptyList(),
)

@Serializable
internal data class UpdateContactListRequest(
    val contactListName: String,
    val topics: List<Topic> = emptyList(),
    val description: String? = null,
)

@Serializable
internal data class Topic(
    val topicName: String,
    val displayName: String,
    val description: String? = null,
    val defaultSubscriptionStatus: String,
)

@Serializable
internal data class ContactListRequest(
    val contactListName: String,
)

@Serializable
internal data class GetContactListResponse(
    val contactListName: String,
    val topics: List<Topic>,
    val description: String?,
    val createdTimestamp: Instant,
    val lastUpdatedTimestamp: Instant,
    val tags: List<Tag>,
)

@Serializable
internal data class ListContactListsResponse(
    val contactLists: List<ContactListShape>,
    val nextToken: String?,
)

@Serializable
internal data class ContactListShape(
    val contactListName: String,
    val lastUpdatedTimestamp: Instant,
)

private const val PAGE = 1000

internal fun SesCall.contactList(name: String): ContactList =
    state.now[SesTables.contactLists][name]
        ?: throw AwsFault("NotFoundException", "List with name: $name doesn't exist.")

private fun Topic.toState() = ContactTopic(topicName, displayName, description, defaultSubscriptionStatus)

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateContactList.html */
internal fun createContactList(
    request: CreateContactListRequest,
    call: SesCall,
) {
    val name = request.contactListName
    val tags = request.tags.associate { it.key to it.value }
    val topics = request.topics.map { it.toState() }
    val list = ContactList(name, call.now(), call.now(), request.description, topics, tags)
    call.state.write {
        if (name in this[SesTables.contactLists]) {
            throw AwsFault("AlreadyExistsException", "List with name: $name already exists.")
        }
        this[SesTables.contactLists, name] = list
    }
}

/** What is not given is taken away: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_UpdateContactList.html */
internal fun updateContactList(
    request: UpdateContactListRequest,
    call: SesCall,
) {
    val list = call.contactList(request.contactListName)
    val topics = request.topics.map { it.toState() }
    val changed = list.copy(description = request.description, topics = topics, updatedAt = call.now())
    call.state.write { this[SesTables.contactLists, list.name] = changed }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetContactList.html */
internal fun getContactList(
    request: ContactListRequest,
    call: SesCall,
): GetContactListResponse {
    val list = call.contactList(request.contactListName)
    return GetContactListResponse(
        list.name,
        list.topics.map { Topic(it.name, it.displayName, it.description, it.default) },
        list.description,
        list.createdAt,
        list.updatedAt,
        list.tags.toTags(),
    )
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListContactLists.html */
internal fun listContactLists(
    request: PagedRequest,
    call: SesCall,
): ListContactListsResponse {
    val all = call.state.now[SesTables.contactLists].values.sortedBy { it.name }
    val limit = (request.pageSize ?: PAGE).coerceIn(1, PAGE)
    val page = SesApi.V2.page(all, limit, request.nextToken, "contact lists") { it.name }
    return ListContactListsResponse(page.items.map { ContactListShape(it.name, it.updatedAt) }, page.nextToken)
}

/** Its contacts go with it: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteContactList.html */
internal fun deleteContactList(
    request: ContactListRequest,
    call: SesCall,
) {
    val list = call.contactList(request.contactListName)
    call.state.write {
        remove(SesTables.contactLists, list.name)
        for (contact in this[SesTables.contacts].values.filter { it.list == list.name }) {
            remove(SesTables.contacts, contactKey(contact.list, contact.address))
        }
    }
}
