package io.mockaws.services.s3

import io.mockaws.engine.ServiceState
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.bucket.BucketsByName
import kotlinx.serialization.Serializable
import org.pcollections.TreePMap

/**
 * The buckets of all accounts and regions, whose names S3 shares. Everything in here is immutable but the one
 * reference, so a reader sees one moment without a lock, and a fork is a copy of the reference.
 */
@Serializable
internal class S3State private constructor(
    @Volatile
    @Serializable(with = BucketsByName::class)
    private var buckets: TreePMap<String, Bucket>,
) : ServiceState<S3State> {
    constructor() : this(TreePMap.empty())

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
        if (after !== before) buckets = if (after == null) buckets.minus(name) else buckets.plus(name, after)
        return after
    }

    override fun fork(): S3State = S3State(buckets)
}
