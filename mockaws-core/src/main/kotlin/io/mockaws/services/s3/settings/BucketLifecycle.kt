package io.mockaws.services.s3.settings

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.Ids
import io.mockaws.services.s3.BucketDetail
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.lifecycle.RuleCheck
import io.mockaws.services.s3.lifecycle.nextMidnight
import io.mockaws.wire.XmlName
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import java.util.Base64
import kotlin.time.Instant

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html */
@Serializable
@SerialName("lifecycle")
internal data class BucketLifecycle(
    val rules: List<LifecycleRule>,
    val minimumSize: TransitionMinimumSize,
    /** When the rules ran last, or were put. */
    val ranAt: Instant,
) : BucketSetting {
    val nextRun: Instant get() = ranAt.nextMidnight()
}

/** Which objects are too small to be worth a transition, where a rule does not speak of sizes itself. */
@Serializable
internal enum class TransitionMinimumSize {
    @SerialName("all_storage_classes_128K")
    ALL_STORAGE_CLASSES_128K,

    @SerialName("varies_by_storage_class")
    VARIES_BY_STORAGE_CLASS,
    ;

    companion object {
        fun named(name: String?): TransitionMinimumSize =
            when (name) {
                null, "all_storage_classes_128K" -> ALL_STORAGE_CLASSES_128K
                "varies_by_storage_class" -> VARIES_BY_STORAGE_CLASS
                else -> throw S3Faults.invalidRequest("Invalid TransitionDefaultMinimumObjectSize found: $name")
            }
    }
}

@Serializable
internal data class PutBucketLifecycleConfigurationRequest(
    val bucket: String,
    val lifecycleConfiguration: LifecycleConfiguration? = null,
    val transitionDefaultMinimumObjectSize: String? = null,
    val expectedBucketOwner: String? = null,
)

@Serializable
@XmlName("LifecycleConfiguration")
internal data class LifecycleConfiguration(
    val rules: List<LifecycleRule> = emptyList(),
)

@Serializable
internal data class PutBucketLifecycleConfigurationResponse(
    val transitionDefaultMinimumObjectSize: TransitionMinimumSize,
)

@Serializable
@XmlName("LifecycleConfiguration")
internal data class GetBucketLifecycleConfigurationResponse(
    val rules: List<LifecycleRule>,
    val transitionDefaultMinimumObjectSize: TransitionMinimumSize,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html */
internal fun putBucketLifecycleConfiguration(
    request: PutBucketLifecycleConfigurationRequest,
    call: CallContext<S3State>,
): PutBucketLifecycleConfigurationResponse {
    call.openBucket(request.bucket, request.expectedBucketOwner)
    val minimumSize = TransitionMinimumSize.named(request.transitionDefaultMinimumObjectSize)
    val rules = request.lifecycleConfiguration?.rules ?: throw S3Faults.malformedXml()
    RuleCheck.check(rules)
    call.configure(request.bucket, request.expectedBucketOwner) {
        it.with(BucketLifecycle(identified(rules, call.ids), minimumSize, ranAt = call.now()))
    }
    return PutBucketLifecycleConfigurationResponse(minimumSize)
}

private fun identified(
    rules: List<LifecycleRule>,
    ids: Ids,
) = rules.map { if (it.id.isNullOrEmpty()) it.copy(id = makeRuleId(ids)) else it }

/** Of rules of lifecycles and of replications. */
internal fun makeRuleId(ids: Ids): String = Base64.getEncoder().encodeToString(ids.uuid().encodeToByteArray())

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html */
internal fun getBucketLifecycleConfiguration(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
): GetBucketLifecycleConfigurationResponse {
    val lifecycle = call.setting<BucketLifecycle>(request) ?: throw noLifecycle(request.bucket)
    return GetBucketLifecycleConfigurationResponse(lifecycle.rules, lifecycle.minimumSize)
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketLifecycle.html */
internal fun deleteBucketLifecycle(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
) = call.unset<BucketLifecycle>(request)

private fun noLifecycle(bucket: String) =
    AwsFault.with(
        "NoSuchLifecycleConfiguration",
        "The lifecycle configuration does not exist",
        BucketDetail(bucket),
        404,
    )
