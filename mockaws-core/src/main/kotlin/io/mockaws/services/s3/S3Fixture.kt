package io.mockaws.services.s3

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.bucket.BucketName
import io.mockaws.services.s3.bucket.BucketSettings
import io.mockaws.services.s3.lifecycle.runLifecycles
import io.mockaws.services.s3.objects.toSeconds
import io.mockaws.testing.Calls
import io.mockaws.testing.MadeHere

/**
 * Amazon S3 as a test sees it: `aws.s3.bucket("receipts")`. Works in the account and region of the mock, touches
 * memory only, and leaves no calls in the journal.
 */
public class S3Fixture internal constructor(
    context: () -> CallContext<S3State>,
    private val journal: () -> Calls,
) {
    private val context = { context().also { it.runLifecycles() } }

    /**
     * The bucket [name], made in the mock's region if there is none. A statement that makes it and looks into it at once
     * fails: it has misspelt the name.
     *
     * @param name 3 to 63 lower-case letters, digits, dots and hyphens, as
     *   [AWS's rules](https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html) have it
     * @throws IllegalArgumentException for another name, or when another account has that bucket
     */
    public fun bucket(name: String): BucketFixture {
        require(BucketName.isValid(name)) { "S3 does not allow the bucket name \"$name\": ${BucketName.RULE}" }
        val call = context()
        var isNew = false
        val bucket =
            call.state.change(name) { there ->
                isNew = there == null
                there ?: Bucket(BucketSettings(name, call.account, call.region, call.now().toSeconds()))
            }!!
        require(bucket.owner == call.account) { "The bucket \"$name\" belongs to the account ${bucket.owner}" }
        val made = if (isNew) made(name, call) else null
        return BucketFixture(name, context, journal, made)
    }

    private fun made(
        name: String,
        call: CallContext<S3State>,
    ): MadeHere {
        val others = call.state.buckets().map { it.name }.filter { it != name }
        return MadeHere(javaClass, "bucket", name, others) { call.state.change(name) { null } }
    }

    /** Every bucket of the mock's account, in any region, by name. */
    public fun buckets(): List<BucketFixture> {
        val call = context()
        return call.state.buckets().filter {
            it.owner == call.account
        }.map { BucketFixture(it.name, context, journal) }
    }

    override fun toString(): String = "S3Fixture(${buckets().map { it.name }})"
}
