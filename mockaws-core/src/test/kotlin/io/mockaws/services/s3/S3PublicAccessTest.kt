package io.mockaws.services.s3

import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.s3.model.ObjectOwnership
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration

/**
 * Answers and texts are those that localstack recorded at AWS in February 2026 (tests/aws/services/s3/test_s3_api,
 * TestS3PublicAccessBlock and TestS3BucketOwnershipControls).
 */
class S3PublicAccessTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { s3 -> s3.createBucket { it.bucket("box") } }

    private fun block(configure: (PublicAccessBlockConfiguration.Builder) -> Unit) =
        s3.putPublicAccessBlock { it.bucket("box").publicAccessBlockConfiguration(configure) }

    private fun block() =
        s3.getPublicAccessBlock { it.bucket("box") }.publicAccessBlockConfiguration().let {
            listOf(it.blockPublicAcls(), it.ignorePublicAcls(), it.blockPublicPolicy(), it.restrictPublicBuckets())
        }

    private fun own(vararg ownership: String) =
        s3.putBucketOwnershipControls { r ->
            r.bucket("box").ownershipControls { c ->
                c.rules(ownership.map { OwnershipControlsRule.builder().objectOwnership(it).build() })
            }
        }

    private fun ownership(bucket: String = "box") =
        s3.getBucketOwnershipControls { it.bucket(bucket) }.ownershipControls().rules().single().objectOwnership()

    @Test
    fun `a new bucket blocks all public access, made by a client or a fixture`() {
        block() shouldBe listOf(true, true, true, true)
        world.aws.s3.bucket("fixture")
        s3.getPublicAccessBlock { it.bucket("fixture") }.publicAccessBlockConfiguration().restrictPublicBuckets() shouldBe true
        ownership("fixture") shouldBe ObjectOwnership.BUCKET_OWNER_ENFORCED
    }

    @Test
    fun `what a public access block does not name is false`() {
        block { it.blockPublicAcls(false).ignorePublicAcls(false).blockPublicPolicy(false) }
        block() shouldBe listOf(false, false, false, false)
        block { it.ignorePublicAcls(true) }
        block() shouldBe listOf(false, true, false, false)
    }

    @Test
    fun `a public access block is deleted, any number of times`() {
        repeat(2) { s3.deletePublicAccessBlock { it.bucket("box") }.sdkHttpResponse().statusCode() shouldBe 204 }
        shouldFail("NoSuchPublicAccessBlockConfiguration", 404) { block() }
            .awsErrorDetails().errorMessage() shouldBe "The public access block configuration was not found"
    }

    @Test
    fun `an empty public access block is refused`() {
        shouldFail("InvalidRequest", 400) { block {} }
            .awsErrorDetails().errorMessage() shouldBe "Must specify at least one configuration."
        block() shouldBe listOf(true, true, true, true)
    }

    @Test
    fun `a bucket's owner owns all that is in it unless the bucket says otherwise`() {
        ownership() shouldBe ObjectOwnership.BUCKET_OWNER_ENFORCED
        own("ObjectWriter")
        ownership() shouldBe ObjectOwnership.OBJECT_WRITER
        s3.createBucket { it.bucket("preferred").objectOwnership("BucketOwnerPreferred") }
        ownership("preferred") shouldBe ObjectOwnership.BUCKET_OWNER_PREFERRED
    }

    @Test
    fun `ownership controls are deleted, any number of times`() {
        repeat(2) { s3.deleteBucketOwnershipControls { it.bucket("box") }.sdkHttpResponse().statusCode() shouldBe 204 }
        shouldFail("OwnershipControlsNotFoundError", 404) { ownership() }
            .awsErrorDetails().errorMessage() shouldBe "The bucket ownership controls were not found"
    }

    @Test
    fun `ownership controls have one rule, with a value that S3 knows`() {
        for (rules in listOf(listOf("BucketOwnerPreferred", "ObjectWriter"), listOf("RandomValue"), listOf())) {
            shouldFail("MalformedXML", 400) { own(*rules.toTypedArray()) }
        }
        for (header in listOf("RandomValue", "")) {
            shouldFail("InvalidArgument", 400) { s3.createBucket { it.bucket("never").objectOwnership(header) } }
                .awsErrorDetails().errorMessage() shouldBe "Invalid x-amz-object-ownership header: $header"
        }
        ownership() shouldBe ObjectOwnership.BUCKET_OWNER_ENFORCED
        world.aws.s3.buckets().map { it.name } shouldBe listOf("box")
    }

    @Test
    fun `an expected owner has to be an account`() {
        for (account in listOf("0000", "0000000000020", "abcd", "aa000000000$")) {
            shouldFail("InvalidBucketOwnerAWSAccountID", 400) {
                s3.getPublicAccessBlock { it.bucket("box").expectedBucketOwner(account) }
            }.awsErrorDetails().errorMessage() shouldBe
                "The value of the expected bucket owner parameter must be an AWS Account ID... [$account]"
        }
    }
}
