package io.mockaws.services.iam.op

import io.mockaws.services.iam.principal.AccessKey
import io.mockaws.services.iam.state.ACCESS_KEYS
import io.mockaws.services.iam.state.EntityKind
import io.mockaws.services.iam.state.GROUPS
import io.mockaws.services.iam.state.INSTANCE_PROFILES
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.MFA_DEVICES
import io.mockaws.services.iam.state.OIDC_PROVIDERS
import io.mockaws.services.iam.state.POLICIES
import io.mockaws.services.iam.state.ROLES
import io.mockaws.services.iam.state.SAML_PROVIDERS
import io.mockaws.services.iam.state.SERVER_CERTIFICATES
import io.mockaws.services.iam.state.SIGNING_CERTIFICATES
import io.mockaws.services.iam.state.USERS
import io.mockaws.services.iam.state.account
import io.mockaws.services.iam.state.devicesOf
import io.mockaws.services.iam.state.of
import io.mockaws.services.iam.state.owners
import kotlinx.serialization.Serializable

@Serializable
internal data class GetAccountSummaryResponse(
    val summaryMap: Map<String, Int>,
)

/** What there is, and how much there may be. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
@Suppress("UNUSED_PARAMETER")
internal fun getAccountSummary(
    request: Unit,
    call: IamCall,
): GetAccountSummaryResponse {
    val tables = call.state.now
    val root = call.account
    val hasRootKeys = tables[ACCESS_KEYS].values.any { it.owner == root && it.status != AccessKey.Status.Deleted }
    val attached = tables.owners().flatMap { it.attached }
    return GetAccountSummaryResponse(
        linkedMapOf(
            "Users" to tables[USERS].size,
            "UsersQuota" to EntityKind.USER.quota,
            "Groups" to tables[GROUPS].size,
            "GroupsQuota" to EntityKind.GROUP.quota,
            "Roles" to tables[ROLES].size,
            "RolesQuota" to EntityKind.ROLE.quota,
            "InstanceProfiles" to tables[INSTANCE_PROFILES].size,
            "InstanceProfilesQuota" to EntityKind.INSTANCE_PROFILE.quota,
            "Policies" to tables[POLICIES].size,
            "PoliciesQuota" to 1500,
            "PolicySizeQuota" to 6144,
            "PolicyVersionsInUse" to
                (tables[POLICIES].values.sumOf { it.versions.size } + attached.count { "::aws:" in it }),
            "PolicyVersionsInUseQuota" to 10_000,
            "VersionsPerPolicyQuota" to 5,
            "AttachedPoliciesPerUserQuota" to 10,
            "AttachedPoliciesPerGroupQuota" to 10,
            "AttachedPoliciesPerRoleQuota" to 10,
            "UserPolicySizeQuota" to 2048,
            "GroupPolicySizeQuota" to 5120,
            "RolePolicySizeQuota" to 10_240,
            "AssumeRolePolicySizeQuota" to 2048,
            "GroupsPerUserQuota" to GROUPS_PER_USER,
            "AccessKeysPerUserQuota" to 2,
            "SigningCertificatesPerUserQuota" to 2,
            "ServerCertificates" to tables[SERVER_CERTIFICATES].size,
            "ServerCertificatesQuota" to 20,
            "MFADevices" to tables[MFA_DEVICES].size,
            "MFADevicesInUse" to tables[MFA_DEVICES].values.count { it.owner != null },
            "Providers" to tables[OIDC_PROVIDERS].size + tables[SAML_PROVIDERS].size,
            "AccountMFAEnabled" to one(tables.devicesOf(root).isNotEmpty()),
            "AccountAccessKeysPresent" to one(hasRootKeys),
            "AccountSigningCertificatesPresent" to one(tables.of(root, SIGNING_CERTIFICATES).isNotEmpty()),
            "AccountPasswordPresent" to 1,
            "GlobalEndpointTokenVersion" to tables.account.globalEndpointToken.filter { it.isDigit() }.toInt(),
        )
    )
}

private fun one(isSo: Boolean): Int = if (isSo) 1 else 0
