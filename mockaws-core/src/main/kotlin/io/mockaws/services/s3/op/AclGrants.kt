package io.mockaws.services.s3.op

import io.mockaws.iam.Principal
import io.mockaws.services.s3.acl.Acl
import io.mockaws.services.s3.acl.Grantee
import io.mockaws.services.s3.acl.Permission
import io.mockaws.services.s3.acl.effective
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.settings.BucketAcl

/**
 * What access control lists allow [principal], who is of another account, or nobody.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions, "Mapping of ACL permissions"
 */
internal class AclGrants(
    private val bucket: Bucket,
    private val principal: Principal,
) {
    /** What allows [action]: `the ACL of the bucket`; null where nothing does. */
    fun allowing(
        action: String,
        target: S3Object?,
    ): String? {
        val ofBucket = ON_BUCKETS[action]
        if (ofBucket != null) {
            val acl = bucket.effective(bucket.settings.configuration.find<BucketAcl>()?.acl)
            return "the ACL of the bucket".takeIf { allows(acl, ofBucket, bucket.owner) }
        }
        val ofObject = ON_OBJECTS[action] ?: return null
        val acl = bucket.aclOf(target ?: return null)
        return "the ACL of the object".takeIf { allows(acl, ofObject, bucket.ownerOf(target)) }
    }

    private fun allows(
        acl: Acl,
        permission: Permission,
        owner: String,
    ): Boolean =
        acl.grants.any { grant ->
            isMeant(grant.grantee, owner) &&
                (grant.permission == permission || grant.permission == Permission.FULL_CONTROL)
        }

    /** The owner's account says by policies who of it may do what. */
    private fun isMeant(
        grantee: Grantee,
        owner: String,
    ): Boolean =
        when (grantee) {
            Grantee.ALL_USERS -> true
            Grantee.AUTHENTICATED_USERS -> principal.type != Principal.Type.ANONYMOUS
            is Grantee.CanonicalUser -> grantee.id == principal.canonicalUser && principal.account != owner
            else -> false
        }

    private companion object {
        val ON_BUCKETS =
            mapOf(
                "s3:ListBucket" to Permission.READ,
                "s3:ListBucketVersions" to Permission.READ,
                "s3:ListBucketMultipartUploads" to Permission.READ,
                "s3:PutObject" to Permission.WRITE,
                "s3:GetBucketAcl" to Permission.READ_ACP,
                "s3:PutBucketAcl" to Permission.WRITE_ACP,
            )
        val ON_OBJECTS =
            mapOf(
                "s3:GetObject" to Permission.READ,
                "s3:GetObjectVersion" to Permission.READ,
                "s3:GetObjectTorrent" to Permission.READ,
                "s3:GetObjectAcl" to Permission.READ_ACP,
                "s3:GetObjectVersionAcl" to Permission.READ_ACP,
                "s3:PutObjectAcl" to Permission.WRITE_ACP,
                "s3:PutObjectVersionAcl" to Permission.WRITE_ACP,
            )
    }
}
