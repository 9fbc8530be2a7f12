package io.mockaws.services.iam.op

import io.mockaws.services.iam.state.EntityKind
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.POLICIES
import io.mockaws.services.iam.state.change
import io.mockaws.services.iam.state.find
import io.mockaws.services.iam.state.ownPolicy
import io.mockaws.services.iam.state.policy
import kotlinx.serialization.Serializable

@Serializable
internal data class ListTagsResponse(
    val tags: List<Tag>,
    val isTruncated: Boolean,
    val marker: String?,
)

/** A page of [tags] by key. */
internal fun tagPage(
    request: Paged,
    tags: Map<String, String>,
    of: String,
): ListTagsResponse {
    val page = page(request, tagsView(tags).orEmpty().sortedBy { it.key }, "tags $of") { it.key }
    return ListTagsResponse(page.items, page.nextToken != null, page.nextToken)
}

@Serializable
internal data class TagUserRequest(
    val userName: String,
    val tags: List<Tag>,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagUser.html */
internal fun tagUser(
    request: TagUserRequest,
    call: IamCall,
) {
    call.change(EntityKind.USER, request.userName) { it.copy(tags = tagged(it.tags, request.tags)) }
}

@Serializable
internal data class UntagUserRequest(
    val userName: String,
    val tagKeys: List<String>,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagUser.html */
internal fun untagUser(
    request: UntagUserRequest,
    call: IamCall,
) {
    call.change(EntityKind.USER, request.userName) { it.copy(tags = untagged(it.tags, request.tagKeys)) }
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserTags.html */
internal fun listUserTags(
    request: ListOfUserRequest,
    call: IamCall,
): ListTagsResponse = call.state.now.find(EntityKind.USER, request.userName!!).let { tagPage(request, it.tags, it.id) }

@Serializable
internal data class TagRoleRequest(
    val roleName: String,
    val tags: List<Tag>,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
internal fun tagRole(
    request: TagRoleRequest,
    call: IamCall,
) {
    call.change(EntityKind.ROLE, request.roleName) { it.copy(tags = tagged(it.tags, request.tags)) }
}

@Serializable
internal data class UntagRoleRequest(
    val roleName: String,
    val tagKeys: List<String>,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html */
internal fun untagRole(
    request: UntagRoleRequest,
    call: IamCall,
) {
    call.change(EntityKind.ROLE, request.roleName) { it.copy(tags = untagged(it.tags, request.tagKeys)) }
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html */
internal fun listRoleTags(
    request: ListOfRoleRequest,
    call: IamCall,
): ListTagsResponse = call.state.now.find(EntityKind.ROLE, request.roleName).let { tagPage(request, it.tags, it.id) }

@Serializable
internal data class TagInstanceProfileRequest(
    val instanceProfileName: String,
    val tags: List<Tag>,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagInstanceProfile.html */
internal fun tagInstanceProfile(
    request: TagInstanceProfileRequest,
    call: IamCall,
) {
    call.change(EntityKind.INSTANCE_PROFILE, request.instanceProfileName) {
        it.copy(tags = tagged(it.tags, request.tags))
    }
}

@Serializable
internal data class UntagInstanceProfileRequest(
    val instanceProfileName: String,
    val tagKeys: List<String>,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagInstanceProfile.html */
internal fun untagInstanceProfile(
    request: UntagInstanceProfileRequest,
    call: IamCall,
) {
    call.change(EntityKind.INSTANCE_PROFILE, request.instanceProfileName) {
        it.copy(tags = untagged(it.tags, request.tagKeys))
    }
}

@Serializable
internal data class ListOfInstanceProfileRequest(
    val instanceProfileName: String,
    override val marker: String? = null,
    override val maxItems: Int? = null,
) : Paged

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfileTags.html */
internal fun listInstanceProfileTags(
    request: ListOfInstanceProfileRequest,
    call: IamCall,
): ListTagsResponse =
    call.state.now.find(EntityKind.INSTANCE_PROFILE, request.instanceProfileName)
        .let { tagPage(request, it.tags, it.id) }

@Serializable
internal data class TagPolicyRequest(
    val policyArn: String,
    val tags: List<Tag>,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html */
internal fun tagPolicy(
    request: TagPolicyRequest,
    call: IamCall,
) {
    call.state.write {
        val policy = ownPolicy(request.policyArn, call)
        this[POLICIES, policy.arn] = policy.copy(tags = tagged(policy.tags, request.tags))
    }
}

@Serializable
internal data class UntagPolicyRequest(
    val policyArn: String,
    val tagKeys: List<String>,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagPolicy.html */
internal fun untagPolicy(
    request: UntagPolicyRequest,
    call: IamCall,
) {
    call.state.write {
        val policy = ownPolicy(request.policyArn, call)
        this[POLICIES, policy.arn] = policy.copy(tags = untagged(policy.tags, request.tagKeys))
    }
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyTags.html */
internal fun listPolicyTags(
    request: ListOfPolicyRequest,
    call: IamCall,
): ListTagsResponse = call.state.now.policy(request.policyArn).let { tagPage(request, it.tags, it.arn) }
