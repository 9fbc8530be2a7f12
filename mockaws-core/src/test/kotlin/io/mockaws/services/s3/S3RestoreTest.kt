package io.mockaws.services.s3

import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.services.s3.model.RestoreRequest
import software.amazon.awssdk.services.s3.model.StorageClass
import software.amazon.awssdk.services.s3.model.Tier
import java.nio.file.Path
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects.html and, for how long it takes,
 * restoring-objects-retrieval-options.html
 */
class S3RestoreTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { s3 ->
        s3.createBucket { it.bucket("box") }
        s3.put("box", "ice", "v") { it.storageClass(StorageClass.GLACIER) }
        s3.put("box", "deep", "v") { it.storageClass(StorageClass.DEEP_ARCHIVE) }
        s3.put("box", "k", "v")
    }

    private fun restore(
        key: String,
        days: Int? = 2,
        tier: Tier? = null,
    ): Int =
        s3.restoreObject { r ->
            val request = RestoreRequest.builder().days(days)
            if (tier != null) request.glacierJobParameters { it.tier(tier) }
            r.bucket("box").key(key).restoreRequest(request.build())
        }.sdkHttpResponse().statusCode()

    private fun state(key: String): String? = s3.headObject { it.bucket("box").key(key) }.restore()

    private fun refused(code: String, status: Int, message: String, call: () -> Any?) {
        shouldFail(code, status, call).awsErrorDetails().errorMessage() shouldBe message
    }

    private fun away(key: String) =
        refused("InvalidObjectState", 403, "The operation is not valid for the object's storage class") { s3.get("box", key) }

    @Test
    fun `an archived object can be read when it was restored, until its days are over`() {
        state("ice") shouldBe null
        away("ice")
        restore("ice") shouldBe 202
        state("ice") shouldBe "ongoing-request=\"true\""
        away("ice")
        world.aws.time.advanceBy(5.hours)
        // 15:00 on the 21st and two days are the 23rd, whose end it lasts to.
        state("ice") shouldBe "ongoing-request=\"false\", expiry-date=\"Tue, 24 Nov 2026 00:00:00 GMT\""
        val got = s3.get("box", "ice")
        got.asUtf8String() shouldBe "v"
        got.response().storageClassAsString() shouldBe "GLACIER"
        s3.copyObject { it.sourceBucket("box").sourceKey("ice").destinationBucket("box").destinationKey("copy") }
        state("copy") shouldBe null
        s3.get("box", "copy").asUtf8String() shouldBe "v"
        world.aws.time.advanceBy(3.days)
        state("ice") shouldBe null
        away("ice")
        shouldFail("ObjectNotInActiveTierError", 403) {
            s3.copyObject { it.sourceBucket("box").sourceKey("ice").destinationBucket("box").destinationKey("copy") }
        }
        restore("ice") shouldBe 202
    }

    @Test
    fun `how long it takes follows from tier and storage class`() {
        for ((key, tier, time) in listOf(
            Triple("ice", Tier.EXPEDITED, 5.minutes),
            Triple("ice", Tier.STANDARD, 5.hours),
            Triple("ice", Tier.BULK, 12.hours),
            Triple("deep", Tier.STANDARD, 12.hours),
            Triple("deep", Tier.BULK, 48.hours),
        )) {
            s3.put("box", key, "v") { it.storageClass(if (key == "ice") StorageClass.GLACIER else StorageClass.DEEP_ARCHIVE) }
            restore(key, tier = tier)
            world.aws.time.advanceBy(time - 1.minutes)
            away(key)
            world.aws.time.advanceBy(1.minutes)
            s3.get("box", key).asUtf8String() shouldBe "v"
        }
        refused("InvalidArgument", 400, "Retrieval option is not supported by this storage class") {
            s3.put("box", "deep", "v") { it.storageClass(StorageClass.DEEP_ARCHIVE) }
            restore("deep", tier = Tier.EXPEDITED)
        }
    }

    @Test
    fun `a restore that is under way can be made faster only, and one that is done can last longer`() {
        restore("ice", tier = Tier.BULK) shouldBe 202
        refused("RestoreAlreadyInProgress", 409, "Object restore is already in progress") { restore("ice", tier = Tier.BULK) }
        restore("ice", days = null, tier = Tier.EXPEDITED) shouldBe 202
        world.aws.time.advanceBy(5.minutes)
        state("ice") shouldBe "ongoing-request=\"false\", expiry-date=\"Tue, 24 Nov 2026 00:00:00 GMT\""
        restore("ice", days = 10) shouldBe 200
        state("ice") shouldBe "ongoing-request=\"false\", expiry-date=\"Wed, 02 Dec 2026 00:00:00 GMT\""
        s3.get("box", "ice").asUtf8String() shouldBe "v"
    }

    @Test
    fun `what is in no archive, or not there, cannot be restored`() {
        refused("InvalidObjectState", 403, "Restore is not allowed for the object's current storage class") { restore("k") }
        shouldFail("NoSuchKey", 404) { restore("nothing") }
        shouldFail("MalformedXML", 400) { restore("ice", days = 0) }
        shouldFail("MalformedXML", 400) { restore("ice", days = null) }
        shouldFail("MalformedXML", 400) { s3.restoreObject { it.bucket("box").key("ice") } }
    }

    @Test
    fun `a restore is kept with its object`(
        @TempDir folder: Path,
    ) {
        restore("ice")
        world.aws.save(folder.resolve("world"))
        S3World().use { loaded ->
            loaded.aws.load(folder.resolve("world"))
            loaded.client.headObject { it.bucket("box").key("ice") }.restore() shouldBe "ongoing-request=\"true\""
            loaded.aws.time.advanceBy(5.hours)
            loaded.client.get("box", "ice").asUtf8String() shouldBe "v"
        }
    }
}
