package io.mockaws.services.s3

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.model.LoggingEnabled
import software.amazon.awssdk.services.s3.model.PartitionDateSource
import software.amazon.awssdk.services.s3.model.TargetGrant

/** Answers and texts are those that localstack recorded at AWS (tests/aws/services/s3/test_s3, TestS3BucketLogging). */
class S3LoggingTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { s3 -> listOf("box", "logs").forEach { name -> s3.createBucket { it.bucket(name) } } }

    private fun S3Client.log(
        bucket: String,
        target: String,
        configure: LoggingEnabled.Builder.() -> Unit = {},
    ) = putBucketLogging { r ->
        r.bucket(bucket).bucketLoggingStatus { s ->
            s.loggingEnabled(LoggingEnabled.builder().targetBucket(target).targetPrefix("log").apply(configure).build())
        }
    }

    private fun logging() = s3.getBucketLogging { it.bucket("box") }.loggingEnabled()

    private fun grant(permission: String) =
        TargetGrant.builder().permission(permission).grantee {
            it.type("Group").uri("http://acs.amazonaws.com/groups/s3/LogDelivery")
        }.build()

    @Test
    fun `logging is off, turned on and off again`() {
        logging() shouldBe null
        s3.log("box", "logs").sdkHttpResponse().statusCode() shouldBe 200
        logging() shouldBe LoggingEnabled.builder().targetBucket("logs").targetPrefix("log").build()
        s3.putBucketLogging { r -> r.bucket("box").bucketLoggingStatus { } }
        logging() shouldBe null
    }

    @Test
    fun `grants and the form of the keys are kept`() {
        s3.log("box", "logs") { targetGrants(grant("WRITE"), grant("READ_ACP")) }
        logging().targetGrants() shouldBe listOf(grant("WRITE"), grant("READ_ACP"))
        s3.log("box", "logs") { targetObjectKeyFormat { f -> f.simplePrefix { } } }
        (logging().targetObjectKeyFormat().simplePrefix() == null) shouldBe false
        s3.log("box", "logs") { targetObjectKeyFormat { f -> f.partitionedPrefix { it.partitionDateSource("DeliveryTime") } } }
        logging().targetObjectKeyFormat().partitionedPrefix().partitionDateSource() shouldBe PartitionDateSource.DELIVERY_TIME
        shouldFail("MalformedXML", 400) { s3.log("box", "logs") { targetGrants(grant("NOTAREALPERM")) } }
        shouldFail("MalformedXML", 400) { s3.log("box", "logs") { targetObjectKeyFormat { } } }
    }

    @Test
    fun `logs go to a bucket that exists, of the same owner and in the same region`() {
        shouldFail("InvalidTargetBucketForLogging", 400) { s3.log("box", "none") }.awsErrorDetails().errorMessage() shouldBe
            "The target bucket for logging does not exist"
        world.clientOf(account = "210987654321").createBucket { it.bucket("others") }
        shouldFail("InvalidTargetBucketForLogging", 400) { s3.log("box", "others") }
        val oregon = world.clientOf(region = Region.US_WEST_2)
        oregon.createBucket { r -> r.bucket("far").createBucketConfiguration { it.locationConstraint("us-west-2") } }
        val ohio = world.clientOf(region = Region.US_EAST_2)
        ohio.createBucket { r -> r.bucket("near").createBucketConfiguration { it.locationConstraint("us-east-2") } }
        shouldFail("CrossLocationLoggingProhibitted", 403) { s3.log("box", "far") }.awsErrorDetails().errorMessage() shouldBe
            "Cross S3 location logging not allowed. "
        shouldFail("CrossLocationLoggingProhibitted", 403) { ohio.log("near", "far") }
        val enabled = "<LoggingEnabled><TargetBucket>far</TargetBucket><TargetPrefix/></LoggingEnabled>"
        val document = "<BucketLoggingStatus>$enabled</BucketLoggingStatus>"
        val target = "<TargetBucketLocation>us-west-2</TargetBucketLocation>"
        // us-east-1 has no name here.
        world.put("/box", "logging", document).second.let {
            it shouldContain target
            it shouldNotContain "SourceBucketLocation"
        }
        world.put("/near", "logging", document, "us-east-2").second shouldContain
            "<SourceBucketLocation>us-east-2</SourceBucketLocation>$target"
        logging() shouldBe null
    }
}
