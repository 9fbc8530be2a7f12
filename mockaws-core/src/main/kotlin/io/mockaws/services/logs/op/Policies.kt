package io.mockaws.services.logs.op

import io.mockaws.kit.StrictJson
import io.mockaws.services.logs.group.DataProtection
import io.mockaws.services.logs.group.LogsFaults
import io.mockaws.services.logs.group.LogsLimits
import io.mockaws.services.logs.state.LogsCall
import io.mockaws.services.logs.state.POLICIES
import io.mockaws.services.logs.state.ResourcePolicy
import io.mockaws.services.logs.state.changeGroup
import io.mockaws.services.logs.state.group
import io.mockaws.services.logs.state.millis
import kotlinx.serialization.Serializable

@Serializable
internal data class PutResourcePolicyRequest(
    val policyName: String? = null,
    val policyDocument: String? = null,
    val resourceArn: String? = null,
    val expectedRevisionId: String? = null,
)

@Serializable
internal data class PutResourcePolicyResponse(
    val resourcePolicy: ShownPolicy,
    val revisionId: String? = null,
)

@Serializable
internal data class ShownPolicy(
    val policyName: String? = null,
    val policyDocument: String,
    val lastUpdatedTime: Long,
    val policyScope: String,
    val resourceArn: String? = null,
    val revisionId: String? = null,
)

@Serializable
internal data class DeleteResourcePolicyRequest(
    val policyName: String? = null,
    val resourceArn: String? = null,
    val expectedRevisionId: String? = null,
)

@Serializable
internal data class DescribeResourcePoliciesRequest(
    val nextToken: String? = null,
    val limit: Int? = null,
    val resourceArn: String? = null,
    val policyScope: String? = null,
)

@Serializable
internal data class DescribeResourcePoliciesResponse(
    val resourcePolicies: List<ShownPolicy>,
    val nextToken: String? = null,
)

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html */
internal fun putResourcePolicy(
    request: PutResourcePolicyRequest,
    call: LogsCall,
): PutResourcePolicyResponse {
    val document = request.policyDocument ?: throw LogsFaults.invalid("PolicyDocument must not be null")
    if (StrictJson.parse(document) == null) throw LogsFaults.badPolicy()
    val arn = request.resourceArn
    val key = keyOf(request.policyName, arn)
    val revision = if (arn == null) null else call.ids.hex(REVISION)
    val policy = ResourcePolicy(request.policyName.orEmpty(), document, call.millis(), arn, revision)
    call.state.write {
        val before = this[POLICIES][key]
        if (request.expectedRevisionId != null && before?.revisionId != request.expectedRevisionId) {
            throw LogsFaults.invalid("The expected revision ID does not match the policy's.")
        }
        val ofAccount = this[POLICIES].values.count { it.resourceArn == null }
        if (before == null && arn == null && ofAccount >= LogsLimits.RESOURCE_POLICIES) throw LogsFaults.tooMany()
        this[POLICIES, key] = policy
    }
    return PutResourcePolicyResponse(shown(policy), revision)
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteResourcePolicy.html */
internal fun deleteResourcePolicy(
    request: DeleteResourcePolicyRequest,
    call: LogsCall,
) {
    val key = keyOf(request.policyName, request.resourceArn)
    call.state.write {
        if (key !in this[POLICIES]) throw LogsFaults.noPolicy(key)
        remove(POLICIES, key)
    }
}

private fun keyOf(
    name: String?,
    arn: String?,
): String = arn ?: name ?: throw LogsFaults.invalid("Either PolicyName or ResourceArn must be specified.")

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeResourcePolicies.html */
internal fun describeResourcePolicies(
    request: DescribeResourcePoliciesRequest,
    call: LogsCall,
): DescribeResourcePoliciesResponse {
    val isOfResources = request.policyScope == "RESOURCE" || request.resourceArn != null
    val found =
        call.state.now[POLICIES].values.filter {
            (it.resourceArn != null) == isOfResources &&
                (request.resourceArn == null || it.resourceArn == request.resourceArn)
        }.sortedBy { it.resourceArn ?: it.name }
    val query = listOf(request.resourceArn, request.policyScope)
    val page = page(found, query, request.limit, request.nextToken) { it.resourceArn ?: it.name }
    return DescribeResourcePoliciesResponse(page.items.map(::shown), page.nextToken)
}

private fun shown(policy: ResourcePolicy) =
    ShownPolicy(
        policy.name.ifEmpty { null },
        policy.document,
        policy.updatedAt,
        if (policy.resourceArn == null) "ACCOUNT" else "RESOURCE",
        policy.resourceArn,
        policy.revisionId,
    )

@Serializable
internal data class PutDataProtectionPolicyRequest(
    val logGroupIdentifier: String,
    val policyDocument: String,
)

@Serializable
internal data class DataProtectionPolicyRequest(
    val logGroupIdentifier: String,
)

@Serializable
internal data class DataProtectionPolicyResponse(
    val logGroupIdentifier: String,
    val policyDocument: String? = null,
    val lastUpdatedTime: Long? = null,
)

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDataProtectionPolicy.html */
internal fun putDataProtectionPolicy(
    request: PutDataProtectionPolicyRequest,
    call: LogsCall,
): DataProtectionPolicyResponse {
    if (StrictJson.parse(request.policyDocument) == null) throw LogsFaults.badPolicy()
    val policy = DataProtection(request.policyDocument, call.millis())
    call.changeGroup(call.group(null, request.logGroupIdentifier).name) { it.copy(dataProtection = policy) }
    return DataProtectionPolicyResponse(request.logGroupIdentifier, policy.document, policy.updatedAt)
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetDataProtectionPolicy.html */
internal fun getDataProtectionPolicy(
    request: DataProtectionPolicyRequest,
    call: LogsCall,
): DataProtectionPolicyResponse {
    val policy = call.group(null, request.logGroupIdentifier).dataProtection
    return DataProtectionPolicyResponse(request.logGroupIdentifier, policy?.document, policy?.updatedAt)
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteDataProtectionPolicy.html */
internal fun deleteDataProtectionPolicy(
    request: DataProtectionPolicyRequest,
    call: LogsCall,
) {
    call.changeGroup(call.group(null, request.logGroupIdentifier).name) { it.copy(dataProtection = null) }
}

private const val REVISION = 32
