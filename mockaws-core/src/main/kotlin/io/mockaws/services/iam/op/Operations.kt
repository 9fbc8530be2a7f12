package io.mockaws.services.iam.op

import io.mockaws.derive.derivedOperation
import io.mockaws.engine.Operation
import io.mockaws.engine.operation
import io.mockaws.services.iam.state.IamState

/** The table of IAM. */
internal fun iamOperation(name: String): Operation<IamState, *, *>? =
    userOperation(name) ?: groupOperation(name) ?: roleOperation(name) ?: policyOperation(name)
        ?: credentialOperation(name) ?: deviceOperation(name) ?: providerOperation(name) ?: accountOperation(name)
        ?: reportOperation(name) ?: delegationOperation(name)

private fun userOperation(name: String): Operation<IamState, *, *>? =
    when (name) {
        "AddUserToGroup" -> operation(name, ::addUserToGroup)
        "AttachUserPolicy" -> operation(name, ::attachUserPolicy)
        "CreateAccessKey" -> operation(name, ::createAccessKey)
        "CreateUser" -> operation(name, ::createUser)
        "DeleteAccessKey" -> operation(name, ::deleteAccessKey)
        "DeleteUser" -> operation(name, ::deleteUser)
        "DeleteUserPermissionsBoundary" -> operation(name, ::deleteUserPermissionsBoundary)
        "DeleteUserPolicy" -> operation(name, ::deleteUserPolicy)
        "DetachUserPolicy" -> operation(name, ::detachUserPolicy)
        "GetAccessKeyLastUsed" -> operation(name, ::getAccessKeyLastUsed)
        "GetUser" -> operation(name, ::getUser)
        "GetUserPolicy" -> operation(name, ::getUserPolicy)
        "ListAccessKeys" -> operation(name, ::listAccessKeys)
        "ListAttachedUserPolicies" -> operation(name, ::listAttachedUserPolicies)
        "ListGroupsForUser" -> operation(name, ::listGroupsForUser)
        "ListUserPolicies" -> operation(name, ::listUserPolicies)
        "ListUsers" -> operation(name, ::listUsers)
        "ListUserTags" -> operation(name, ::listUserTags)
        "PutUserPermissionsBoundary" -> operation(name, ::putUserPermissionsBoundary)
        "PutUserPolicy" -> operation(name, ::putUserPolicy)
        "RemoveUserFromGroup" -> operation(name, ::removeUserFromGroup)
        "TagUser" -> operation(name, ::tagUser)
        "UntagUser" -> operation(name, ::untagUser)
        "UpdateAccessKey" -> operation(name, ::updateAccessKey)
        "UpdateUser" -> operation(name, ::updateUser)
        else -> null
    }

private fun groupOperation(name: String): Operation<IamState, *, *>? =
    when (name) {
        "AttachGroupPolicy" -> operation(name, ::attachGroupPolicy)
        "CreateGroup" -> operation(name, ::createGroup)
        "DeleteGroup" -> operation(name, ::deleteGroup)
        "DeleteGroupPolicy" -> operation(name, ::deleteGroupPolicy)
        "DetachGroupPolicy" -> operation(name, ::detachGroupPolicy)
        "GetGroup" -> operation(name, ::getGroup)
        "GetGroupPolicy" -> operation(name, ::getGroupPolicy)
        "ListAttachedGroupPolicies" -> operation(name, ::listAttachedGroupPolicies)
        "ListGroupPolicies" -> operation(name, ::listGroupPolicies)
        "ListGroups" -> operation(name, ::listGroups)
        "PutGroupPolicy" -> operation(name, ::putGroupPolicy)
        "UpdateGroup" -> operation(name, ::updateGroup)
        else -> null
    }

