package io.mockaws.services.s3.lifecycle

import io.mockaws.engine.CallContext
import io.mockaws.engine.Ids
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.notifications.publishLifecycle
import io.mockaws.services.s3.settings.BucketLifecycle
import io.mockaws.services.s3.settings.SettingStatus
import kotlin.time.Instant

internal val Bucket.lifecycle: BucketLifecycle? get() = settings.configuration.find<BucketLifecycle>()

/**
 * Does what lifecycle rules have to do by now; to be called before anything is read or written. What comes of them does
 * not depend on when that is: each midnight at which there is something to do has its own run.
 */
internal fun CallContext<S3State>.runLifecycles() {
    if (!state.hasLifecycles) return
    val now = now()
    for (name in state.lifecyclesDue(now)) {
        do {
            val hasRun = runLifecycle(name, now)
        } while (hasRun)
    }
}

/** The next run of the bucket's rules, if there is one up to [now]. */
private fun CallContext<S3State>.runLifecycle(
    name: String,
    now: Instant,
): Boolean {
    var ranAt: Instant? = null
    val after =
        state.change(name) { bucket ->
            val lifecycle = bucket?.lifecycle?.takeIf { it.nextRun <= now } ?: return@change bucket
            LifecycleRun(bucket, lifecycle, ids).until(now).also { ranAt = it.lifecycle?.ranAt }
        }
    val at = ranAt ?: return false
    publishLifecycle(after!!, at)
    return true
}

/** The run of a bucket's rules that is due next. */
internal class LifecycleRun(
    private val bucket: Bucket,
    private val lifecycle: BucketLifecycle,
    ids: Ids,
) {
    private val rules = lifecycle.rules.filter { it.status == SettingStatus.ENABLED }.map { ActiveRule(it, lifecycle) }
    private val actions = LifecycleActions.of(bucket, rules, ids)

    /** The bucket behind the first midnight up to [now] at which there is something to do, or behind the last one. */
    fun until(now: Instant): Bucket {
        val first = actions.mapNotNull { ofOne -> ofOne.minOfOrNull { it.due } }.minOrNull()
        val midnight = first?.let { maxOf(it, lifecycle.nextRun) }?.takeIf { it <= now } ?: now.lastMidnight()
        val after = actions.fold(bucket) { it, ofOne -> perform(ofOne, it, midnight) }
        val configuration = after.settings.configuration.with(lifecycle.copy(ranAt = midnight))
        return after.with(after.settings.copy(configuration = configuration))
    }

    /** S3 does one thing a day to each object, version and upload, and of several the most thorough. */
    private fun perform(
        actions: List<LifecycleAction>,
        bucket: Bucket,
        midnight: Instant,
    ): Bucket {
        val chosen = actions.filter { it.due <= midnight }.minByOrNull { it.precedence } ?: return bucket
        return chosen.perform(bucket, midnight)
    }
}
