package io.mockaws.services.s3.post

import io.mockaws.engine.AwsFault
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.TooLargeDetail
import kotlinx.serialization.Serializable

/** Why a form is not taken. */
internal object PostFaults {
    @Serializable
    class ConditionDetail(
        val condition: String,
    )

    @Serializable
    class TooSmallDetail(
        val minSizeAllowed: Long,
        val proposedSize: Long,
    )

    fun notMultipart() =
        AwsFault.with(
            "PreconditionFailed",
            "At least one of the pre-conditions you specified did not hold",
            ConditionDetail("Bucket POST must be of the enclosure-type multipart/form-data"),
            412,
        )

    fun fieldMissing(name: String) =
        S3Faults.invalidArgument(
            "Bucket POST must contain a field named '$name'.  If it is specified, please check the order of the fields.",
            name,
            "",
        )

    fun fileMissing() = S3Faults.invalidArgument("POST requires exactly one file upload per request.", "file", "0")

    fun invalidPolicy(problem: String) = AwsFault("InvalidPolicyDocument", "Invalid Policy: $problem")

    fun notAllowed(problem: String) = AwsFault("AccessDenied", "Invalid according to Policy: $problem", 403)

    fun tooLarge(
        size: Long,
        max: Long,
    ) = AwsFault.with(
        "EntityTooLarge",
        "Your proposed upload exceeds the maximum allowed size",
        TooLargeDetail(size, max),
    )

    fun tooSmall(
        size: Long,
        min: Long,
    ) = AwsFault.with(
        "EntityTooSmall",
        "Your proposed upload is smaller than the minimum allowed size",
        TooSmallDetail(min, size),
    )
}
