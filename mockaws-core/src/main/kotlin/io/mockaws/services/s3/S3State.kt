package io.mockaws.services.s3

import io.mockaws.engine.ChangeListener
import io.mockaws.engine.Entry
import io.mockaws.engine.ServiceState
import io.mockaws.engine.Thing
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.lifecycle.lifecycle
import org.pcollections.TreePMap
import kotlin.time.Instant

/**
 * The buckets of all accounts and regions, whose names S3 shares. Everything in here is immutable but the one
 * reference, so a reader sees one moment without a lock, and a fork is a copy of the reference.
 */
internal class S3State private constructor(
    @Volatile
    private var buckets: TreePMap<String, Bucket>,
) : ServiceState<S3State> {
    constructor(buckets: List<Bucket> = emptyList()) : this(TreePMap.from(buckets.associateBy { it.name }))

    private var listener: ChangeListener? = null

    /** When lifecycle rules run next; null where no bucket has any. */
    @Volatile
    private var nextRun: Instant? = firstRun()

    fun bucket(name: String): Bucket? = buckets[name]

    /** All, by name. */
    fun buckets(): Collection<Bucket> = buckets.values

    /**
     * Puts what [change] makes of the bucket in its place and hands it back; null takes it away. Nothing else changes
     * meanwhile, and nothing at all when [change] throws.
     */
    @Synchronized
    fun change(
        name: String,
        change: (Bucket?) -> Bucket?,
    ): Bucket? {
        val before = buckets[name]
        val after = change(before)
        if (after !== before) replace(name, before, after)
        return after
    }

    /** Whether any bucket has rules: most worlds have none, and need not look at the clock for them. */
    val hasLifecycles: Boolean get() = nextRun != null

    /** The buckets whose lifecycle rules have not run since the last midnight before [now]. */
    fun lifecyclesDue(now: Instant): List<String> {
        val due = nextRun
        if (due == null || now < due) return emptyList()
        return buckets.values.filter { bucket ->
            bucket.lifecycle.let { it != null && it.nextRun <= now }
        }.map { it.name }
    }

    private fun firstRun(): Instant? = buckets.values.mapNotNull { it.lifecycle?.nextRun }.minOrNull()

    private fun replace(
        name: String,
        before: Bucket?,
        after: Bucket?,
    ) {
        if (after == null) {
            buckets = buckets.minus(name)
            listener?.changed(listOf(BUCKET.entry(name, value = null)))
        } else {
            buckets = buckets.plus(name, after.settled())
            listener?.changed(changesOf(before, after))
        }
        if (before?.settings !== after?.settings && before?.lifecycle !== after?.lifecycle) nextRun = firstRun()
    }

    override fun fork(): S3State = S3State(buckets)

    override fun entries(): List<Entry> = buckets.values.flatMap { entriesOf(it) }

    override fun things(): Sequence<Thing> = buckets.keys.asSequence().map { Thing("bucket", it) }

    @Synchronized
    override fun tell(listener: ChangeListener) {
        this.listener = listener
    }
}
