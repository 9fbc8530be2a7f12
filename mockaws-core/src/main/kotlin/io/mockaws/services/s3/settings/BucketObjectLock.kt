package io.mockaws.services.s3.settings

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.lock.LockFaults
import io.mockaws.services.s3.lock.Retention
import io.mockaws.services.s3.lock.RetentionMode
import io.mockaws.services.s3.lock.objectLock
import io.mockaws.services.s3.versions.Versioning
import io.mockaws.wire.XmlName
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlin.time.Duration.Companion.days
import kotlin.time.Instant

/** That versions can be locked, and for how long those are which come without a word on it. It cannot be taken back. */
@Serializable
@SerialName("object-lock")
internal data class BucketObjectLock(
    val default: DefaultRetention? = null,
) : BucketSetting {
    /** Null where objects are not locked by default. */
    fun retentionFrom(now: Instant): Retention? =
        default?.let {
            val length = it.days ?: (it.years!! * DAYS_PER_YEAR)
            Retention(RetentionMode.valueOf(it.mode!!), now + length.days)
        }

    private companion object {
        /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html */
        const val DAYS_PER_YEAR = 365
    }
}

@Serializable
@XmlName("ObjectLockConfiguration")
internal data class ObjectLockConfiguration(
    val objectLockEnabled: String? = null,
    val rule: ObjectLockRule? = null,
)

@Serializable
internal data class ObjectLockRule(
    val defaultRetention: DefaultRetention? = null,
)

/** In a bucket's setting it has a mode, and either days or years. */
@Serializable
internal data class DefaultRetention(
    val mode: String? = null,
    val days: Int? = null,
    val years: Int? = null,
)

@Serializable
internal data class PutObjectLockConfigurationRequest(
    val bucket: String,
    val objectLockConfiguration: ObjectLockConfiguration? = null,
    val expectedBucketOwner: String? = null,
)

@Serializable
internal data class GetObjectLockConfigurationResponse(
    val objectLockConfiguration: ObjectLockConfiguration,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLockConfiguration.html */
internal fun putObjectLockConfiguration(
    request: PutObjectLockConfigurationRequest,
    call: CallContext<S3State>,
) {
    call.openBucket(request.bucket, request.expectedBucketOwner)
    val sent = request.objectLockConfiguration ?: throw LockFaults.requestBodyMissing()
    if (sent.objectLockEnabled != ENABLED) throw S3Faults.malformedXml()
    val default = sent.rule?.let { checked(it.defaultRetention ?: throw S3Faults.malformedXml()) }
    call.changeBucket(request.bucket) {
        if (it.settings.versioning != Versioning.ENABLED) throw LockFaults.versioningNotEnabled()
        it.with(it.settings.copy(configuration = it.settings.configuration.with(BucketObjectLock(default))))
    }
}

private fun checked(retention: DefaultRetention): DefaultRetention {
    if (RetentionMode.entries.none { it.name == retention.mode }) throw S3Faults.malformedXml()
    if ((retention.days == null) == (retention.years == null)) throw S3Faults.malformedXml()
    retention.days?.let { checkPeriod(it, "Days", MAX_DAYS) }
    retention.years?.let { checkPeriod(it, "Years", MAX_YEARS) }
    return retention
}

private fun checkPeriod(
    length: Int,
    unit: String,
    max: Int,
) {
    if (length <= 0) throw LockFaults.periodNotPositive(unit)
    if (length > max) throw LockFaults.periodTooLarge(unit)
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html */
internal fun getObjectLockConfiguration(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
): GetObjectLockConfigurationResponse {
    val lock =
        call.openBucket(request.bucket, request.expectedBucketOwner).objectLock
            ?: throw LockFaults.noLockOnBucket(request.bucket)
    return GetObjectLockConfigurationResponse(
        ObjectLockConfiguration(
            ENABLED,
            lock.default?.let {
                ObjectLockRule(it)
            }
        )
    )
}

private const val ENABLED = "Enabled"

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html */
private const val MAX_DAYS = 36_500
private const val MAX_YEARS = 100
