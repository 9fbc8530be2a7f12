package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.acl.GetAclResponse
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.versions.objectAt
import kotlinx.serialization.Serializable

@Serializable
internal data class GetObjectAclRequest(
    val bucket: String,
    val key: String,
    val versionId: String? = null,
    val expectedBucketOwner: String? = null,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html */
internal fun getObjectAcl(
    request: GetObjectAclRequest,
    call: CallContext<S3State>,
): GetAclResponse {
    val bucket = call.openBucket(request.bucket, request.expectedBucketOwner)
    val target = bucket.objectAt(request.key, request.versionId, "GET")
    return GetAclResponse(bucket.ownerIdOf(target), bucket.aclOf(target))
}
