package io.mockaws.services.s3.settings

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.s3.BucketDetail
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.acl.AclFaults
import io.mockaws.wire.XmlName
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/**
 * To whom belongs what other accounts put into a bucket, and with it whether ACLs count at all. By the names that AWS
 * writes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
@Serializable
internal enum class ObjectOwnership {
    BucketOwnerPreferred,
    ObjectWriter,

    /** ACLs are off. */
    BucketOwnerEnforced,
    ;

    companion object {
        /** As the header of CreateBucket says it; what a bucket is made with where there is none. */
        fun of(header: String?): ObjectOwnership {
            if (header == null) return BucketOwnerEnforced
            return entries.firstOrNull { it.name == header } ?: throw invalidOwnership(header)
        }
    }
}

@Serializable
@SerialName("ownershipControls")
internal data class BucketOwnership(
    val objectOwnership: ObjectOwnership = ObjectOwnership.BucketOwnerEnforced,
) : BucketSetting

/** A bucket whose ownership controls were deleted has ACLs, as all had before there were such controls. */
internal val BucketConfiguration.hasAcls: Boolean
    get() = find<BucketOwnership>()?.objectOwnership != ObjectOwnership.BucketOwnerEnforced

@Serializable
internal data class PutBucketOwnershipControlsRequest(
    val bucket: String,
    val ownershipControls: OwnershipControls,
    val expectedBucketOwner: String? = null,
)

@Serializable
@XmlName("OwnershipControls")
internal data class OwnershipControls(
    val rules: List<OwnershipControlsRule> = emptyList(),
)

@Serializable
internal data class OwnershipControlsRule(
    val objectOwnership: ObjectOwnership,
)

@Serializable
internal data class GetBucketOwnershipControlsResponse(
    val ownershipControls: OwnershipControls,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html */
internal fun putBucketOwnershipControls(
    request: PutBucketOwnershipControlsRequest,
    call: CallContext<S3State>,
) = call.configure(request.bucket, request.expectedBucketOwner) {
    val rule = request.ownershipControls.rules.singleOrNull() ?: throw S3Faults.malformedXml()
    val after = it.with(BucketOwnership(rule.objectOwnership))
    if (!after.hasAcls && it.find<BucketAcl>() != null) throw AclFaults.invalidWithOwnership()
    after
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html */
internal fun getBucketOwnershipControls(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
): GetBucketOwnershipControlsResponse {
    val found = call.setting<BucketOwnership>(request) ?: throw ownershipControlsNotFound(request.bucket)
    val rule = OwnershipControlsRule(found.objectOwnership)
    return GetBucketOwnershipControlsResponse(OwnershipControls(listOf(rule)))
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketOwnershipControls.html */
internal fun deleteBucketOwnershipControls(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
) = call.unset<BucketOwnership>(request)

private fun ownershipControlsNotFound(bucket: String) =
    AwsFault.with(
        "OwnershipControlsNotFoundError",
        "The bucket ownership controls were not found",
        BucketDetail(bucket),
        404,
    )

private fun invalidOwnership(header: String) =
    S3Faults.invalidArgument("Invalid x-amz-object-ownership header: $header", "x-amz-object-ownership", null)
