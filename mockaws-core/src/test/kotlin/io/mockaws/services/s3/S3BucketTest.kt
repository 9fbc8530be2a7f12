package io.mockaws.services.s3

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException
import software.amazon.awssdk.services.s3.model.NoSuchBucketException
import java.time.Instant

class S3BucketTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client

    @Test
    fun `a bucket is made, found and deleted`() {
        s3.createBucket { it.bucket("receipts") }.location() shouldBe "/receipts"
        s3.headBucket { it.bucket("receipts") }.bucketRegion() shouldBe "us-east-1"
        val listed = s3.listBuckets()
        listed.buckets().map { it.name() } shouldContainExactly listOf("receipts")
        listed.buckets().single().creationDate() shouldBe Instant.parse("2026-11-21T10:00:00Z")
        listed.owner().id().length shouldBe 64
        s3.deleteBucket { it.bucket("receipts") }.sdkHttpResponse().statusCode() shouldBe 204
        shouldFail("NoSuchBucket", 404) { s3.deleteBucket { it.bucket("receipts") } }
        s3.listBuckets().hasBuckets() shouldBe true
        s3.listBuckets().buckets().size shouldBe 0
    }

    @Test
    fun `a missing bucket is told apart by its status in a HEAD`() {
        val failure = runCatching { s3.headBucket { it.bucket("nothing-here") } }.exceptionOrNull()
        (failure as NoSuchBucketException).statusCode() shouldBe 404
    }

    @Test
    fun `a bucket with objects is not deleted`() {
        s3.createBucket { it.bucket("full") }
        s3.put("full", "a", "1")
        shouldFail("BucketNotEmpty", 409) { s3.deleteBucket { it.bucket("full") } }
            .awsErrorDetails().errorMessage() shouldBe "The bucket you tried to delete is not empty"
    }

    @Test
    fun `making a bucket again is fine in us-east-1 and nowhere else`() {
        s3.createBucket { it.bucket("mine") }
        s3.put("mine", "kept", "1")
        s3.createBucket { it.bucket("mine") }
        s3.get("mine", "kept").asUtf8String() shouldBe "1"

        val west = world.clientOf(region = Region.US_WEST_2)
        west.createBucket { it.bucket("western").createBucketConfiguration { c -> c.locationConstraint("us-west-2") } }
        val again = runCatching {
            west.createBucket { it.bucket("western").createBucketConfiguration { c -> c.locationConstraint("us-west-2") } }
        }.exceptionOrNull()
        (again as BucketAlreadyOwnedByYouException).statusCode() shouldBe 409

        val stranger = world.clientOf(account = "210987654321")
        val taken = runCatching { stranger.createBucket { it.bucket("mine") } }.exceptionOrNull()
        (taken as BucketAlreadyExistsException).statusCode() shouldBe 409
    }

    @Test
    fun `a location must fit the endpoint`() {
        val west = world.clientOf(region = Region.US_WEST_2)
        shouldFail("IllegalLocationConstraintException", 400) {
            west.createBucket { it.bucket("eastern").createBucketConfiguration { c -> c.locationConstraint("eu-west-1") } }
        }
        for (constraint in listOf("us-east-1", "us-gov-east-2")) {
            shouldFail("IllegalLocationConstraintException", 400) {
                west.createBucket { it.bucket("eastern").createBucketConfiguration { c -> c.locationConstraint(constraint) } }
            }
        }
        shouldFail("InvalidLocationConstraint", 400) {
            s3.createBucket { it.bucket("nowhere").createBucketConfiguration { c -> c.locationConstraint("us-east-1") } }
        }
        shouldFail("InvalidBucketName", 400) { s3.createBucket { it.bucket("xn--bucket") } }
    }

    @Test
    fun `a bucket knows its location`() {
        s3.createBucket { it.bucket("here") }
        s3.createBucket { it.bucket("there").createBucketConfiguration { c -> c.locationConstraint("eu-west-1") } }
        s3.getBucketLocation { it.bucket("here") }.locationConstraintAsString().orEmpty() shouldBe ""
        s3.getBucketLocation { it.bucket("there") }.locationConstraintAsString() shouldBe "eu-west-1"
    }

    @Test
    fun `a bucket is only open in its own region, and the answer says which`() {
        s3.createBucket { it.bucket("there").createBucketConfiguration { c -> c.locationConstraint("eu-west-1") } }
        val failure = shouldFail("PermanentRedirect", 301) { s3.put("there", "a", "1") }
        failure.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region").get() shouldBe "eu-west-1"
        world.clientOf(region = Region.EU_WEST_1).put("there", "a", "1")
    }

    @Test
    fun `another account has no access`() {
        s3.createBucket { it.bucket("private") }
        s3.put("private", "a", "1")
        val stranger = world.clientOf(account = "210987654321")
        shouldFail("AccessDenied", 403) { stranger.get("private", "a") }
        shouldFail("AccessDenied", 403) { stranger.listObjectsV2 { it.bucket("private") } }
        stranger.listBuckets().buckets().size shouldBe 0
        shouldFail("AccessDenied", 403) {
            s3.listObjectsV2 { it.bucket("private").expectedBucketOwner("210987654321") }
        }
    }

    @Test
    fun `buckets are listed by pages, prefix and region`() {
        listOf("b-2", "b-1x", "a-100", "b-3").forEach { name -> s3.createBucket { it.bucket(name.padEnd(4, '0')) } }
        s3.createBucket { it.bucket("b-eu").createBucketConfiguration { c -> c.locationConstraint("eu-west-1") } }
        val first = s3.listBuckets { it.prefix("b-").maxBuckets(2) }
        first.buckets().map { it.name() } shouldContainExactly listOf("b-1x", "b-20")
        val second = s3.listBuckets { it.prefix("b-").maxBuckets(2).continuationToken(first.continuationToken()) }
        second.buckets().map { it.name() } shouldContainExactly listOf("b-30", "b-eu")
        second.continuationToken() shouldBe null
        s3.listBuckets { it.bucketRegion("eu-west-1") }.buckets().single().bucketRegion() shouldBe "eu-west-1"
    }

    @Test
    fun `what is not written says so by its name`() {
        s3.createBucket { it.bucket("plain") }
        val failure = shouldFail("NotImplemented", 501) { s3.getBucketAbac { it.bucket("plain") } }
        failure.awsErrorDetails().errorMessage() shouldContain "s3:GetBucketAbac"
        failure.awsErrorDetails().errorMessage() shouldContain "aws.on(\"s3\", \"GetBucketAbac\") { respond(mapOf(...)) }"
        shouldFail("NotImplemented", 501) { s3.getBucketMetadataConfiguration { it.bucket("plain") } }
    }
}
