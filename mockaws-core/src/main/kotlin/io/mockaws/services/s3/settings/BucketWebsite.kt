package io.mockaws.services.s3.settings

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.s3.BucketDetail
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.wire.XmlName
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html */
@Serializable
@SerialName("website")
@XmlName("WebsiteConfiguration")
internal data class BucketWebsite(
    val redirectAllRequestsTo: RedirectAllRequestsTo? = null,
    val indexDocument: IndexDocument? = null,
    val errorDocument: ErrorDocument? = null,
    val routingRules: List<RoutingRule>? = null,
) : BucketSetting {
    fun check() {
        if (redirectAllRequestsTo != null) return checkRedirect(redirectAllRequestsTo)
        if (indexDocument == null) {
            val message = "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty"
            throw S3Faults.invalidArgument(message, "IndexDocument", "null")
        }
        if (indexDocument.suffix.isEmpty() || '/' in indexDocument.suffix) {
            val message = "The IndexDocument Suffix is not well formed"
            throw S3Faults.invalidArgument(message, "IndexDocument", indexDocument.suffix)
        }
        if (errorDocument?.key?.isEmpty() == true) {
            throw S3Faults.invalidArgument("The ErrorDocument Key is not well formed", "ErrorDocument", "")
        }
        if (routingRules?.isEmpty() == true) throw S3Faults.malformedXml()
        routingRules?.forEach { it.check() }
    }

    private fun checkRedirect(redirect: RedirectAllRequestsTo) {
        if (indexDocument != null || errorDocument != null || routingRules != null) {
            val message = "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules."
            throw S3Faults.invalidArgument(message, "RedirectAllRequestsTo", "not null")
        }
        checkProtocol(redirect.protocol)
    }
}

@Serializable
internal data class RedirectAllRequestsTo(
    val hostName: String,
    val protocol: String? = null,
)

@Serializable
internal data class IndexDocument(
    val suffix: String,
)

@Serializable
internal data class ErrorDocument(
    val key: String,
)

@Serializable
internal data class RoutingRule(
    val condition: Condition? = null,
    val redirect: Redirect,
) {
    fun check() {
        checkProtocol(redirect.protocol)
        if (redirect.replaceKeyWith != null && redirect.replaceKeyPrefixWith != null) {
            throw S3Faults.invalidRequest("You can only define ReplaceKeyPrefix or ReplaceKey but not both.")
        }
        redirect.httpRedirectCode?.let {
            if (it.toIntOrNull() !in REDIRECT_CODES) {
                throw S3Faults.invalidRequest(
                    "The provided HTTP redirect code ($it) is not valid. Valid codes are 3XX except 300.",
                )
            }
        }
        condition?.check()
    }
}

@Serializable
internal data class Condition(
    val httpErrorCodeReturnedEquals: String? = null,
    val keyPrefixEquals: String? = null,
) {
    fun check() {
        if (httpErrorCodeReturnedEquals == null && keyPrefixEquals == null) {
            throw S3Faults.invalidRequest(
                "Condition cannot be empty. To redirect all requests without a condition, the condition element " +
                    "shouldn't be present.",
            )
        }
        httpErrorCodeReturnedEquals?.let {
            if (it.toIntOrNull() !in ERROR_CODES) {
                throw S3Faults.invalidRequest(
                    "The provided HTTP error code ($it) is not valid. Valid codes are 4XX or 5XX.",
                )
            }
        }
    }
}

@Serializable
internal data class Redirect(
    val hostName: String? = null,
    val httpRedirectCode: String? = null,
    val protocol: String? = null,
    val replaceKeyPrefixWith: String? = null,
    val replaceKeyWith: String? = null,
)

private fun checkProtocol(protocol: String?) {
    if (protocol == null || protocol == "http" || protocol == "https") return
    throw S3Faults.invalidRequest(
        "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.",
    )
}

@Serializable
internal data class PutBucketWebsiteRequest(
    val bucket: String,
    val websiteConfiguration: BucketWebsite,
    val expectedBucketOwner: String? = null,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html */
internal fun putBucketWebsite(
    request: PutBucketWebsiteRequest,
    call: CallContext<S3State>,
) {
    call.openBucket(request.bucket, request.expectedBucketOwner)
    request.websiteConfiguration.check()
    call.configure(request.bucket, request.expectedBucketOwner) { it.with(request.websiteConfiguration) }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketWebsite.html */
internal fun getBucketWebsite(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
): BucketWebsite = call.setting<BucketWebsite>(request) ?: throw noWebsite(request.bucket)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketWebsite.html */
internal fun deleteBucketWebsite(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
) = call.unset<BucketWebsite>(request)

private fun noWebsite(bucket: String) =
    AwsFault.with(
        "NoSuchWebsiteConfiguration",
        "The specified bucket does not have a website configuration",
        BucketDetail(bucket),
        404,
    )

private val REDIRECT_CODES = 301..399
private val ERROR_CODES = 400..599
