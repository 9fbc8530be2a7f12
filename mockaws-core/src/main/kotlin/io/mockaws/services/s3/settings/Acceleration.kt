package io.mockaws.services.s3.settings

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.wire.XmlName
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** Whether a bucket may be reached at `s3-accelerate`, by the names that AWS writes. */
@Serializable
internal enum class AccelerateStatus {
    Enabled,
    Suspended,
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/transfer-acceleration.html */
@Serializable
@SerialName("acceleration")
internal data class Acceleration(
    val status: AccelerateStatus,
) : BucketSetting

@Serializable
internal data class PutBucketAccelerateConfigurationRequest(
    val bucket: String,
    val accelerateConfiguration: AccelerateConfiguration,
    val expectedBucketOwner: String? = null,
)

/** [status] is absent for a bucket that was never set to one. */
@Serializable
@XmlName("AccelerateConfiguration")
internal data class AccelerateConfiguration(
    val status: String? = null,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAccelerateConfiguration.html */
internal fun putBucketAccelerateConfiguration(
    request: PutBucketAccelerateConfigurationRequest,
    call: CallContext<S3State>,
) = call.configure(request.bucket, request.expectedBucketOwner) { configuration ->
    // The certificate of the one host name that all such buckets share does not cover more labels.
    if ('.' in request.bucket) throw nameWithPeriods()
    val status = AccelerateStatus.entries.firstOrNull { it.name == request.accelerateConfiguration.status }
    configuration.with(Acceleration(status ?: throw S3Faults.malformedXml()))
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAccelerateConfiguration.html */
internal fun getBucketAccelerateConfiguration(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
) = AccelerateConfiguration(call.setting<Acceleration>(request)?.status?.name)

private fun nameWithPeriods() =
    S3Faults.invalidRequest("S3 Transfer Acceleration is not supported for buckets with periods (.) in their names")
