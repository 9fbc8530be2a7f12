package io.mockaws.services.s3.lifecycle

import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.settings.LifecycleRule
import io.mockaws.services.s3.settings.Transition
import io.mockaws.services.s3.settings.TransitionStorageClass

/**
 * Refuses transitions of a rule that S3 refuses.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
internal class TransitionCheck(
    private val rule: LifecycleRule,
) {
    private val filter = "filter '${RuleScope(rule)}'"

    fun check() {
        rule.transitions.forEach { check(it) }
        checkMixture()
        checkClasses("Transition", rule.transitions.map { it.storageClass })
        val byDays = rule.transitions.mapNotNull { t -> t.days?.let { t.storageClass to it } }
        checkOrder("Transition", "Days", byDays)
        checkStays("Transition", "Days", byDays)
        checkOrder("Transition", "Date", rule.transitions.mapNotNull { t -> t.date?.let { t.storageClass to it } })
        checkNoncurrent()
    }

    private fun check(transition: Transition) {
        if ((transition.days == null) == (transition.date == null)) throw S3Faults.malformedXml()
        transition.date?.let { RuleCheck.checkMidnight(it) }
        transition.days?.let { checkDays("Transition", "Days", it, transition.storageClass) }
    }

    private fun checkDays(
        action: String,
        name: String,
        days: Int,
        storageClass: TransitionStorageClass,
    ) {
        if (days < 0) throw S3Faults.invalidArgument("'$name' in $action action must be nonnegative", name, "$days")
        if (days < INFREQUENT_DAYS && storageClass in INFREQUENT) {
            throw S3Faults.invalidArgument(
                "'$name' in $action action must be greater than or equal to $INFREQUENT_DAYS for storageClass " +
                    "'$storageClass'",
                name,
                "$days",
            )
        }
    }

    private fun checkMixture() {
        val byDays = rule.transitions.any { it.days != null }
        val byDate = rule.transitions.any { it.date != null }
        if (byDays && byDate) throw mixed("Transition")
        val expiration = rule.expiration ?: return
        val isMixed = (expiration.days != null && byDate) || (expiration.date != null && byDays)
        if (isMixed) throw mixed("Expiration and Transition")
        if (expiration.days != null && rule.transitions.any { it.days!! >= expiration.days }) {
            throw tooEarly("Days", "Expiration", "Transition", expiration.days)
        }
        if (expiration.date != null && rule.transitions.any { it.date!! >= expiration.date }) {
            throw tooEarly("Date", "Expiration", "Transition", expiration.date)
        }
    }

    private fun checkNoncurrent() {
        val transitions = rule.noncurrentVersionTransitions
        for (transition in transitions) {
            checkDays(NONCURRENT, "NoncurrentDays", transition.noncurrentDays, transition.storageClass)
            RuleCheck.checkPositive("NewerNoncurrentVersions", NONCURRENT, transition.newerNoncurrentVersions)
        }
        checkClasses(NONCURRENT, transitions.map { it.storageClass })
        val byDays = transitions.map { it.storageClass to it.noncurrentDays }
        checkOrder(NONCURRENT, "NoncurrentDays", byDays)
        checkStays(NONCURRENT, "NoncurrentDays", byDays)
        val expires = rule.noncurrentVersionExpiration?.noncurrentDays ?: return
        if (transitions.any { it.noncurrentDays >= expires }) {
            throw tooEarly("NoncurrentDays", "NoncurrentVersionExpiration", NONCURRENT, expires)
        }
    }

    private fun checkClasses(
        action: String,
        classes: List<TransitionStorageClass>,
    ) {
        if (classes.distinct().size == classes.size) return
        throw S3Faults.invalidRequest(
            "'StorageClass' must be different for '$action' actions in same 'Rule' with $filter",
        )
    }

    /** The way through the classes is one way. */
    private fun <T : Comparable<T>> checkOrder(
        action: String,
        name: String,
        times: List<Pair<TransitionStorageClass, T>>,
    ) {
        for ((earlier, later) in times.sortedBy { it.first }.zipWithNext()) {
            if (later.second > earlier.second) continue
            throw tooSoon(action, name, later, "greater than", earlier.first)
        }
    }

    /** Objects stay for a month where they are accessed infrequently. */
    private fun checkStays(
        action: String,
        name: String,
        times: List<Pair<TransitionStorageClass, Int>>,
    ) {
        for ((earlier, later) in times.sortedBy { it.first }.zipWithNext()) {
            if (earlier.first !in INFREQUENT || later.first == TransitionStorageClass.INTELLIGENT_TIERING) continue
            if (later.second - earlier.second >= INFREQUENT_DAYS) continue
            throw tooSoon(action, name, later, "$INFREQUENT_DAYS days more than", earlier.first)
        }
    }

    private fun tooSoon(
        action: String,
        name: String,
        later: Pair<TransitionStorageClass, Any>,
        relation: String,
        earlier: TransitionStorageClass,
    ) = S3Faults.invalidArgument(
        "'$name' in the $action action for StorageClass '${later.first}' for $filter must be $relation " +
            "'$name' in the $action action for StorageClass '$earlier' for $filter",
        name,
        "${later.second}",
    )

    private fun mixed(actions: String) =
        S3Faults.invalidRequest("Found mixed 'Date' and 'Days' based $actions actions in lifecycle rule for $filter")

    private fun tooEarly(
        name: String,
        action: String,
        than: String,
        value: Any,
    ) = S3Faults.invalidArgument(
        "'$name' in the $action action for $filter must be greater than '$name' in the $than action",
        name,
        "$value",
    )

    private companion object {
        val INFREQUENT = setOf(TransitionStorageClass.STANDARD_IA, TransitionStorageClass.ONEZONE_IA)
        const val INFREQUENT_DAYS = 30
        const val NONCURRENT = "NoncurrentVersionTransition"
    }
}
