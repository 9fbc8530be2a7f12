package io.mockaws.services.s3.notifications

import io.mockaws.kit.Arn
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3Limits
import io.mockaws.services.s3.settings.FilterRule
import io.mockaws.services.s3.settings.QueueConfiguration
import io.mockaws.services.s3.settings.TargetKind
import io.mockaws.services.s3.settings.TargetNotification
import io.mockaws.services.s3.settings.TargetNotification.KeyRule

/**
 * What a bucket may be asked to tell.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
 */
internal object NotificationRules {
    private const val FIFO = ".fifo"

    /** What is wanted, where each part of it can be had. */
    fun check(
        kind: TargetKind,
        wanted: QueueConfiguration,
        region: String,
        makeId: () -> String,
    ): TargetNotification {
        val text = wanted.queueArn
        val arn =
            Arn.parse(text)?.takeIf { it.service == kind.service } ?: throw NotificationFaults.noArn(kind.member, text)
        if (arn.place.region != region) throw NotificationFaults.otherRegion(kind.member, text)
        if (kind != TargetKind.FUNCTION && arn.resource.endsWith(FIFO)) {
            throw NotificationFaults.notValidated(listOf(text to "FIFO ${kind.word}s are not supported"))
        }
        if (wanted.events.isEmpty()) throw S3Faults.malformedXml()
        wanted.events.firstOrNull { !S3Event.isKnown(it) }?.let { throw NotificationFaults.unknownEvent(it) }
        val rules = wanted.filter?.key?.filterRules.orEmpty().map(::check)
        if (rules.count { it.name == TargetNotification.PREFIX } > 1) throw NotificationFaults.twice("prefix")
        if (rules.count { it.name == TargetNotification.SUFFIX } > 1) throw NotificationFaults.twice("suffix")
        return TargetNotification(wanted.id?.ifEmpty { null } ?: makeId(), text, wanted.events, rules)
    }

    private fun check(rule: FilterRule): KeyRule {
        if (rule.name == null || rule.value == null) throw S3Faults.malformedXml()
        val name = rule.name.lowercase().replaceFirstChar { it.uppercase() }
        if (name != TargetNotification.PREFIX && name != TargetNotification.SUFFIX) {
            throw NotificationFaults.unknownRule(rule.name)
        }
        if (rule.value.encodeToByteArray().size > S3Limits.KEY_BYTES) throw NotificationFaults.ruleTooLong(rule.value)
        return KeyRule(name, rule.value)
    }

    /** One event of one object is told once. */
    fun checkTogether(all: List<TargetNotification>) {
        all.groupBy { it.id }.values.firstOrNull { it.size > 1 }?.let { throw NotificationFaults.sameId() }
        for ((index, one) in all.withIndex()) {
            if (all.drop(index + 1).any { overlap(one, it) }) throw NotificationFaults.ambiguous()
        }
    }

    private fun overlap(
        one: TargetNotification,
        other: TargetNotification,
    ): Boolean =
        one.events.any { a -> other.events.any { b -> S3Event.overlap(a, b) } } &&
            (one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix)) &&
            (one.suffix.endsWith(other.suffix) || other.suffix.endsWith(one.suffix))
}
