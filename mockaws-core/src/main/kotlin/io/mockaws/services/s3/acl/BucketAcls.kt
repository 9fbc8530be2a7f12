package io.mockaws.services.s3.acl

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.bucket.canonicalUserId
import io.mockaws.services.s3.settings.BucketConfiguration
import io.mockaws.services.s3.settings.BucketOwnership
import io.mockaws.services.s3.settings.ObjectOwnership
import io.mockaws.services.s3.settings.PublicAccessBlock
import io.mockaws.services.s3.settings.hasAcls

// What a bucket lets ACLs say: its own, and those of what is in it.

internal val Bucket.ownerId: String get() = canonicalUserId(owner)

/**
 * What S3 goes by where [stored] was put: nobody but the owner where ACLs are off, and without the public grants where
 * those are ignored. What was put stays, and is there again when the settings change.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
internal fun Bucket.effective(
    stored: Acl?,
    owner: String = ownerId,
): Acl {
    val configuration = settings.configuration
    return when {
        stored == null || !configuration.hasAcls -> Acl.privateTo(owner)
        configuration.find<PublicAccessBlock>()?.ignorePublicAcls == true -> stored.withoutPublicGrants()
        else -> stored
    }
}

/** [requested] as it is stored, if a bucket that is set so takes it; null for an ACL that has the owner alone. */
internal fun BucketConfiguration.admit(
    requested: RequestedAcl,
    owner: String,
    blocked: () -> AwsFault,
): Acl? {
    val isPrivate = requested.acl == Acl.privateTo(owner)
    if (!hasAcls && !(isPrivate && requested.canned in NO_ACL)) throw AclFaults.notSupported()
    if (requested.acl.isPublic && find<PublicAccessBlock>()?.blockPublicAcls == true) throw blocked()
    return requested.acl.takeIf { !isPrivate }
}

/** Whose an object is and whom else its ACL lets in, both as they are stored with it. */
internal class Possession(
    val owner: String?,
    val acl: Acl?,
)

/** Whose the object will be that [operation] is about to put at [key]. */
internal fun CallContext<S3State>.possessionOf(
    request: AclMembers,
    bucket: Bucket,
    key: String,
    operation: String,
): Possession {
    val owner = account.takeIf { bucket.leavesTo(it, request.acl) }
    val ownerId = canonicalUserId(owner ?: bucket.owner)
    val acl =
        request.inHeaders(AclTarget.OBJECT, ownerId, bucket.ownerId)?.let { requested ->
            bucket.settings.configuration.admit(requested, ownerId) {
                publicAclBlocked(operation, "${bucket.arn}/$key")
            }
        }
    return Possession(owner, acl)
}

/** Whether [writer], who is not the bucket's owner, keeps what it writes under [canned]. */
private fun Bucket.leavesTo(
    writer: String,
    canned: String?,
): Boolean {
    val configuration = settings.configuration
    if (writer == owner || !configuration.hasAcls) return false
    val isPreferred = configuration.find<BucketOwnership>()?.objectOwnership == ObjectOwnership.BucketOwnerPreferred
    return !(isPreferred && canned == CannedAcl.BUCKET_OWNER_FULL_CONTROL)
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html */
internal fun CallContext<S3State>.publicAclBlocked(
    operation: String,
    resource: String,
) = blocked(operation, resource, "public ACLs", "BlockPublicAcls")

internal fun CallContext<S3State>.blocked(
    operation: String,
    resource: String,
    what: String,
    setting: String,
) = AwsFault(
    "AccessDenied",
    "User: ${caller.arn} is not authorized to perform: s3:$operation on resource: \"$resource\" because " +
        "$what are prevented by the $setting setting in S3 Block Public Access.",
    403,
)

/** Where ACLs are off, the owner's full control may be spelled out, or asked for by this name but by no other. */
private val NO_ACL = setOf(null, CannedAcl.BUCKET_OWNER_FULL_CONTROL)
