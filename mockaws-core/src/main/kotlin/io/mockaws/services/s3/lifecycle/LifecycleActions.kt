package io.mockaws.services.s3.lifecycle

import io.mockaws.engine.Ids
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.lock.LegalHold
import io.mockaws.services.s3.notifications.S3Event
import io.mockaws.services.s3.notifications.telling
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.settings.TransitionStorageClass
import io.mockaws.services.s3.versions.Version
import io.mockaws.services.s3.versions.asVersion
import io.mockaws.services.s3.versions.nextVersionId
import kotlin.time.Instant

/** Something that a rule does to a bucket at a midnight, from [due] on. */
internal class LifecycleAction(
    val due: Instant,
    /** The lower, the sooner it is chosen. */
    val precedence: Int,
    val perform: (Bucket, Instant) -> Bucket,
)

/**
 * All that rules are ever going to do to a bucket as it is: a list for each object, version and upload.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-conflicts.html says which of them goes first.
 */
internal class LifecycleActions private constructor(
    private val bucket: Bucket,
    private val rules: List<ActiveRule>,
    private val ids: Ids,
) {
    private fun all(): List<List<LifecycleAction>> =
        keys().flatMap { key -> ofKey(bucket.versionsOf(key)) }.toList() + bucket.uploads.values.map { upload ->
            rules
                .filter { it.scope.takes(upload.key) }
                .mapNotNull { it.abortion(upload.initiated) }
                .map { due -> LifecycleAction(due, REMOVAL) { it, _ -> it.withoutUpload(upload.id) } }
        }

    private fun keys(): Sequence<String> = generateSequence(bucket.keyFrom("")) { bucket.keyBehind(it) }

    private fun ofKey(versions: List<Version>): List<List<LifecycleAction>> {
        val latest = versions.first()
        val current = latest.content?.let { ofCurrent(it) } ?: if (versions.size == 1) ofMarker(latest) else emptyList()
        // A version is noncurrent from when the next one came.
        val noncurrent =
            versions.zipWithNext().mapIndexed { newer, (next, version) ->
                ofNoncurrent(version, next.lastModified, newer)
            }
        return listOf(current) + noncurrent
    }

    private fun ofCurrent(target: S3Object): List<LifecycleAction> {
        val taking = rules.filter { it.scope.takes(target) }
        return taking.mapNotNull { it.expiry(target.lastModified) }.map { expiration(it, target) } +
            taking.flatMap { it.transitions(target) }.map { (to, due) -> transition(due, target, to) }
    }

    private fun expiration(
        due: Instant,
        target: S3Object,
    ): LifecycleAction {
        if (bucket.settings.versioning == null) {
            return LifecycleAction(due, REMOVAL) { it, _ ->
                it.without(target.key).telling(S3Event.EXPIRATION_DELETE, target, ids)
            }
        }
        return LifecycleAction(due, MARKING) { it, midnight ->
            val marker = Version(target.key, it.nextVersionId(ids), midnight, content = null)
            it.with(marker).telling(S3Event.EXPIRATION_MARKER, marker, ids)
        }
    }

    private fun ofMarker(marker: Version): List<LifecycleAction> =
        rules.filter { it.scope.takes(marker.key) }.mapNotNull { it.markerExpiry(marker.lastModified) }.map {
            removal(it, marker)
        }

    private fun ofNoncurrent(
        version: Version,
        since: Instant,
        newer: Int,
    ): List<LifecycleAction> {
        val target = version.content
        val taking = rules.filter { if (target == null) it.scope.takes(version.key) else it.scope.takes(target) }
        val removals =
            taking.mapNotNull { it.noncurrentExpiry(since, newer) }.mapNotNull { removalOfFree(it, version) }
        if (target == null) return removals
        return removals + taking.flatMap { it.noncurrentTransitions(target, since, newer) }.map { (to, due) ->
            transition(due, target, to)
        }
    }

    /** Rules respect locks: what is locked goes when it is free; null for what is held without end. */
    private fun removalOfFree(
        due: Instant,
        version: Version,
    ): LifecycleAction? {
        val lock = version.content?.lock ?: return removal(due, version)
        if (lock.legalHold == LegalHold.ON) return null
        return removal(maxOf(due, lock.retention?.until?.nextMidnight() ?: due), version)
    }

    private fun removal(
        due: Instant,
        version: Version,
    ) = LifecycleAction(due, REMOVAL) { it, _ ->
        it.found(version)?.let(it::without)?.telling(S3Event.EXPIRATION_DELETE, version, ids) ?: it
    }

    private fun transition(
        due: Instant,
        target: S3Object,
        to: TransitionStorageClass,
    ) = LifecycleAction(due, MARKING - 1 - to.ordinal) { it, _ ->
        // A copy that was restored is one of the archive that the object leaves.
        val moved = target.copy(headers = target.headers.copy(storageClass = to.name), restore = null)
        if (it.found(target.asVersion()) == null) return@LifecycleAction it
        it.describingVersion(moved).telling(S3Event.TRANSITION, moved, ids)
    }

    /** A delete marker of the same run may have taken the place of a null version. */
    private fun Bucket.found(version: Version): Version? =
        version(version.key, version.id)?.takeIf {
            it.content === version.content && it.lastModified == version.lastModified
        }

    companion object {
        /** Before anything else; transitions, the farthest first, lie between this and [MARKING]. */
        private const val REMOVAL = 0
        private const val MARKING = 100

        fun of(
            bucket: Bucket,
            rules: List<ActiveRule>,
            ids: Ids,
        ): List<List<LifecycleAction>> = LifecycleActions(bucket, rules, ids).all()
    }
}
