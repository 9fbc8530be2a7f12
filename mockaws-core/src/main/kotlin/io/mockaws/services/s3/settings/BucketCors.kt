package io.mockaws.services.s3.settings

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.s3.BucketDetail
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.wire.HttpPayload
import io.mockaws.wire.XmlName
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html */
@Serializable
@SerialName("cors")
@XmlName("CORSConfiguration")
internal data class BucketCors(
    @SerialName("CORSRules")
    val rules: List<CorsRule> = emptyList(),
) : BucketSetting {
    fun check() {
        if (rules.size !in 1..MOST_RULES) throw S3Faults.malformedXml()
        rules.forEach { it.check() }
    }
}

@Serializable
internal data class CorsRule(
    val id: String? = null,
    val allowedHeaders: List<String> = emptyList(),
    val allowedMethods: List<String>,
    val allowedOrigins: List<String>,
    val exposeHeaders: List<String> = emptyList(),
    val maxAgeSeconds: Int? = null,
) {
    fun check() {
        allowedMethods.firstOrNull { it !in METHODS }?.let {
            throw S3Faults.invalidRequest("Found unsupported HTTP method in CORS config. Unsupported method is $it")
        }
        allowedOrigins.forEach { checkWildcards("AllowedOrigin", it) }
        allowedHeaders.forEach { checkWildcards("AllowedHeader", it) }
        exposeHeaders.firstOrNull { '*' in it }?.let {
            throw S3Faults.invalidRequest(
                "ExposeHeader \"$it\" contains wildcard. We currently do not support wildcard for ExposeHeader.",
            )
        }
    }

    private fun checkWildcards(
        member: String,
        text: String,
    ) {
        if (text.count { it == '*' } > 1) {
            throw S3Faults.invalidRequest("$member \"$text\" can not have more than one wildcard.")
        }
    }
}

@Serializable
internal data class PutBucketCorsRequest(
    val bucket: String,
    @SerialName("CORSConfiguration")
    @HttpPayload
    val configuration: BucketCors,
    val expectedBucketOwner: String? = null,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html */
internal fun putBucketCors(
    request: PutBucketCorsRequest,
    call: CallContext<S3State>,
) = call.configure(request.bucket, request.expectedBucketOwner) {
    request.configuration.check()
    it.with(request.configuration)
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketCors.html */
internal fun getBucketCors(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
): BucketCors = call.setting<BucketCors>(request) ?: throw noCors(request.bucket)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketCors.html */
internal fun deleteBucketCors(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
) = call.unset<BucketCors>(request)

private fun noCors(bucket: String) =
    AwsFault.with("NoSuchCORSConfiguration", "The CORS configuration does not exist", BucketDetail(bucket), 404)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html */
private const val MOST_RULES = 100
private val METHODS = setOf("GET", "PUT", "POST", "DELETE", "HEAD")
