package io.mockaws.services.s3

import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.model.BucketAccelerateStatus
import software.amazon.awssdk.services.s3.model.Payer

/**
 * Answers and texts are those that localstack recorded at AWS in February 2026 (tests/aws/services/s3/test_s3,
 * test_s3_request_payer, and test_s3_api, TestS3BucketAccelerateConfiguration), or of the pages that are named.
 */
class S3PaymentAndAccelerationTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { s3 -> s3.createBucket { it.bucket("box") } }

    private fun pay(payer: String, bucket: String = "box") =
        s3.putBucketRequestPayment { r -> r.bucket(bucket).requestPaymentConfiguration { it.payer(payer) } }

    private fun payer() = s3.getBucketRequestPayment { it.bucket("box") }.payer()

    private fun accelerate(status: String?, bucket: String = "box") =
        s3.putBucketAccelerateConfiguration { r -> r.bucket(bucket).accelerateConfiguration { it.status(status) } }

    private fun acceleration() = s3.getBucketAccelerateConfiguration { it.bucket("box") }.status()

    @Test
    fun `the bucket's owner pays unless the requester does`() {
        payer() shouldBe Payer.BUCKET_OWNER
        pay("Requester").sdkHttpResponse().statusCode() shouldBe 200
        payer() shouldBe Payer.REQUESTER
        pay("BucketOwner")
        payer() shouldBe Payer.BUCKET_OWNER
    }

    @Test
    fun `nobody else pays`() {
        shouldFail("MalformedXML", 400) { pay("Random") }
        shouldFail("NoSuchBucket", 404) { pay("Requester", bucket = "none") }
        payer() shouldBe Payer.BUCKET_OWNER
    }

    @Test
    fun `a bucket has no acceleration until it is set`() {
        acceleration().shouldBeNull()
        accelerate("Enabled").sdkHttpResponse().statusCode() shouldBe 200
        acceleration() shouldBe BucketAccelerateStatus.ENABLED
        accelerate("Suspended")
        acceleration() shouldBe BucketAccelerateStatus.SUSPENDED
        world.aws.calls().forEach { it.notHonoured shouldBe listOf() }
    }

    @Test
    fun `acceleration has two states, and needs a name without periods`() {
        for (status in listOf("enabled", "random", null)) shouldFail("MalformedXML", 400) { accelerate(status) }
        s3.createBucket { it.bucket("a.box") }
        shouldFail("InvalidRequest", 400) { accelerate("random", bucket = "a.box") }.awsErrorDetails().errorMessage() shouldBe
            "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names"
        acceleration().shouldBeNull()
    }

    /** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
    @Test
    fun `the accelerating address is for buckets that are accelerated`() {
        val fast = world.aws.javaSdk.configure(S3Client.builder()).accelerate(true).build()
        fun refusal() = shouldFail("InvalidRequest", 400) { fast.put("box", "k", "v") }.awsErrorDetails().errorMessage()
        refusal() shouldBe "S3 Transfer Acceleration is not configured on this bucket"
        accelerate("Suspended")
        refusal() shouldBe "S3 Transfer Acceleration is disabled on this bucket"
        accelerate("Enabled")
        fast.put("box", "k", "v")
        s3.get("box", "k").asUtf8String() shouldBe "v"
    }
}
