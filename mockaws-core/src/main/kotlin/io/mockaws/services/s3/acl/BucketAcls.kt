package io.mockaws.services.s3.acl

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.bucket.canonicalUserId
import io.mockaws.services.s3.settings.BucketConfiguration
import io.mockaws.services.s3.settings.PublicAccessBlock
import io.mockaws.services.s3.settings.hasAcls

// What a bucket lets ACLs say: its own, and those of what is in it.

/** The owner of the bucket and of all that is in it: nobody else writes into it here. */
internal val Bucket.ownerId: String get() = canonicalUserId(owner)

/**
 * What S3 goes by where [stored] was put: nobody but the owner where ACLs are off, and without the public grants where
 * those are ignored. What was put stays, and is there again when the settings change.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
internal fun Bucket.effective(stored: Acl?): Acl {
    val configuration = settings.configuration
    return when {
        stored == null || !configuration.hasAcls -> Acl.privateTo(ownerId)
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

/** The ACL of the object that [operation] is about to put at [key], as it is stored. */
internal fun CallContext<S3State>.aclOf(
    request: AclMembers,
    bucket: Bucket,
    key: String,
    operation: String,
): Acl? {
    val requested = request.inHeaders(AclTarget.OBJECT, bucket.ownerId) ?: return null
    return bucket.settings.configuration.admit(requested, bucket.ownerId) {
        publicAclBlocked(operation, "${bucket.arn}/$key")
    }
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