private fun roleOperation(name: String): Operation<IamState, *, *>? =
    when (name) {
        "AddRoleToInstanceProfile" -> operation(name, ::addRoleToInstanceProfile)
        "AttachRolePolicy" -> operation(name, ::attachRolePolicy)
        "CreateInstanceProfile" -> operation(name, ::createInstanceProfile)
        "CreateRole" -> operation(name, ::createRole)
        "CreateServiceLinkedRole" -> operation(name, ::createServiceLinkedRole)
        "DeleteInstanceProfile" -> operation(name, ::deleteInstanceProfile)
        "DeleteRole" -> operation(name, ::deleteRole)
        "DeleteRolePermissionsBoundary" -> operation(name, ::deleteRolePermissionsBoundary)
        "DeleteRolePolicy" -> operation(name, ::deleteRolePolicy)
        "DeleteServiceLinkedRole" -> operation(name, ::deleteServiceLinkedRole)
        "DetachRolePolicy" -> operation(name, ::detachRolePolicy)
        "GetInstanceProfile" -> operation(name, ::getInstanceProfile)
        "GetRole" -> operation(name, ::getRole)
        "GetRolePolicy" -> operation(name, ::getRolePolicy)
        "GetServiceLinkedRoleDeletionStatus" -> operation(name, ::getServiceLinkedRoleDeletionStatus)
        "ListAttachedRolePolicies" -> operation(name, ::listAttachedRolePolicies)
        "ListInstanceProfiles" -> operation(name, ::listInstanceProfiles)
        "ListInstanceProfilesForRole" -> operation(name, ::listInstanceProfilesForRole)
        "ListInstanceProfileTags" -> operation(name, ::listInstanceProfileTags)
        "ListRolePolicies" -> operation(name, ::listRolePolicies)
        "ListRoles" -> operation(name, ::listRoles)
        "ListRoleTags" -> operation(name, ::listRoleTags)
        "PutRolePermissionsBoundary" -> operation(name, ::putRolePermissionsBoundary)
        "PutRolePolicy" -> operation(name, ::putRolePolicy)
        "RemoveRoleFromInstanceProfile" -> operation(name, ::removeRoleFromInstanceProfile)
        "TagInstanceProfile" -> operation(name, ::tagInstanceProfile)
        "TagRole" -> operation(name, ::tagRole)
        "UntagInstanceProfile" -> operation(name, ::untagInstanceProfile)
        "UntagRole" -> operation(name, ::untagRole)
        "UpdateAssumeRolePolicy" -> operation(name, ::updateAssumeRolePolicy)
        "UpdateRole" -> operation(name, ::updateRole)
        "UpdateRoleDescription" -> operation(name, ::updateRoleDescription)
        else -> null
    }

private fun policyOperation(name: String): Operation<IamState, *, *>? =
    when (name) {
        "CreatePolicy" -> operation(name, ::createPolicy)
        "CreatePolicyVersion" -> operation(name, ::createPolicyVersion)
        "DeletePolicy" -> operation(name, ::deletePolicy)
        "DeletePolicyVersion" -> operation(name, ::deletePolicyVersion)
        "GetPolicy" -> operation(name, ::getPolicy)
        "GetPolicyVersion" -> operation(name, ::getPolicyVersion)
        "ListEntitiesForPolicy" -> operation(name, ::listEntitiesForPolicy)
        "ListPolicies" -> operation(name, ::listPolicies)
        "ListPolicyTags" -> operation(name, ::listPolicyTags)
        "ListPolicyVersions" -> operation(name, ::listPolicyVersions)
        "SetDefaultPolicyVersion" -> operation(name, ::setDefaultPolicyVersion)
        "TagPolicy" -> operation(name, ::tagPolicy)
        "UntagPolicy" -> operation(name, ::untagPolicy)
        else -> null
    }

