package io.mockaws.services.s3

import aws.sdk.kotlin.services.s3.deleteBucketTagging
import aws.sdk.kotlin.services.s3.getBucketTagging
import aws.sdk.kotlin.services.s3.model.S3Exception
import aws.sdk.kotlin.services.s3.putBucketTagging
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.model.Tag
import java.nio.file.Path
import aws.sdk.kotlin.services.s3.S3Client as KotlinS3Client
import aws.sdk.kotlin.services.s3.model.Tag as KotlinTag

/**
 * Answers and texts are those that localstack recorded at AWS in February 2026 (tests/aws/services/s3/test_s3_api,
 * TestS3BucketObjectTagging). The limit is that of
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/CostAllocTagging.html
 */
class S3BucketTaggingTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { s3 -> s3.createBucket { it.bucket("box") } }

    private fun put(vararg tags: Pair<String, String>, bucket: String = "box") =
        s3.putBucketTagging { it.bucket(bucket).tagging { t -> t.tagSet(tags.map(::tag)) } }

    private fun create(bucket: String, vararg tags: Pair<String, String>) =
        s3.createBucket { it.bucket(bucket).createBucketConfiguration { c -> c.tags(tags.map(::tag)) } }

    private fun tag(pair: Pair<String, String>) = Tag.builder().key(pair.first).value(pair.second).build()

    private fun S3Client.tags(bucket: String = "box") =
        getBucketTagging { it.bucket(bucket) }.tagSet().map { it.key() to it.value() }

    private fun noTags(bucket: String = "box") =
        shouldFail("NoSuchTagSet", 404) { s3.tags(bucket) }.awsErrorDetails().errorMessage() shouldBe "The TagSet does not exist"

    private fun refused(message: String, code: String = "InvalidTag", call: () -> Any?) {
        shouldFail(code, 400, call).awsErrorDetails().errorMessage() shouldBe message
    }

    @Test
    fun `tags are put, replaced as a whole, and deleted`() {
        noTags()
        put("tag1" to "tag1", "tag2" to "").sdkHttpResponse().statusCode() shouldBe 204
        s3.tags() shouldBe listOf("tag1" to "tag1", "tag2" to "")
        put("tag3" to "tag3")
        s3.tags() shouldBe listOf("tag3" to "tag3")
        repeat(2) { s3.deleteBucketTagging { it.bucket("box") }.sdkHttpResponse().statusCode() shouldBe 204 }
        noTags()
    }

    @Test
    fun `an empty set takes the tags away`() {
        put("k" to "v")
        put()
        noTags()
    }

    @Test
    fun `a bucket that is missing or of another account has none to show or change`() {
        shouldFail("NoSuchBucket", 404) { s3.tags("none") }
        shouldFail("NoSuchBucket", 404) { put("a,b" to "v", bucket = "none") }
        shouldFail("NoSuchBucket", 404) { s3.deleteBucketTagging { it.bucket("none") } }
        shouldFail("AccessDenied", 403) { s3.getBucketTagging { it.bucket("box").expectedBucketOwner("210987654321") } }
        shouldFail("AccessDenied", 403) { world.clientOf(account = "210987654321").deleteBucketTagging { it.bucket("box") } }
    }

    @Test
    fun `what is no tag is refused, and the tags stay as they were`() {
        put("k" to "v")
        refused("Cannot provide multiple Tags with the same key") { put("Key1" to "Val1", "Key1" to "Val1") }
        refused("The TagKey you have provided is invalid") { put("Key1,Key2" to "Val1") }
        refused("The TagValue you have provided is invalid") { put("Key1" to "Val1,Val2") }
        refused("System tags cannot be added/updated by requester") { put("aws:prefixed" to "Val1") }
        s3.tags() shouldBe listOf("k" to "v")
    }

    @Test
    fun `there are 50 tags at most, counted after each was looked at`() {
        val tags = (1..51).map { "k$it" to "v" }.toTypedArray()
        put(*tags.copyOf(50).requireNoNulls())
        s3.tags().size shouldBe 50
        refused("Bucket tag count cannot be greater than 50", "BadRequest") { put(*tags) }
        refused("The TagKey you have provided is invalid") { put(*tags, "a,b" to "v") }
    }

    @Test
    fun `a tag without key or value is malformed`() {
        for (tag in listOf("<Value>v</Value>", "<Key>k</Key>")) {
            malformed("/box", "tagging", "<Tagging><TagSet><Tag>$tag</Tag></TagSet></Tagging>")
            malformed("/never", "", "<CreateBucketConfiguration><Tags><Tag>$tag</Tag></Tags></CreateBucketConfiguration>")
        }
    }

    /** The SDKs do not send such a document. */
    private fun malformed(
        path: String,
        query: String,
        document: String,
    ) {
        val (status, answer) = world.put(path, query, document)
        status shouldBe 400
        answer shouldContain "<Code>MalformedXML</Code>"
    }

    @Test
    fun `a bucket is made with tags`() {
        create("tagged", "tag1" to "value1")
        s3.tags("tagged") shouldBe listOf("tag1" to "value1")
        create("plain")
        noTags("plain")
        refused("The TagKey you have provided is invalid") { create("never", "a,b" to "v") }
        refused("The TagValue you have provided is invalid") { create("never", "k" to "a,b") }
        refused(
            "User-defined tag keys can't start with \"aws:\". This prefix is reserved for system tags. Remove \"aws:\" from your " +
                "tag keys and try again.",
        ) { create("never", "aws:test" to "v") }
        shouldFail("NoSuchBucket", 404) { s3.tags("never") }
    }

    @Test
    fun `making a bucket again in us-east-1 is fine without tags only`() {
        create("tagged", "tag1" to "value1")
        shouldFail("BucketAlreadyOwnedByYou", 409) { create("tagged", "tag2" to "value2") }
        shouldFail("BucketAlreadyOwnedByYou", 409) { create("tagged", "tag1" to "value1") }
        create("tagged")
        s3.createBucket { it.bucket("tagged") }
        s3.tags("tagged") shouldBe listOf("tag1" to "value1")
    }

    @Test
    fun `tags survive forks, snapshots and files`(
        @TempDir folder: Path,
    ) {
        put("k" to "before")
        s3.put("box", "object", "1")
        val snapshot = world.aws.snapshot()
        world.aws.save(folder.resolve("world"))
        world.aws.fork().use { fork ->
            put("k" to "after")
            fork.tags() shouldBe listOf("k" to "before")
        }
        world.aws.restore(snapshot)
        s3.tags() shouldBe listOf("k" to "before")
        s3.deleteBucketTagging { it.bucket("box") }
        world.aws.load(folder.resolve("world"))
        s3.tags() shouldBe listOf("k" to "before")
        s3.get("box", "object").asUtf8String() shouldBe "1"
    }

    private fun MockAws.tags() = javaSdk.configure(S3Client.builder()).build().tags()

    @Test
    fun `the SDK for Kotlin tags a bucket`() =
        runTest {
            val kotlin = KotlinS3Client { world.aws.kotlinSdk.configure(this) }
            kotlin.putBucketTagging {
                bucket = "box"
                tagging {
                    tagSet =
                        listOf(
                            KotlinTag {
                                key = "k"
                                value = "ü 1"
                            }
                        )
                }
            }
            kotlin.getBucketTagging { bucket = "box" }.tagSet.single().value shouldBe "ü 1"
            world.aws.calls("s3", "PutBucketTagging").single().notHonoured shouldBe emptyList()
            kotlin.deleteBucketTagging { bucket = "box" }
            shouldThrow<S3Exception> { kotlin.getBucketTagging { bucket = "box" } }
                .sdkErrorMetadata.errorCode shouldBe "NoSuchTagSet"
        }
}
