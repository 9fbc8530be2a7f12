package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.kit.TagRules
import io.mockaws.services.kms.state.KmsFaults
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.checkNotPendingDeletion
import io.mockaws.services.kms.state.checkOwnKey
import io.mockaws.services.kms.state.findById
import kotlinx.serialization.Serializable

@Serializable
internal data class Tag(
    val tagKey: String,
    val tagValue: String,
)

@Serializable
internal data class TagResourceRequest(
    val keyId: String,
    val tags: List<Tag>,
)

@Serializable
internal data class UntagResourceRequest(
    val keyId: String,
    val tagKeys: List<String>,
)

@Serializable
internal data class ListResourceTagsRequest(
    val keyId: String,
    val limit: Int? = null,
    val marker: String? = null,
)

@Serializable
internal data class ListResourceTagsResponse(
    val tags: List<Tag>,
    val nextMarker: String?,
    val truncated: Boolean,
)

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html */
internal fun tagResource(
    request: TagResourceRequest,
    call: CallContext<KmsState>,
) {
    val found = call.findById(request.keyId)
    found.checkOwnKey(call, "TagResource")
    found.update { key ->
        key.checkNotPendingDeletion()
        key.copy(tags = checkedTags(key.tags, request.tags))
    }
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_UntagResource.html */
internal fun untagResource(
    request: UntagResourceRequest,
    call: CallContext<KmsState>,
) {
    val found = call.findById(request.keyId)
    found.checkOwnKey(call, "UntagResource")
    found.update { key ->
        key.checkNotPendingDeletion()
        key.copy(tags = key.tags - request.tagKeys.toSet())
    }
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ListResourceTags.html */
internal fun listResourceTags(
    request: ListResourceTagsRequest,
    call: CallContext<KmsState>,
): ListResourceTagsResponse {
    val key = call.findById(request.keyId).key
    val all = key.tags.map { (name, value) -> Tag(name, value) }
    val page = page("tags ${key.id}", all, request.limit, request.marker, PageSize(usual = 50, most = 50), Tag::tagKey)
    return ListResourceTagsResponse(page.items, page.nextToken, page.nextToken != null)
}

/** [existing] tags with those that are [added], where KMS takes them. */
internal fun checkedTags(
    existing: Map<String, String>,
    added: List<Tag>,
): Map<String, String> {
    val violation = TagRules.violation(existing, added.map { it.tagKey to it.tagValue })
    when (violation?.problem) {
        null -> return existing + added.associate { it.tagKey to it.tagValue }
        TagRules.Problem.RESERVED -> throw KmsFaults.tags("Tags beginning with aws: are reserved")
        TagRules.Problem.REPEATED -> throw KmsFaults.tags("Duplicate tag keys")
        TagRules.Problem.TOO_MANY -> throw KmsFaults.tags("Too many tags")
        TagRules.Problem.KEY -> throw KmsFaults.tags("Invalid tag key")
        TagRules.Problem.VALUE -> throw KmsFaults.tags("Invalid tag value")
    }
}
