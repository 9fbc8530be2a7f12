package io.mockaws.services.s3.settings

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.wire.XmlName
import io.mockaws.wire.XmlNamespace
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html */
@Serializable
@SerialName("logging")
@XmlName("BucketLoggingStatus")
internal data class BucketLogging(
    /** Null where nothing is logged. */
    val loggingEnabled: LoggingEnabled? = null,
) : BucketSetting

@Serializable
internal data class LoggingEnabled(
    val targetBucket: String,
    val targetGrants: List<TargetGrant>? = null,
    val targetPrefix: String,
    val targetObjectKeyFormat: TargetObjectKeyFormat? = null,
)

@Serializable
internal data class TargetGrant(
    @XmlNamespace("http://www.w3.org/2001/XMLSchema-instance", "xsi")
    val grantee: TargetGrantee? = null,
    val permission: TargetPermission? = null,
)

@Serializable
internal data class TargetGrantee(
    val type: GranteeType,
    val displayName: String? = null,
    val emailAddress: String? = null,
    val id: String? = null,
    val uri: String? = null,
)

@Serializable
internal enum class GranteeType {
    @SerialName("CanonicalUser")
    CANONICAL_USER,

    @SerialName("AmazonCustomerByEmail")
    EMAIL,

    @SerialName("Group")
    GROUP,
}

/** AWS's documentation has the first three, but S3 takes all that there are for objects. */
@Serializable
internal enum class TargetPermission { FULL_CONTROL, READ, WRITE, READ_ACP, WRITE_ACP }

/** One of them. */
@Serializable
internal data class TargetObjectKeyFormat(
    val simplePrefix: SimplePrefix? = null,
    val partitionedPrefix: PartitionedPrefix? = null,
)

@Serializable
internal class SimplePrefix

@Serializable
internal data class PartitionedPrefix(
    val partitionDateSource: PartitionDateSource? = null,
)

@Serializable
internal enum class PartitionDateSource {
    @SerialName("EventTime")
    EVENT_TIME,

    @SerialName("DeliveryTime")
    DELIVERY_TIME,
}

@Serializable
internal data class PutBucketLoggingRequest(
    val bucket: String,
    val bucketLoggingStatus: BucketLogging,
    val expectedBucketOwner: String? = null,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLogging.html */
internal fun putBucketLogging(
    request: PutBucketLoggingRequest,
    call: CallContext<S3State>,
) {
    val source = call.openBucket(request.bucket, request.expectedBucketOwner)
    val enabled = request.bucketLoggingStatus.loggingEnabled
    enabled?.targetObjectKeyFormat?.let {
        if ((it.simplePrefix == null) == (it.partitionedPrefix == null)) throw S3Faults.malformedXml()
    }
    enabled?.let { call.checkTarget(source, it.targetBucket) }
    call.configure(request.bucket, request.expectedBucketOwner) {
        if (enabled == null) it.without<BucketLogging>() else it.with(request.bucketLoggingStatus)
    }
}

private fun CallContext<S3State>.checkTarget(
    source: Bucket,
    name: String,
) {
    val target =
        state.bucket(name) ?: throw invalidTarget("The target bucket for logging does not exist", name)
    if (target.owner != source.owner) {
        throw invalidTarget("The owner for the bucket to be logged and the target bucket must be the same.", name)
    }
    if (target.region != source.region) throw crossLocation(source.region, target.region)
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLogging.html */
internal fun getBucketLogging(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
): BucketLogging = call.setting<BucketLogging>(request) ?: BucketLogging()

private fun invalidTarget(
    message: String,
    name: String,
) = AwsFault.with("InvalidTargetBucketForLogging", message, TargetBucketDetail(name))

/** The code is spelt as the service spells it, which its documentation does not; it does not name us-east-1. */
private fun crossLocation(
    source: String,
    target: String,
) = AwsFault.with(
    "CrossLocationLoggingProhibitted",
    "Cross S3 location logging not allowed. ",
    CrossLocationDetail(source.takeIf { it != NAMELESS }, target.takeIf { it != NAMELESS }),
    403,
)

private const val NAMELESS = "us-east-1"

@Serializable
internal class TargetBucketDetail(
    val targetBucket: String,
)

@Serializable
internal class CrossLocationDetail(
    val sourceBucketLocation: String?,
    val targetBucketLocation: String?,
)
