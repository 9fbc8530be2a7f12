package io.mockaws.services.s3.addressing

import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.settings.AccelerateStatus
import io.mockaws.services.s3.settings.Acceleration

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/transfer-acceleration-getting-started.html */
internal object Accelerated {
    /** What all accelerating addresses have. */
    const val NAME: String = "s3-accelerate"

    private val HOST = Regex("(.+)\\.$NAME(?:\\.dualstack)?\\.amazonaws\\.com")

    /** Refuses a request to the accelerating [host] of a bucket that is not set to have one. */
    fun check(
        host: String,
        state: S3State,
    ) {
        val name = HOST.matchEntire(host)?.groupValues?.get(1) ?: return
        val bucket = state.bucket(name) ?: return
        when (bucket.settings.configuration.find<Acceleration>()?.status) {
            AccelerateStatus.Enabled -> Unit
            AccelerateStatus.Suspended -> throw refused("disabled")
            null -> throw refused("not configured")
        }
    }

    private fun refused(how: String) = S3Faults.invalidRequest("S3 Transfer Acceleration is $how on this bucket")
}
