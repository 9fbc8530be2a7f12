package io.mockaws.services.s3.acl

import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/**
 * Who may do what with a bucket or an object beside those whom policies let. Immutable.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
 */
@Serializable
internal data class Acl(
    val grants: List<Grant>,
) {
    val isPublic: Boolean get() = grants.any { it.isPublic }

    fun withoutPublicGrants(): Acl = Acl(grants.filterNot { it.isPublic })

    companion object {
        /** Nobody but [owner], a canonical user id. */
        fun privateTo(owner: String): Acl =
            Acl(listOf(Grant(Grantee.CanonicalUser(owner), Permission.FULL_CONTROL)))
    }
}

@Serializable
internal data class Grant(
    val grantee: Grantee,
    val permission: Permission,
) {
    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status */
    val isPublic: Boolean get() = grantee == Grantee.ALL_USERS || grantee == Grantee.AUTHENTICATED_USERS
}

@Serializable
internal sealed interface Grantee {
    @Serializable
    @SerialName("canonicalUser")
    data class CanonicalUser(
        val id: String,
    ) : Grantee

    /** One of AWS's own, by its URI. */
    @Serializable
    @SerialName("group")
    data class Group(
        val uri: String,
    ) : Grantee

    companion object {
        val ALL_USERS: Group = Group("http://acs.amazonaws.com/groups/global/AllUsers")
        val AUTHENTICATED_USERS: Group = Group("http://acs.amazonaws.com/groups/global/AuthenticatedUsers")
        val LOG_DELIVERY: Group = Group("http://acs.amazonaws.com/groups/s3/LogDelivery")

        /** The account of Amazon EC2, to which `aws-exec-read` gives its bundles of machine images. */
        val EC2: CanonicalUser = CanonicalUser("6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c")

        private val GROUPS = listOf(ALL_USERS, AUTHENTICATED_USERS, LOG_DELIVERY)
        private val CANONICAL_ID = Regex("[0-9a-f]{64}")

        /** @param argument what refusals call the id */
        fun user(
            id: String,
            argument: String,
        ): CanonicalUser {
            if (!CANONICAL_ID.matches(id)) throw AclFaults.invalidId(argument, id)
            return CanonicalUser(id)
        }

        /** @param argument what refusals call the URI */
        fun group(
            uri: String,
            argument: String,
        ): Group = GROUPS.firstOrNull { it.uri == uri } ?: throw AclFaults.invalidGroup(argument, uri)
    }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions */
@Serializable
internal enum class Permission {
    FULL_CONTROL,
    READ,
    WRITE,
    READ_ACP,
    WRITE_ACP,
}
