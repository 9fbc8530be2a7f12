package io.mockaws.services.s3.settings

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.acl.blocked
import io.mockaws.services.s3.bucket.arnOf
import io.mockaws.services.s3.policy.PolicyDocument
import io.mockaws.services.s3.policy.PolicyFaults
import io.mockaws.services.s3.policy.PolicyScope
import io.mockaws.services.s3.policy.PublicPolicy
import io.mockaws.wire.XmlName
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("policy")
internal data class BucketPolicy(
    /** The document as S3 writes it. */
    val text: String,
) : BucketSetting {
    /** Whether it lets everybody do something. */
    val isPublic: Boolean get() = PublicPolicy.isPublic(PolicyDocument.parse(text))
}

@Serializable
internal data class PutBucketPolicyRequest(
    val bucket: String,
    val policy: String = "",
    val expectedBucketOwner: String? = null,
)

@Serializable
internal data class GetBucketPolicyResponse(
    val policy: String,
)

@Serializable
internal data class GetBucketPolicyStatusResponse(
    val policyStatus: PolicyStatus,
)

@Serializable
@XmlName("PolicyStatus")
internal data class PolicyStatus(
    val isPublic: Boolean,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
internal fun putBucketPolicy(
    request: PutBucketPolicyRequest,
    call: CallContext<S3State>,
) = call.configure(request.bucket, request.expectedBucketOwner) {
    val policy = PolicyDocument.parse(request.policy)
    PolicyScope.check(policy, request.bucket)
    if (it.find<PublicAccessBlock>()?.blockPublicPolicy == true && PublicPolicy.isPublic(policy)) {
        throw call.blocked("PutBucketPolicy", arnOf(request.bucket), "public policies", "BlockPublicPolicy")
    }
    it.with(BucketPolicy(policy.text))
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html */
internal fun getBucketPolicy(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
) = GetBucketPolicyResponse(call.policyOf(request).text)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html */
internal fun getBucketPolicyStatus(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
): GetBucketPolicyStatusResponse {
    val policy = PolicyDocument.parse(call.policyOf(request).text)
    return GetBucketPolicyStatusResponse(PolicyStatus(PublicPolicy.isPublic(policy)))
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html */
internal fun deleteBucketPolicy(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
) = call.unset<BucketPolicy>(request)

private fun CallContext<S3State>.policyOf(request: BucketSettingRequest): BucketPolicy =
    setting<BucketPolicy>(request) ?: throw PolicyFaults.noSuchPolicy(request.bucket)
