package io.mockaws.services.kms

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.model.S3Exception
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.sqs.model.KmsDisabledException
import software.amazon.awssdk.services.sqs.model.KmsNotFoundException
import software.amazon.awssdk.services.sqs.model.QueueAttributeName

/** Services that encrypt under a key ask KMS for it. */
class KmsAtOtherServicesTest {
    @AutoClose
    private val world = KmsWorld()
    private val aws = world.aws
    private val s3 = aws.javaSdk.configure(S3Client.builder()).build().also { s3 -> s3.createBucket { it.bucket("box") } }
    private val sqs = aws.javaSdk.configure(SqsClient.builder()).build()

    private fun put(keyId: String) =
        s3.putObject({ it.bucket("box").key("k").serverSideEncryption("aws:kms").ssekmsKeyId(keyId) }, RequestBody.fromString("v"))

    private fun refused(
        code: String,
        message: String,
        call: () -> Any?,
    ) {
        val details = shouldThrow<S3Exception> { call() }.awsErrorDetails()
        (details.errorCode() to details.errorMessage()) shouldBe (code to message)
    }

    @Test
    fun `S3 takes no key that is not there, and none that cannot be used`() {
        val id = "134f2428-cec1-4b25-a1ae-9048164dba47"
        refused("KMS.NotFoundException", "Key '${world.arn(id)}' does not exist") { put(id) }
        val key = aws.kms.key("box")
        put("alias/box").ssekmsKeyId() shouldBe key.arn
        key.disable()
        refused("KMS.DisabledException", "${key.arn} is disabled.") { put(key.id) }
        val signs = aws.kms.key("signs") {
            spec = "ECC_NIST_P256"
            usage = "SIGN_VERIFY"
        }
        shouldThrow<S3Exception> { put(signs.id) }.awsErrorDetails().errorCode() shouldBe "KMS.InvalidKeyUsageException"
    }

    @Test
    fun `S3 gives out nothing while its key cannot be used`() {
        val key = aws.kms.key("box")
        put(key.id)
        key.disable()
        refused("KMS.DisabledException", "${key.arn} is disabled.") { s3.getObjectAsBytes { it.bucket("box").key("k") } }
        refused("KMS.DisabledException", "${key.arn} is disabled.") {
            s3.copyObject { it.sourceBucket("box").sourceKey("k").destinationBucket("box").destinationKey("to") }
        }
        s3.headObject { it.bucket("box").key("k") }.ssekmsKeyId() shouldBe key.arn
        key.enable()
        s3.getObjectAsBytes { it.bucket("box").key("k") }.asUtf8String() shouldBe "v"
        key.scheduleDeletion()
        refused("KMS.KMSInvalidStateException", "${key.arn} is pending deletion.") {
            s3.getObjectAsBytes { it.bucket("box").key("k") }
        }
    }

    @Test
    fun `SQS needs its key to send and to receive, and takes a queue without`() {
        val url = sqs.createQueue { it.queueName("orders").attributes(mapOf(QueueAttributeName.KMS_MASTER_KEY_ID to "alias/q")) }.queueUrl()
        shouldThrow<KmsNotFoundException> { sqs.sendMessage { it.queueUrl(url).messageBody("m") } }
        val key = aws.kms.key("q")
        sqs.sendMessage { it.queueUrl(url).messageBody("m") }
        key.disable()
        shouldThrow<KmsDisabledException> { sqs.sendMessage { it.queueUrl(url).messageBody("m") } }
        shouldThrow<KmsDisabledException> { sqs.receiveMessage { it.queueUrl(url) } }
        key.enable()
        sqs.receiveMessage { it.queueUrl(url) }.messages().single().body() shouldBe "m"
    }

    @Test
    fun `where KMS is not among the services of a mock, each name is taken for a key`() {
        MockAws.start(MockAwsOptions(services = setOf("s3"))).use { alone ->
            alone.javaSdk.configure(S3Client.builder()).build().use { s3 ->
                s3.createBucket { it.bucket("box") }
                s3.putObject({
                    it.bucket("box").key("k").serverSideEncryption("aws:kms").ssekmsKeyId("134f2428-cec1-4b25-a1ae-9048164dba47")
                }, RequestBody.fromString("v")).ssekmsKeyId() shouldBe
                    "arn:aws:kms:us-east-1:${alone.accountId}:key/134f2428-cec1-4b25-a1ae-9048164dba47"
            }
        }
    }
}
