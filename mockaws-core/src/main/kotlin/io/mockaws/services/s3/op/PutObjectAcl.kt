package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.acl.AccessControlPolicy
import io.mockaws.services.s3.acl.AclHeaders
import io.mockaws.services.s3.acl.AclTarget
import io.mockaws.services.s3.acl.admit
import io.mockaws.services.s3.acl.ownerId
import io.mockaws.services.s3.acl.publicAclBlocked
import io.mockaws.services.s3.acl.requested
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.notifications.S3Event
import io.mockaws.services.s3.notifications.telling
import io.mockaws.services.s3.versions.markableAt
import io.mockaws.services.s3.versions.objectOrNull
import kotlinx.serialization.Serializable

@Serializable
internal data class PutObjectAclRequest(
    val bucket: String,
    val key: String,
    val versionId: String? = null,
    val accessControlPolicy: AccessControlPolicy? = null,
    val expectedBucketOwner: String? = null,
) : AclHeaders()

/** The object keeps its date. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html */
internal fun putObjectAcl(
    request: PutObjectAclRequest,
    call: CallContext<S3State>,
) {
    val bucket = call.openBucket(request.bucket, request.expectedBucketOwner)
    val owner = bucket.objectOrNull(request.key, request.versionId)?.let { bucket.ownerIdOf(it) } ?: bucket.ownerId
    val requested = request.requested(request.accessControlPolicy, AclTarget.OBJECT, owner, bucket.ownerId)
    call.changeBucket(request.bucket) {
        val target = it.markableAt(request.key, request.versionId, "PUT")
        val acl =
            it.settings.configuration.admit(requested, it.ownerIdOf(target)) {
                call.publicAclBlocked("PutObjectAcl", "${it.arn}/${request.key}")
            }
        it.describingVersion(target.copy(acl = acl)).telling(S3Event.ACL_PUT, target, call.ids)
    }
}
