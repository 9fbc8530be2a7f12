package io.mockaws.services.s3.settings

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.acl.AccessControlPolicy
import io.mockaws.services.s3.acl.Acl
import io.mockaws.services.s3.acl.AclFaults
import io.mockaws.services.s3.acl.AclHeaders
import io.mockaws.services.s3.acl.AclTarget
import io.mockaws.services.s3.acl.GetAclResponse
import io.mockaws.services.s3.acl.admit
import io.mockaws.services.s3.acl.effective
import io.mockaws.services.s3.acl.ownerId
import io.mockaws.services.s3.acl.publicAclBlocked
import io.mockaws.services.s3.acl.requested
import io.mockaws.services.s3.bucket.openBucket
import kotlinx.serialization.Serializable

/** Of a bucket whose ACL has more, or less, than the owner. */
@Serializable
internal data class BucketAcl(
    val acl: Acl,
) : BucketSetting

/** With [acl] in place of the one that is there; null for one that has the owner alone. */
internal fun BucketConfiguration.with(acl: Acl?): BucketConfiguration =
    if (acl == null) without<BucketAcl>() else with(BucketAcl(acl))

/** With the ACL that a bucket is made with, for which S3 has errors of its own. */
internal fun BucketConfiguration.withNew(
    acl: Acl?,
    owner: String,
): BucketConfiguration {
    if (acl == null || acl == Acl.privateTo(owner)) return without<BucketAcl>()
    if (!hasAcls) throw AclFaults.invalidWithOwnership()
    if (acl.isPublic &&
        find<PublicAccessBlock>()?.blockPublicAcls == true
    ) {
        throw AclFaults.invalidWithPublicAccessBlock()
    }
    return with(BucketAcl(acl))
}

@Serializable
internal data class PutBucketAclRequest(
    val bucket: String,
    val accessControlPolicy: AccessControlPolicy? = null,
    val expectedBucketOwner: String? = null,
) : AclHeaders()

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html */
internal fun putBucketAcl(
    request: PutBucketAclRequest,
    call: CallContext<S3State>,
) {
    val bucket = call.openBucket(request.bucket, request.expectedBucketOwner)
    val requested = request.requested(request.accessControlPolicy, AclTarget.BUCKET, bucket.ownerId)
    call.configure(request.bucket, request.expectedBucketOwner) {
        it.with(it.admit(requested, bucket.ownerId) { call.publicAclBlocked("PutBucketAcl", bucket.arn) })
    }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html */
internal fun getBucketAcl(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
): GetAclResponse {
    val bucket = call.openBucket(request.bucket, request.expectedBucketOwner)
    return GetAclResponse(bucket.ownerId, bucket.effective(bucket.settings.configuration.find<BucketAcl>()?.acl))
}