private fun credentialOperation(name: String): Operation<IamState, *, *>? =
    when (name) {
        "ChangePassword" -> operation(name, ::changePassword)
        "CreateLoginProfile" -> operation(name, ::createLoginProfile)
        "CreateServiceSpecificCredential" -> operation(name, ::createServiceSpecificCredential)
        "DeleteLoginProfile" -> operation(name, ::deleteLoginProfile)
        "DeleteServiceSpecificCredential" -> operation(name, ::deleteServiceSpecificCredential)
        "DeleteSigningCertificate" -> operation(name, ::deleteSigningCertificate)
        "DeleteSSHPublicKey" -> operation(name, ::deleteSshPublicKey)
        "GetLoginProfile" -> operation(name, ::getLoginProfile)
        "GetSSHPublicKey" -> operation(name, ::getSshPublicKey)
        "ListServiceSpecificCredentials" -> operation(name, ::listServiceSpecificCredentials)
        "ListSigningCertificates" -> operation(name, ::listSigningCertificates)
        "ListSSHPublicKeys" -> operation(name, ::listSshPublicKeys)
        "ResetServiceSpecificCredential" -> operation(name, ::resetServiceSpecificCredential)
        "UpdateLoginProfile" -> operation(name, ::updateLoginProfile)
        "UpdateServiceSpecificCredential" -> operation(name, ::updateServiceSpecificCredential)
        "UpdateSigningCertificate" -> operation(name, ::updateSigningCertificate)
        "UpdateSSHPublicKey" -> operation(name, ::updateSshPublicKey)
        "UploadSigningCertificate" -> operation(name, ::uploadSigningCertificate)
        "UploadSSHPublicKey" -> operation(name, ::uploadSshPublicKey)
        else -> null
    }

private fun deviceOperation(name: String): Operation<IamState, *, *>? =
    when (name) {
        "CreateVirtualMFADevice" -> operation(name, ::createVirtualMfaDevice)
        "DeactivateMFADevice" -> operation(name, ::deactivateMfaDevice)
        "DeleteVirtualMFADevice" -> operation(name, ::deleteVirtualMfaDevice)
        "EnableMFADevice" -> operation(name, ::enableMfaDevice)
        "GetMFADevice" -> operation(name, ::getMfaDevice)
        "ListMFADevices" -> operation(name, ::listMfaDevices)
        "ListMFADeviceTags" -> operation(name, ::listMfaDeviceTags)
        "ListVirtualMFADevices" -> operation(name, ::listVirtualMfaDevices)
        "ResyncMFADevice" -> operation(name, ::resyncMfaDevice)
        "TagMFADevice" -> operation(name, ::tagMfaDevice)
        "UntagMFADevice" -> operation(name, ::untagMfaDevice)
        else -> null
    }

private fun providerOperation(name: String): Operation<IamState, *, *>? =
    when (name) {
        "AddClientIDToOpenIDConnectProvider" -> operation(name, ::addClientIdToOpenIdConnectProvider)
        "CreateOpenIDConnectProvider" -> operation(name, ::createOpenIdConnectProvider)
        "CreateSAMLProvider" -> operation(name, ::createSamlProvider)
        "DeleteOpenIDConnectProvider" -> operation(name, ::deleteOpenIdConnectProvider)
        "DeleteSAMLProvider" -> operation(name, ::deleteSamlProvider)
        "DeleteServerCertificate" -> operation(name, ::deleteServerCertificate)
        "GetOpenIDConnectProvider" -> operation(name, ::getOpenIdConnectProvider)
        "GetSAMLProvider" -> operation(name, ::getSamlProvider)
        "GetServerCertificate" -> operation(name, ::getServerCertificate)
        "ListOpenIDConnectProviders" -> operation(name, ::listOpenIdConnectProviders)
        "ListOpenIDConnectProviderTags" -> operation(name, ::listOpenIdConnectProviderTags)
        "ListSAMLProviders" -> operation(name, ::listSamlProviders)
        "ListSAMLProviderTags" -> operation(name, ::listSamlProviderTags)
        "ListServerCertificates" -> operation(name, ::listServerCertificates)
        "ListServerCertificateTags" -> operation(name, ::listServerCertificateTags)
        "RemoveClientIDFromOpenIDConnectProvider" -> operation(name, ::removeClientIdFromOpenIdConnectProvider)
        "TagOpenIDConnectProvider" -> operation(name, ::tagOpenIdConnectProvider)
        "TagSAMLProvider" -> operation(name, ::tagSamlProvider)
        "TagServerCertificate" -> operation(name, ::tagServerCertificate)
        "UntagOpenIDConnectProvider" -> operation(name, ::untagOpenIdConnectProvider)
        "UntagSAMLProvider" -> operation(name, ::untagSamlProvider)
        "UntagServerCertificate" -> operation(name, ::untagServerCertificate)
        "UpdateOpenIDConnectProviderThumbprint" -> operation(name, ::updateOpenIdConnectProviderThumbprint)
        "UpdateSAMLProvider" -> operation(name, ::updateSamlProvider)
        "UpdateServerCertificate" -> operation(name, ::updateServerCertificate)
        "UploadServerCertificate" -> operation(name, ::uploadServerCertificate)
        else -> null
    }

