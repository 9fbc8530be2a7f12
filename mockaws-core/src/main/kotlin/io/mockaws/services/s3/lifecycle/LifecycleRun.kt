package io.mockaws.services.s3.lifecycle

import io.mockaws.engine.Ids
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.settings.BucketLifecycle
import io.mockaws.services.s3.settings.SettingStatus
import kotlin.time.Instant

internal val Bucket.lifecycle: BucketLifecycle? get() = settings.configuration.find<BucketLifecycle>()

/**
 * The runs of a bucket's rules that are due. What comes of them does not depend on when somebody looks: each midnight
 * at which there is something to do has its own run, as if the bucket had been looked at each day.
 */
internal class LifecycleRun(
    private val lifecycle: BucketLifecycle,
    private val ids: Ids,
) {
    private val rules = lifecycle.rules.filter { it.status == SettingStatus.ENABLED }.map { ActiveRule(it, lifecycle) }

    /** [bucket] as it is [now]. */
    fun of(
        bucket: Bucket,
        now: Instant,
    ): Bucket {
        var current = bucket
        var ranAt = lifecycle.ranAt
        while (true) {
            val due = LifecycleActions.of(current, rules, ids)
            val first = due.mapNotNull { actions -> actions.minOfOrNull { it.due } }.minOrNull() ?: break
            val midnight = maxOf(first, ranAt.nextMidnight())
            if (midnight > now) break
            current = due.fold(current) { it, actions -> run(actions, it, midnight) }
            ranAt = midnight
        }
        val configuration = current.settings.configuration.with(lifecycle.copy(ranAt = now.lastMidnight()))
        return current.with(current.settings.copy(configuration = configuration))
    }

    /** S3 does one thing a day to each object, version and upload, and of several the most thorough. */
    private fun run(
        actions: List<LifecycleAction>,
        bucket: Bucket,
        midnight: Instant,
    ): Bucket {
        val chosen = actions.filter { it.due <= midnight }.minByOrNull { it.precedence } ?: return bucket
        return chosen.perform(bucket, midnight)
    }
}
