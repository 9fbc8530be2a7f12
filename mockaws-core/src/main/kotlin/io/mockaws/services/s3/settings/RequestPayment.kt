package io.mockaws.services.s3.settings

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.wire.XmlName
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** Who is charged for requests and downloads, by the names that AWS writes. */
@Serializable
internal enum class Payer {
    BucketOwner,
    Requester,
}

@Serializable
@SerialName("requestPayment")
internal data class RequestPayment(
    val payer: Payer,
) : BucketSetting

@Serializable
internal data class PutBucketRequestPaymentRequest(
    val bucket: String,
    val requestPaymentConfiguration: RequestPaymentConfiguration,
    val expectedBucketOwner: String? = null,
)

@Serializable
@XmlName("RequestPaymentConfiguration")
internal data class RequestPaymentConfiguration(
    val payer: Payer,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketRequestPayment.html */
internal fun putBucketRequestPayment(
    request: PutBucketRequestPaymentRequest,
    call: CallContext<S3State>,
) = call.configure(request.bucket, request.expectedBucketOwner) {
    it.with(RequestPayment(request.requestPaymentConfiguration.payer))
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketRequestPayment.html */
internal fun getBucketRequestPayment(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
) = RequestPaymentConfiguration(call.setting<RequestPayment>(request)?.payer ?: Payer.BucketOwner)
