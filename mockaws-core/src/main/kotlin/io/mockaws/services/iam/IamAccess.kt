package io.mockaws.services.iam

import io.mockaws.engine.access.Need
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.services.iam.principal.Entity
import io.mockaws.services.iam.state.EntityKind
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamState
import io.mockaws.services.iam.state.POLICIES
import io.mockaws.services.iam.state.arnOf
import io.mockaws.services.iam.state.findOrNull
import io.mockaws.services.iam.state.iamArn
import io.mockaws.services.iam.state.principals

/**
 * Each action is called as its operation, and is for the first thing that the input names.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagement.html
 */
internal object IamAccess : ServiceAccess<IamState>() {
    private val KINDS =
        listOf(
            "InstanceProfileName" to EntityKind.INSTANCE_PROFILE,
            "GroupName" to EntityKind.GROUP,
            "RoleName" to EntityKind.ROLE,
            "UserName" to EntityKind.USER,
        )
    private val ARNS =
        listOf("PolicyArn", "SAMLProviderArn", "OpenIDConnectProviderArn", "PolicySourceArn", "SerialNumber", "Arn")

    /** Without a name these are about who calls. */
    private val OF_CALLER =
        setOf("GetUser", "CreateAccessKey", "DeleteAccessKey", "UpdateAccessKey", "ListAccessKeys", "ListMFADevices")

    override fun needs(
        operation: String,
        input: Map<String, Any?>,
        call: IamCall,
    ): List<Need> = listOf(Need("iam:$operation", resource(operation, input, call)))

    private fun resource(
        operation: String,
        input: Map<String, Any?>,
        call: IamCall,
    ): String {
        for ((member, kind) in KINDS) (input[member] as? String)?.let { return arn(kind, it, input, call) }
        ARNS.firstNotNullOfOrNull { input[it] as? String }?.let { return it }
        (input["ServerCertificateName"] as? String)?.let { return call.iamArn("server-certificate/$it") }
        if (operation == "CreatePolicy") return call.iamArn("policy${input["Path"] ?: "/"}${input["PolicyName"]}")
        return if (operation in OF_CALLER) call.caller.arn else Need.ANY
    }

    private fun <T : Entity> arn(
        kind: EntityKind<T>,
        name: String,
        input: Map<String, Any?>,
        call: IamCall,
    ): String = call.state.now.findOrNull(kind, name)?.arn ?: call.arnOf(kind, "${input["Path"] ?: "/"}", name)

    override fun tags(
        arn: String,
        call: IamCall,
    ): Map<String, String>? =
        call.state.now.principals().firstOrNull { it.arn == arn }?.tags ?: call.state.now[POLICIES][arn]?.tags

    override fun values(
        key: String,
        need: Need,
        input: Map<String, Any?>,
        call: IamCall,
    ): List<String>? =
        when (key) {
            "iam:policyarn" -> (input["PolicyArn"] as? String)?.let(::listOf)
            "iam:permissionsboundary" -> (input["PermissionsBoundary"] as? String)?.let(::listOf)
            "iam:awsservicename" -> (input["AWSServiceName"] as? String)?.let(::listOf)
            else -> null
        }
}
