package io.mockaws.services.s3.lifecycle

import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.objects.asHttpDate
import io.mockaws.services.s3.settings.SettingStatus
import io.mockaws.wire.http.percentEncode
import kotlin.time.Instant

/** When a rule does something, and which one. */
internal class Appointment(
    val at: Instant,
    val ruleId: String,
) {
    /** As `x-amz-expiration` has it. */
    fun asHeader(): String = "expiry-date=\"${at.asHttpDate()}\", rule-id=\"${percentEncode(ruleId)}\""
}

/** `x-amz-expiration` of [target] as the current version; null when it does not expire. */
internal fun Bucket.expirationOf(target: S3Object): String? =
    earliest { rule -> if (rule.scope.takes(target)) rule.expiry(target.lastModified) else null }?.asHeader()

/** When an upload to [key] is given up that began at [initiated]; null for never. */
internal fun Bucket.abortionOf(
    key: String,
    initiated: Instant,
): Appointment? = earliest { rule -> if (rule.scope.takes(key)) rule.abortion(initiated) else null }

private inline fun Bucket.earliest(whenDue: (ActiveRule) -> Instant?): Appointment? {
    val lifecycle = lifecycle ?: return null
    return lifecycle.rules
        .filter { it.status == SettingStatus.ENABLED }
        .map { ActiveRule(it, lifecycle) }
        .mapNotNull { rule -> whenDue(rule)?.let { Appointment(it, rule.id) } }
        .minByOrNull { it.at }
}
