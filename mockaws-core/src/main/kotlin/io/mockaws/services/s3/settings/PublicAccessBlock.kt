package io.mockaws.services.s3.settings

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.s3.BucketDetail
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.wire.XmlName
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/**
 * What a bucket keeps out, whatever its ACLs and its policy say; all of it where it is new.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
@Serializable
@SerialName("publicAccessBlock")
internal data class PublicAccessBlock(
    /** Refuses public ACLs that come. */
    val blockPublicAcls: Boolean = true,
    /** Takes those that are there for private ones. */
    val ignorePublicAcls: Boolean = true,
    /** Refuses a public policy that comes. */
    val blockPublicPolicy: Boolean = true,
    /** Keeps other accounts out while the policy is a public one. */
    val restrictPublicBuckets: Boolean = true,
) : BucketSetting

@Serializable
internal data class PutPublicAccessBlockRequest(
    val bucket: String,
    val publicAccessBlockConfiguration: PublicAccessBlockConfiguration,
    val expectedBucketOwner: String? = null,
)

@Serializable
@XmlName("PublicAccessBlockConfiguration")
internal data class PublicAccessBlockConfiguration(
    val blockPublicAcls: Boolean? = null,
    val ignorePublicAcls: Boolean? = null,
    val blockPublicPolicy: Boolean? = null,
    val restrictPublicBuckets: Boolean? = null,
)

@Serializable
internal data class GetPublicAccessBlockResponse(
    val publicAccessBlockConfiguration: PublicAccessBlockConfiguration,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html */
internal fun putPublicAccessBlock(
    request: PutPublicAccessBlockRequest,
    call: CallContext<S3State>,
) {
    val sent = request.publicAccessBlockConfiguration
    call.configure(request.bucket, request.expectedBucketOwner) {
        if (sent == PublicAccessBlockConfiguration()) throw nothingSet()
        it.with(
            PublicAccessBlock(
                blockPublicAcls = sent.blockPublicAcls == true,
                ignorePublicAcls = sent.ignorePublicAcls == true,
                blockPublicPolicy = sent.blockPublicPolicy == true,
                restrictPublicBuckets = sent.restrictPublicBuckets == true,
            ),
        )
    }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html */
internal fun getPublicAccessBlock(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
): GetPublicAccessBlockResponse {
    val block = call.setting<PublicAccessBlock>(request) ?: throw noSuchBlock(request.bucket)
    return GetPublicAccessBlockResponse(
        PublicAccessBlockConfiguration(
            blockPublicAcls = block.blockPublicAcls,
            ignorePublicAcls = block.ignorePublicAcls,
            blockPublicPolicy = block.blockPublicPolicy,
            restrictPublicBuckets = block.restrictPublicBuckets,
        ),
    )
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html */
internal fun deletePublicAccessBlock(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
) = call.unset<PublicAccessBlock>(request)

private fun nothingSet() = S3Faults.invalidRequest("Must specify at least one configuration.")

private fun noSuchBlock(bucket: String) =
    AwsFault.with(
        "NoSuchPublicAccessBlockConfiguration",
        "The public access block configuration was not found",
        BucketDetail(bucket),
        404,
    )
