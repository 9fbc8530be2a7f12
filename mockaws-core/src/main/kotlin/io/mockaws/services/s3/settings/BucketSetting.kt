package io.mockaws.services.s3.settings

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.bucket.openBucket
import kotlinx.serialization.Serializable

/**
 * What a bucket can be set to, one class a kind. A kind has a file of its own, with its class and the operations that
 * put, get and delete it: they differ in the document alone.
 */
@Serializable
internal sealed interface BucketSetting

/**
 * What a bucket is set to, at most once of each kind, or of each id of a kind with ids. Immutable. New buckets have no
 * ACLs and keep the public out
 * [since April 2023](https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html).
 */
@Serializable
internal data class BucketConfiguration(
    val settings: List<BucketSetting> = listOf(BucketOwnership(), PublicAccessBlock()),
) {
    inline fun <reified T : BucketSetting> find(): T? = settings.firstNotNullOfOrNull { it as? T }

    fun with(setting: BucketSetting): BucketConfiguration =
        BucketConfiguration(settings.filterNot { it.isReplacedBy(setting) } + setting)

    fun without(setting: BucketSetting): BucketConfiguration = BucketConfiguration(settings - setting)

    inline fun <reified T : BucketSetting> without(): BucketConfiguration =
        BucketConfiguration(settings.filterNot { it is T })

    private fun BucketSetting.isReplacedBy(other: BucketSetting): Boolean =
        this::class == other::class && (this as? NamedSetting)?.id == (other as? NamedSetting)?.id
}

/** What is asked of a bucket to get or delete one of its settings. */
@Serializable
internal data class BucketSettingRequest(
    val bucket: String,
    val expectedBucketOwner: String? = null,
)

/** The bucket's setting of the kind [T]; null where there is none. */
internal inline fun <reified T : BucketSetting> CallContext<S3State>.setting(request: BucketSettingRequest): T? =
    openBucket(request.bucket, request.expectedBucketOwner).settings.configuration.find<T>()

/** Changes what the bucket is set to. */
internal fun CallContext<S3State>.configure(
    bucket: String,
    expectedOwner: String?,
    change: (BucketConfiguration) -> BucketConfiguration,
) {
    openBucket(bucket, expectedOwner)
    changeBucket(bucket) { it.with(it.settings.copy(configuration = change(it.settings.configuration))) }
}

/** Takes the setting of the kind [T] away; S3 does not mind when there is none. */
internal inline fun <reified T : BucketSetting> CallContext<S3State>.unset(request: BucketSettingRequest) =
    configure(request.bucket, request.expectedBucketOwner) { it.without<T>() }
