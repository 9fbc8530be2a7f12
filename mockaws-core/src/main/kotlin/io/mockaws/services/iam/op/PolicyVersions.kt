package io.mockaws.services.iam.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.iam.policy.AwsManagedPolicies
import io.mockaws.services.iam.policy.ManagedPolicy
import io.mockaws.services.iam.policy.PolicyVersion
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamFaults
import io.mockaws.services.iam.state.POLICIES
import io.mockaws.services.iam.state.ownPolicy
import io.mockaws.services.iam.state.policy
import io.mockaws.services.iam.state.second
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class PolicyVersionView(
    val document: String? = null,
    val versionId: String,
    val isDefaultVersion: Boolean,
    val createDate: Instant,
)

/** A version with its document, or without, as when it is made or listed. */
internal fun ManagedPolicy.view(
    version: PolicyVersion,
    isWhole: Boolean,
): PolicyVersionView =
    PolicyVersionView(
        encoded(version.document).takeIf { isWhole },
        version.id,
        version.id == defaultVersion,
        version.createdAt,
    )

@Serializable
internal data class CreatePolicyVersionRequest(
    val policyArn: String,
    val policyDocument: String,
    val setAsDefault: Boolean? = null,
)

@Serializable
internal data class PolicyVersionResponse(
    val policyVersion: PolicyVersionView,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html */
internal fun createPolicyVersion(
    request: CreatePolicyVersionRequest,
    call: IamCall,
): PolicyVersionResponse {
    checkManagedPolicy(request.policyDocument)
    val now = call.second()
    return call.state.write {
        val policy = ownPolicy(request.policyArn, call)
        if (policy.versions.size >= VERSIONS) {
            throw IamFaults.limit(
                "A managed policy can have up to $VERSIONS versions. Before you create a new version, you must " +
                    "delete an existing version."
            )
        }
        val version = PolicyVersion("v${policy.next}", request.policyDocument, now)
        val changed =
            policy.copy(
                versions = policy.versions + version,
                next = policy.next + 1,
                defaultVersion = if (request.setAsDefault == true) version.id else policy.defaultVersion,
                updatedAt = now,
            )
        this[POLICIES, policy.arn] = changed
        PolicyVersionResponse(changed.view(version, isWhole = false))
    }
}

@Serializable
internal data class PolicyVersionRequest(
    val policyArn: String,
    val versionId: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
internal fun getPolicyVersion(
    request: PolicyVersionRequest,
    call: IamCall,
): PolicyVersionResponse {
    val policy = call.state.now.policy(request.policyArn)
    val version = policy.version(request.versionId)
    if (policy.isAwsManaged && !AwsManagedPolicies.isKnown(policy)) throw unknownDocument(policy)
    return PolicyVersionResponse(policy.view(version, isWhole = true))
}

/** Better no answer than one that is made up. */
private fun unknownDocument(policy: ManagedPolicy) =
    AwsFault(
        "NotImplemented",
        "mockaws does not know the document of ${policy.arn}. A test can answer it: " +
            "aws.on(\"iam\", \"GetPolicyVersion\") { respond(mapOf(...)) }",
        status = 501,
    )

private fun ManagedPolicy.version(id: String): PolicyVersion =
    versions.firstOrNull { it.id == id }
        ?: throw IamFaults.noSuch("Policy $arn version $id does not exist or is not attachable.")

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html */
internal fun deletePolicyVersion(
    request: PolicyVersionRequest,
    call: IamCall,
) {
    call.state.write {
        val policy = ownPolicy(request.policyArn, call)
        val version = policy.version(request.versionId)
        if (version.id == policy.defaultVersion) {
            throw IamFaults.conflict("Cannot delete the default version of a policy.")
        }
        this[POLICIES, policy.arn] = policy.copy(versions = policy.versions - version)
    }
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html */
internal fun setDefaultPolicyVersion(
    request: PolicyVersionRequest,
    call: IamCall,
) {
    val now = call.second()
    call.state.write {
        val policy = ownPolicy(request.policyArn, call)
        val version = policy.version(request.versionId)
        this[POLICIES, policy.arn] = policy.copy(defaultVersion = version.id, updatedAt = now)
    }
}

@Serializable
internal data class ListOfPolicyRequest(
    val policyArn: String,
    override val marker: String? = null,
    override val maxItems: Int? = null,
) : Paged

@Serializable
internal data class ListPolicyVersionsResponse(
    val versions: List<PolicyVersionView>,
    val isTruncated: Boolean,
    val marker: String?,
)

/** The newest first. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html */
internal fun listPolicyVersions(
    request: ListOfPolicyRequest,
    call: IamCall,
): ListPolicyVersionsResponse {
    val policy = call.state.now.policy(request.policyArn)
    val page = page(request, policy.versions.asReversed(), "versions ${policy.arn}") { it.id }
    return ListPolicyVersionsResponse(
        page.items.map { policy.view(it, isWhole = false) },
        page.nextToken != null,
        page.nextToken,
    )
}

/** How many versions a policy may have. */
private const val VERSIONS = 5
