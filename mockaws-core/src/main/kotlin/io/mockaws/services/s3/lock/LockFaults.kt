package io.mockaws.services.s3.lock

import io.mockaws.engine.AwsFault
import io.mockaws.services.s3.BucketDetail
import io.mockaws.services.s3.S3Faults
import java.time.ZoneId
import java.time.format.DateTimeFormatter
import java.util.Locale
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** What S3 refuses of object lock. */
internal object LockFaults {
    const val MODE: String = "x-amz-object-lock-mode"
    const val UNTIL: String = "x-amz-object-lock-retain-until-date"
    const val HOLD: String = "x-amz-object-lock-legal-hold"
    private const val BYPASS = "x-amz-bypass-governance-retention"

    /** S3 writes dates in errors as Java prints them where it was made. */
    private val Date =
        DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss zzz yyyy", Locale.US)
            .withZone(ZoneId.of("America/Los_Angeles"))

    fun locked() = AwsFault("AccessDenied", "Access Denied because object protected by object lock.", 403)

    fun bucketWithoutLock() = S3Faults.invalidRequest("Bucket is missing Object Lock Configuration")

    /** The same to who writes an object, in other words. */
    fun writeWithoutLock() = S3Faults.invalidRequest("Bucket is missing ObjectLockConfiguration")

    fun noLockOnBucket(bucket: String) =
        AwsFault.with(
            "ObjectLockConfigurationNotFoundError",
            "Object Lock configuration does not exist for this bucket",
            BucketDetail(bucket),
            404,
        )

    fun noLockOnObject() =
        AwsFault(
            "NoSuchObjectLockConfiguration",
            "The specified object does not have a ObjectLock configuration",
            404,
        )

    fun versioningNotEnabled() =
        AwsFault(
            "InvalidBucketState",
            "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
            409,
        )

    fun versioningNeeded() =
        AwsFault(
            "InvalidBucketState",
            "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
            409,
        )

    fun requestBodyMissing() = AwsFault("MissingRequestBodyError", "Request Body is empty")

    fun bypassWithoutLock() =
        S3Faults.invalidArgument("$BYPASS is only applicable to Object Lock enabled buckets.", BYPASS, null)

    fun periodNotPositive(unit: String) =
        S3Faults.invalidArgument("Default retention period must be a positive integer value.", unit, null)

    fun periodTooLarge(unit: String) = S3Faults.invalidArgument("Default retention period too large.", unit, null)

    fun incompleteHeaders(missing: String) =
        S3Faults.invalidArgument("$UNTIL and $MODE must both be supplied", missing, null)

    fun modeUnknown(mode: String) = S3Faults.invalidArgument("Unknown wormMode directive.", MODE, mode)

    fun holdUnknown(hold: String) =
        S3Faults.invalidArgument("Legal Hold must be either of 'ON' or 'OFF'", HOLD, hold)

    fun notIsoDate(text: String) =
        S3Faults.invalidArgument("The retain until date must be provided in ISO 8601 format", UNTIL, text)

    fun dateInPast(
        name: String,
        date: Instant,
    ) = S3Faults.invalidArgument(
        "The retain until date must be in the future!",
        name,
        Date.format(date.toJavaInstant()),
    )

    /** @param request `Put Object` or `Put Part` */
    fun digestMissing(request: String) =
        S3Faults.invalidRequest(
            "Content-MD5 OR x-amz-checksum- HTTP header is required for $request requests with Object Lock parameters",
        )
}