private fun accountOperation(name: String): Operation<IamState, *, *>? =
    when (name) {
        "CreateAccountAlias" -> operation(name, ::createAccountAlias)
        "DeleteAccountAlias" -> operation(name, ::deleteAccountAlias)
        "DeleteAccountPasswordPolicy" -> operation(name, ::deleteAccountPasswordPolicy)
        "DisableOutboundWebIdentityFederation" -> operation(name, ::disableOutboundWebIdentityFederation)
        "EnableOutboundWebIdentityFederation" -> operation(name, ::enableOutboundWebIdentityFederation)
        "GetAccountPasswordPolicy" -> operation(name, ::getAccountPasswordPolicy)
        "GetAccountSummary" -> operation(name, ::getAccountSummary)
        "GetOutboundWebIdentityFederationInfo" -> operation(name, ::getOutboundWebIdentityFederationInfo)
        "ListAccountAliases" -> operation(name, ::listAccountAliases)
        "SetSecurityTokenServicePreferences" -> operation(name, ::setSecurityTokenServicePreferences)
        "UpdateAccountPasswordPolicy" -> operation(name, ::updateAccountPasswordPolicy)
        else -> null
    }

private fun reportOperation(name: String): Operation<IamState, *, *>? =
    when (name) {
        "GenerateCredentialReport" -> operation(name, ::generateCredentialReport)
        "GenerateServiceLastAccessedDetails" -> operation(name, ::generateServiceLastAccessedDetails)
        "GetAccountAuthorizationDetails" -> operation(name, ::getAccountAuthorizationDetails)
        "GetCredentialReport" -> operation(name, ::getCredentialReport)
        "GetServiceLastAccessedDetails" -> operation(name, ::getServiceLastAccessedDetails)
        "GetServiceLastAccessedDetailsWithEntities" -> operation(name, ::getServiceLastAccessedDetailsWithEntities)
        "GetContextKeysForCustomPolicy" -> operation(name, ::getContextKeysForCustomPolicy)
        "GetContextKeysForPrincipalPolicy" -> operation(name, ::getContextKeysForPrincipalPolicy)
        "SimulateCustomPolicy" -> operation(name, ::simulateCustomPolicy)
        "SimulatePrincipalPolicy" -> operation(name, ::simulatePrincipalPolicy)
        "ListPoliciesGrantingServiceAccess" -> operation(name, ::listPoliciesGrantingServiceAccess)
        else -> null
    }

/** Requests for delegation are records here, which nobody acts on. */
private fun delegationOperation(name: String): Operation<IamState, *, *>? =
    when (name) {
        "AcceptDelegationRequest", "AssociateDelegationRequest", "CreateDelegationRequest", "GetDelegationRequest",
        "ListDelegationRequests", "RejectDelegationRequest", "SendDelegationToken", "UpdateDelegationRequest",
        -> derivedOperation("iam", name)

        else -> null
    }
