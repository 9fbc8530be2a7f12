package io.mockaws.services.s3.lifecycle

import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3Limits
import io.mockaws.services.s3.settings.LifecycleExpiration
import io.mockaws.services.s3.settings.LifecycleRule
import io.mockaws.services.s3.settings.LifecycleRuleFilter
import kotlin.time.Instant

/**
 * Refuses rules that S3 refuses.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
internal object RuleCheck {
    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html */
    private const val MOST_RULES = 1000
    private const val ID_LENGTH = 255

    /** A thousand TiB, as the service says it. */
    private const val LARGEST = 1_099_511_627_776_000

    fun check(rules: List<LifecycleRule>) {
        if (rules.isEmpty()) throw S3Faults.invalidRequest("At least one lifecycle rule must be specified.")
        if (rules.size > MOST_RULES) {
            throw S3Faults.invalidRequest(
                "The number of lifecycle rules must not exceed the allowed limit of $MOST_RULES rules.",
            )
        }
        checkIds(rules.mapNotNull { it.id })
        // The first rule decides whether S3 takes all for the kind that has filters.
        val haveFilters = rules.first().filter != null
        for (rule in rules) {
            checkScope(rule, haveFilters)
            checkActions(rule)
            TransitionCheck(rule).check()
        }
        if (!haveFilters) checkOverlaps(rules)
    }

    private fun checkIds(ids: List<String>) {
        ids.firstOrNull { it.length > ID_LENGTH }?.let {
            throw S3Faults.invalidArgument("ID length should not exceed allowed limit of $ID_LENGTH", "ID", it)
        }
        ids.filter { it.isNotEmpty() }.groupBy { it }.values.firstOrNull { it.size > 1 }?.let {
            val message = "Rule ID must be unique. Found same ID for more than one rule"
            throw S3Faults.invalidArgument(message, "ID", it.first())
        }
    }

    private fun checkScope(
        rule: LifecycleRule,
        haveFilters: Boolean,
    ) {
        if ((rule.prefix == null) == (rule.filter == null)) throw S3Faults.malformedXml()
        if (haveFilters && rule.prefix != null) {
            throw S3Faults.invalidRequest(
                "Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.",
            )
        }
        if (!haveFilters && rule.filter != null) {
            throw S3Faults.invalidRequest("Filter element can only be used in Lifecycle V2.")
        }
        val newer = rule.noncurrentVersionTransitions.map { it.newerNoncurrentVersions } +
            rule.noncurrentVersionExpiration?.newerNoncurrentVersions
        if (!haveFilters && newer.any { it != null }) {
            throw S3Faults.invalidRequest("NewerNoncurrentVersions element can only be used in Lifecycle V2.")
        }
        rule.filter?.let { checkFilter(it) }
        val scope = RuleScope(rule)
        if (scope.prefix.length > S3Limits.KEY_BYTES) {
            throw S3Faults.invalidRequest("The maximum size of a prefix is ${S3Limits.KEY_BYTES}")
        }
        if (scope.tags.distinctBy { it.key }.size < scope.tags.size) {
            throw S3Faults.invalidRequest("Duplicate Tag Keys are not allowed.")
        }
        checkSizes(scope)
    }

    private fun checkFilter(filter: LifecycleRuleFilter) {
        val members =
            listOfNotNull(
                filter.prefix,
                filter.tag,
                filter.objectSizeGreaterThan,
                filter.objectSizeLessThan,
                filter.and
            )
        if (members.size > 1) throw S3Faults.malformedXml()
    }

    private fun checkSizes(scope: RuleScope) {
        val from = scope.sizeGreaterThan
        val until = scope.sizeLessThan
        if (from != null && from !in 0..LARGEST) {
            throw S3Faults.invalidRequest("'ObjectSizeGreaterThan' should be between 0 and $LARGEST.")
        }
        if (until != null && until !in 1..LARGEST) {
            throw S3Faults.invalidRequest("'ObjectSizeLessThan' should be between 1 and $LARGEST.")
        }
        if (from != null && until != null && until <= from) {
            val message = "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'."
            throw S3Faults.invalidRequest(message)
        }
    }

    private fun checkActions(rule: LifecycleRule) {
        val actions =
            listOfNotNull(rule.expiration, rule.noncurrentVersionExpiration, rule.abortIncompleteMultipartUpload) +
                rule.transitions + rule.noncurrentVersionTransitions
        if (actions.isEmpty()) throw S3Faults.invalidRequest("At least one action needs to be specified in a rule")
        rule.expiration?.let { checkExpiration(it) }
        rule.noncurrentVersionExpiration?.let {
            checkPositive("NoncurrentDays", "NoncurrentVersionExpiration", it.noncurrentDays)
            checkPositive("NewerNoncurrentVersions", "NoncurrentVersionExpiration", it.newerNoncurrentVersions)
        }
        rule.abortIncompleteMultipartUpload?.let {
            checkPositive("DaysAfterInitiation", "AbortIncompleteMultipartUpload", it.daysAfterInitiation)
            checkPlain("AbortIncompleteMultipartUpload", RuleScope(rule))
        }
        if (rule.expiration?.expiredObjectDeleteMarker != null) checkPlain("ExpiredObjectDeleteMarker", RuleScope(rule))
    }

    private fun checkExpiration(expiration: LifecycleExpiration) {
        if (listOfNotNull(expiration.date, expiration.days, expiration.expiredObjectDeleteMarker).size != 1) {
            throw S3Faults.malformedXml()
        }
        checkPositive("Days", "Expiration", expiration.days)
        expiration.date?.let { checkMidnight(it) }
    }

    /** Of what has neither tags nor a size. */
    private fun checkPlain(
        action: String,
        scope: RuleScope,
    ) {
        if (scope.tags.isNotEmpty()) throw S3Faults.invalidRequest("$action cannot be specified with Tags.")
        if (scope.hasSizes) throw S3Faults.invalidRequest("$action cannot be specified with Object Size.")
    }

    fun checkPositive(
        name: String,
        action: String,
        value: Int?,
    ) {
        if (value == null || value > 0) return
        throw S3Faults.invalidArgument("'$name' for $action action must be a positive integer", name, "$value")
    }

    fun checkMidnight(date: Instant) {
        if (!date.isMidnight) throw S3Faults.invalidArgument("'Date' must be at midnight GMT", "Date", "$date")
    }

    /** Two rules of the kind without filters must not do the same to the same keys. */
    private fun checkOverlaps(rules: List<LifecycleRule>) {
        val kinds: Map<String, (LifecycleRule) -> Boolean> =
            mapOf(
                "Expiration" to { it.expiration != null },
                "Transition" to { it.transitions.isNotEmpty() },
                "NoncurrentVersionExpiration" to { it.noncurrentVersionExpiration != null },
                "NoncurrentVersionTransition" to { it.noncurrentVersionTransitions.isNotEmpty() },
                "AbortIncompleteMultipartUpload" to { it.abortIncompleteMultipartUpload != null },
            )
        for ((kind, isOfKind) in kinds) {
            // What begins with a prefix stands right behind it.
            val prefixes = rules.filter(isOfKind).map { it.prefix.orEmpty() }.sorted()
            val (a, b) = prefixes.zipWithNext().firstOrNull { (a, b) -> b.startsWith(a) } ?: continue
            throw S3Faults.invalidRequest("Found overlapping prefixes '$a' and '$b' for same action type '$kind'")
        }
    }
}
