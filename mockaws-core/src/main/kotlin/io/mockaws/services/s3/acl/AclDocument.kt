package io.mockaws.services.s3.acl

import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3Limits
import io.mockaws.services.s3.op.Owner
import io.mockaws.wire.XmlName
import io.mockaws.wire.XmlNamespace
import kotlinx.serialization.Serializable

/** An ACL as clients send it and get it; nothing of it is sure to be there, for S3 has an error of its own for that. */
@Serializable
@XmlName("AccessControlPolicy")
internal data class AccessControlPolicy(
    val owner: AclOwner? = null,
    val grants: List<GrantElement>? = null,
) {
    /** The ACL of what belongs to [owner], who cannot give it away. */
    fun toAcl(owner: String): Acl {
        val named = this.owner?.id ?: throw AclFaults.malformed()
        val found = (grants ?: throw AclFaults.malformed()).map { it.toGrant() }
        if (found.size > S3Limits.GRANTS) throw AclFaults.malformed()
        if (Grantee.user(named, USER_ID).id != owner) throw S3Faults.accessDenied()
        return Acl(found)
    }
}

@Serializable
internal data class AclOwner(
    val id: String? = null,
)

@Serializable
internal data class GrantElement(
    @XmlNamespace("http://www.w3.org/2001/XMLSchema-instance", "xsi")
    val grantee: GranteeElement? = null,
    val permission: String? = null,
) {
    fun toGrant(): Grant {
        val permission = Permission.entries.firstOrNull { it.name == permission } ?: throw AclFaults.malformed()
        return Grant((grantee ?: throw AclFaults.malformed()).toGrantee(), permission)
    }
}

@Serializable
internal data class GranteeElement(
    val id: String? = null,
    val uri: String? = null,
    val emailAddress: String? = null,
    val type: String? = null,
) {
    fun toGrantee(): Grantee =
        when (type) {
            USER -> Grantee.user(id ?: throw AclFaults.malformed(), USER_ID)
            GROUP -> Grantee.group(uri ?: throw AclFaults.malformed(), "$GROUP/URI")
            EMAIL -> throw if (emailAddress == null) AclFaults.malformed() else AclFaults.emailGrantee()
            else -> throw AclFaults.malformed()
        }

    companion object {
        fun of(grantee: Grantee): GranteeElement =
            when (grantee) {
                is Grantee.CanonicalUser -> GranteeElement(id = grantee.id, type = USER)
                is Grantee.Group -> GranteeElement(uri = grantee.uri, type = GROUP)
            }
    }
}

@Serializable
@XmlName("AccessControlPolicy")
internal data class GetAclResponse(
    val owner: Owner,
    val grants: List<GrantElement>,
) {
    constructor(owner: String, acl: Acl) :
        this(Owner(owner), acl.grants.map { GrantElement(GranteeElement.of(it.grantee), it.permission.name) })
}

private const val USER = "CanonicalUser"
private const val GROUP = "Group"
private const val EMAIL = "AmazonCustomerByEmail"
private const val USER_ID = "$USER/ID"
