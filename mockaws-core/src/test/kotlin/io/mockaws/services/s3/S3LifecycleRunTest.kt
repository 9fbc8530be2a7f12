package io.mockaws.services.s3

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.model.ExpirationStatus
import software.amazon.awssdk.services.s3.model.LifecycleRule
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationResponse
import java.nio.file.Path
import java.time.Instant
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

/**
 * What rules do. It begins on 21 November 2026 at 10 o'clock.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html has how days are counted and rounded,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-conflicts.html what goes first.
 */
class S3LifecycleRunTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { s3 -> s3.createBucket { it.bucket("box") } }

    private fun put(vararg rules: LifecycleRule.Builder.() -> Unit) = s3.putRules("box", *rules)

    private fun keys() = s3.listObjectsV2 { it.bucket("box") }.contents().map { it.key() }

    private fun wait(time: Duration) = world.aws.time.advanceBy(time)

    private fun version() = s3.putBucketVersioning { r -> r.bucket("box").versioningConfiguration { it.status("Enabled") } }

    private fun storageClasses() = s3.listObjectVersions { it.bucket("box") }.versions().map { it.storageClassAsString() }

    @Test
    fun `an object goes at the midnight after its days are over`() {
        put({ filter { it.prefix("tmp/") }.expiration { it.days(3) } })
        s3.put("box", "tmp/a", "1")
        s3.put("box", "kept", "1")
        wait(13.hours)
        s3.put("box", "tmp/b", "1")
        wait(3.days)
        keys() shouldContainExactly listOf("kept", "tmp/a", "tmp/b")
        wait(1.hours)
        keys() shouldContainExactly listOf("kept")
        shouldFail("NoSuchKey", 404) { s3.get("box", "tmp/a") }
        world.aws.s3.bucket("box").keys() shouldBe listOf("kept")
    }

    @Test
    fun `a rule with a date takes what is there from that day on`() {
        put({ expiration { it.date(Instant.parse("2026-11-23T00:00:00Z")) } })
        s3.put("box", "a", "1").expiration() shouldBe "expiry-date=\"Mon, 23 Nov 2026 00:00:00 GMT\", rule-id=\"rule-0\""
        wait(37.hours)
        keys() shouldBe listOf("a")
        wait(1.hours)
        keys() shouldBe emptyList()
        s3.put("box", "b", "1")
        wait(13.hours)
        keys() shouldBe listOf("b")
        wait(1.days)
        keys() shouldBe emptyList()
    }

    @Test
    fun `rules see what was there before them, from the next midnight on`() {
        s3.put("box", "old", "1")
        wait(30.days)
        put({ expiration { it.days(7) } })
        s3.headObject { it.bucket("box").key("old") }.expiration() shouldBe
            "expiry-date=\"Sun, 29 Nov 2026 00:00:00 GMT\", rule-id=\"rule-0\""
        keys() shouldBe listOf("old")
        wait(1.days)
        keys() shouldBe emptyList()
    }

    @Test
    fun `a disabled rule and a deleted one do nothing`() {
        s3.put("box", "a", "1").expiration() shouldBe null
        put({ status(ExpirationStatus.DISABLED).expiration { it.days(1) } })
        s3.headObject { it.bucket("box").key("a") }.expiration() shouldBe null
        wait(10.days)
        put({ expiration { it.days(1) } })
        s3.deleteBucketLifecycle { it.bucket("box") }
        wait(10.days)
        keys() shouldBe listOf("a")
    }

    @Test
    fun `filters go by tags and by sizes, which are exclusive`() {
        put(
            { filter { f -> f.tag { it.key("k").value("v") } }.expiration { it.days(1) } },
            { filter { f -> f.and { it.prefix("s/").objectSizeGreaterThan(2).objectSizeLessThan(5) } }.expiration { it.days(1) } },
        )
        s3.put("box", "tagged", "1") { it.tagging("k=v&other=1") }
        s3.put("box", "other", "1") { it.tagging("k=w") }
        listOf(2, 3, 4, 5).forEach { s3.put("box", "s/$it", "x".repeat(it)) }
        wait(2.days)
        keys() shouldContainExactly listOf("other", "s/2", "s/5")
    }

    @Test
    fun `who puts or reads an object hears when it goes, and by which rule`() {
        put({ id("späte r").expiration { it.days(9) } }, { filter { it.prefix("a") }.expiration { it.days(1) } })
        val soon = "expiry-date=\"Mon, 23 Nov 2026 00:00:00 GMT\", rule-id=\"rule-1\""
        val late = "expiry-date=\"Tue, 01 Dec 2026 00:00:00 GMT\", rule-id=\"sp%C3%A4te%20r\""
        s3.put("box", "a", "1").expiration() shouldBe soon
        s3.put("box", "b", "1").expiration() shouldBe late
        s3.get("box", "a").response().expiration() shouldBe soon
        s3.headObject { it.bucket("box").key("b") }.expiration() shouldBe late
        s3.copyObject { it.sourceBucket("box").sourceKey("a").destinationBucket("box").destinationKey("c") }.expiration() shouldBe late
        upload("d").let { (id, part) ->
            s3.completeMultipartUpload { r ->
                r.bucket("box").key("d").uploadId(id).multipartUpload { m -> m.parts({ it.partNumber(1).eTag(part) }) }
            }.expiration() shouldBe late
        }
    }

    /** localstack recorded it at AWS: test_bucket_lifecycle_configuration_object_expiry_versioned */
    @Test
    fun `who names a version does not hear when it goes`() {
        version()
        put({ expiration { it.days(3) } })
        val id = s3.put("box", "a", "1").also { (it.expiration() == null) shouldBe false }.versionId()
        s3.headObject { it.bucket("box").key("a").versionId(id) }.expiration() shouldBe null
        (s3.headObject { it.bucket("box").key("a") }.expiration() == null) shouldBe false
    }

    @Test
    fun `a bucket with versions gets a delete marker, and later loses what it marks and the marker itself`() {
        version()
        put(
            {
                expiration { it.days(2) }
                noncurrentVersionExpiration { it.noncurrentDays(3) }
            },
        )
        s3.put("box", "a", "1")
        wait(3.days)
        val bucket = world.aws.s3.bucket("box")
        bucket.versions().map { it.isDeleteMarker to it.isLatest } shouldBe listOf(true to true, false to false)
        bucket.versions().first().lastModified.toString() shouldBe "2026-11-24T00:00:00Z"
        wait(4.days)
        bucket.versions().map { it.isDeleteMarker } shouldBe listOf(true)
        wait(1.days)
        bucket.versions() shouldBe emptyList()
    }

    @Test
    fun `what comes of rules does not depend on who looks when`() {
        version()
        put({ expiration { it.days(2) }.noncurrentVersionExpiration { it.noncurrentDays(30) } })
        s3.put("box", "a", "1")
        world.aws.fork().use { fork ->
            fork.time.advanceBy(34.days)
            fork.s3.bucket("box").versions().map { it.isDeleteMarker } shouldBe listOf(true)
        }
        repeat(34) {
            wait(1.days)
            keys()
        }
        world.aws.s3.bucket("box").versions().map { it.isDeleteMarker } shouldBe listOf(true)
    }

    @Test
    fun `newer noncurrent versions are kept`() {
        version()
        put({ noncurrentVersionExpiration { it.noncurrentDays(1).newerNoncurrentVersions(2) } })
        repeat(5) { s3.put("box", "a", "$it") }
        wait(2.days)
        world.aws.s3.bucket("box").versions().size shouldBe 3
        s3.get("box", "a").asUtf8String() shouldBe "4"
    }

    @Test
    fun `a delete marker that marks nothing goes with the next run`() {
        version()
        put({ expiration { it.expiredObjectDeleteMarker(true) } })
        s3.put("box", "a", "1")
        s3.deleteObject { it.bucket("box").key("a") }
        s3.put("box", "b", "1").expiration() shouldBe null
        s3.deleteObject { it.bucket("box").key("gone") }
        wait(1.days)
        world.aws.s3.bucket("box").versions().map { it.key } shouldBe listOf("a", "a", "b")
    }

    @Test
    fun `in a bucket whose versions are suspended the null version is replaced by a marker`() {
        version()
        s3.put("box", "a", "1")
        s3.putBucketVersioning { r -> r.bucket("box").versioningConfiguration { it.status("Suspended") } }
        s3.put("box", "a", "2")
        put({ expiration { it.days(1) } })
        wait(2.days)
        val (marker, old) = world.aws.s3.bucket("box").versions()
        (marker.isDeleteMarker to marker.versionId) shouldBe (true to "null")
        old.isDeleteMarker shouldBe false
    }

    @Test
    fun `an upload that is never completed is given up`() {
        put({ filter { it.prefix("a") }.abortIncompleteMultipartUpload { it.daysAfterInitiation(2) } })
        val begun = s3.createMultipartUpload { it.bucket("box").key("a") }
        begun.abortDate() shouldBe Instant.parse("2026-11-24T00:00:00Z")
        begun.abortRuleId() shouldBe "rule-0"
        s3.listParts { it.bucket("box").key("a").uploadId(begun.uploadId()) }.abortDate() shouldBe begun.abortDate()
        s3.createMultipartUpload { it.bucket("box").key("b") }.abortDate() shouldBe null
        wait(2.days + 13.hours)
        s3.listMultipartUploads { it.bucket("box") }.uploads().size shouldBe 2
        wait(1.hours)
        s3.listMultipartUploads { it.bucket("box") }.uploads().map { it.key() } shouldBe listOf("b")
        shouldFail("NoSuchUpload", 404) { s3.listParts { it.bucket("box").key("a").uploadId(begun.uploadId()) } }
    }

    @Test
    fun `objects move from class to class and cannot be read from an archive`() {
        put(
            {
                transitions({ it.days(30).storageClass("STANDARD_IA") }, { it.days(60).storageClass("GLACIER") })
                expiration { it.days(90) }
            },
        )
        s3.put("box", "big", "x".repeat(128 * 1024))
        s3.put("box", "small", "x")
        wait(31.days)
        storageClasses() shouldBe listOf("STANDARD_IA", "STANDARD")
        s3.headObject { it.bucket("box").key("big") }.storageClassAsString() shouldBe "STANDARD_IA"
        s3.get("box", "big").asByteArray().size shouldBe 128 * 1024
        wait(30.days)
        storageClasses() shouldBe listOf("GLACIER", "STANDARD")
        shouldFail("InvalidObjectState", 403) { s3.get("box", "big") }
        wait(30.days)
        keys() shouldBe emptyList()
    }

    @Test
    fun `small objects move where a rule or the bucket says so`() {
        s3.putBucketLifecycleConfiguration { r ->
            r.bucket("box").transitionDefaultMinimumObjectSize("varies_by_storage_class").lifecycleConfiguration { c ->
                c.rules(
                    lifecycleRule { id("archive").filter { it.prefix("a") }.transitions({ it.days(0).storageClass("GLACIER") }) },
                    lifecycleRule { id("ia").filter { it.prefix("b") }.transitions({ it.days(30).storageClass("STANDARD_IA") }) },
                    lifecycleRule {
                        id("sized").filter { f -> f.and { it.prefix("c").objectSizeGreaterThan(0) } }
                            .transitions({ it.days(30).storageClass("STANDARD_IA") })
                    },
                )
            }
        }
        listOf("a", "b", "c").forEach { s3.put("box", it, "1") }
        wait(31.days)
        storageClasses() shouldBe listOf("GLACIER", "STANDARD", "STANDARD_IA")
    }

    @Test
    fun `noncurrent versions move, and the most thorough of several actions is done`() {
        version()
        put(
            { noncurrentVersionTransitions({ it.noncurrentDays(1).storageClass("GLACIER") }).filter { it.objectSizeGreaterThan(0) } },
            { filter { it.prefix("b") }.noncurrentVersionExpiration { it.noncurrentDays(1) } },
        )
        for (key in listOf("a", "b")) repeat(2) { s3.put("box", key, "$it") }
        wait(2.days)
        storageClasses() shouldBe listOf("STANDARD", "GLACIER", "STANDARD")
    }

    @Test
    fun `an object does not move back`() {
        put({ transitions({ it.days(0).storageClass("INTELLIGENT_TIERING") }) })
        s3.put("box", "a", "x".repeat(200_000)) { it.storageClass("GLACIER_IR") }
        wait(3.days)
        storageClasses() shouldBe listOf("GLACIER_IR")
    }

    @Test
    fun `rules go on in forks, snapshots and files`(
        @TempDir folder: Path,
    ) {
        put({ expiration { it.days(1) } })
        s3.put("box", "a", "1")
        val snapshot = world.aws.snapshot()
        world.aws.save(folder.resolve("world"))
        wait(2.days)
        keys() shouldBe emptyList()
        world.aws.restore(snapshot)
        // The clock stays where it is.
        keys() shouldBe emptyList()
        S3World().use { later ->
            later.aws.load(folder.resolve("world"))
            later.aws.s3.bucket("box").keys() shouldBe listOf("a")
            later.aws.fork().use { fork ->
                fork.time.advanceBy(2.days)
                fork.s3.bucket("box").keys() shouldBe emptyList()
            }
            later.aws.s3.bucket("box").keys() shouldBe listOf("a")
        }
    }

    private fun upload(key: String): Pair<String, String> {
        val id = s3.createMultipartUpload { it.bucket("box").key(key) }.uploadId()
        val part = s3.uploadPart({ it.bucket("box").key(key).uploadId(id).partNumber(1) }, RequestBody.fromString("part"))
        return id to part.eTag()
    }
}

/** About all objects, and enabled, unless [rule] says otherwise. */
internal fun lifecycleRule(rule: LifecycleRule.Builder.() -> Unit): LifecycleRule =
    LifecycleRule.builder().status(ExpirationStatus.ENABLED).filter { }.apply(rule).build()

/** Rules that are called by their place, unless they say otherwise. */
internal fun S3Client.putRules(
    bucket: String,
    vararg rules: LifecycleRule.Builder.() -> Unit,
): PutBucketLifecycleConfigurationResponse =
    putBucketLifecycleConfiguration { r ->
        r.bucket(bucket).lifecycleConfiguration { c ->
            c.rules(rules.mapIndexed { index, rule -> lifecycleRule { id("rule-$index").rule() } })
        }
    }
