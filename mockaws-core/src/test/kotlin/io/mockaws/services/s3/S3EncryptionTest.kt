package io.mockaws.services.s3

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldMatch
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.model.CompletedPart
import software.amazon.awssdk.services.s3.model.CopyObjectRequest
import software.amazon.awssdk.services.s3.model.EncryptionType
import software.amazon.awssdk.services.s3.model.PutObjectRequest
import software.amazon.awssdk.services.s3.model.ServerSideEncryption
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule
import java.nio.file.Path

/**
 * Answers and texts are those that localstack recorded at AWS in February 2026 (tests/aws/services/s3/test_s3_api,
 * TestS3BucketEncryption; test_s3, the tests on SSE). ETags:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
 */
class S3EncryptionTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { s3 -> s3.createBucket { it.bucket("box") } }
    private val key = world.aws.kms.key("mine")
    private val id = key.id
    private val arn = key.arn

    private fun rule(
        algorithm: String,
        keyId: String? = null,
        bucketKey: Boolean? = null,
    ): ServerSideEncryptionRule =
        ServerSideEncryptionRule.builder()
            .applyServerSideEncryptionByDefault { it.sseAlgorithm(algorithm).kmsMasterKeyID(keyId) }
            .bucketKeyEnabled(bucketKey).build()

    private fun putEncryption(vararg rules: ServerSideEncryptionRule, bucket: String = "box") =
        s3.putBucketEncryption { r -> r.bucket(bucket).serverSideEncryptionConfiguration { it.rules(*rules) } }

    private fun rules(bucket: String = "box"): List<ServerSideEncryptionRule> =
        s3.getBucketEncryption { it.bucket(bucket) }.serverSideEncryptionConfiguration().rules()

    private fun PutObjectRequest.Builder.kms(keyId: String? = null) =
        serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(keyId)

    private fun copy(to: String, configure: (CopyObjectRequest.Builder) -> Unit = {}) =
        s3.copyObject { it.sourceBucket("box").sourceKey("k").destinationBucket("box").destinationKey(to).also(configure) }

    private fun head(key: String) = s3.headObject { it.bucket("box").key(key) }

    private fun refused(code: String, message: String, call: () -> Any?) {
        shouldFail(code, 400, call).awsErrorDetails().errorMessage() shouldBe message
    }

    private val malformed = "The XML you provided was not well-formed or did not validate against our published schema"

    @Test
    fun `a bucket that was never told encrypts with keys of S3, and takes none of clients`() {
        val rule = rules().single()
        rule.applyServerSideEncryptionByDefault().sseAlgorithm() shouldBe ServerSideEncryption.AES256
        rule.applyServerSideEncryptionByDefault().kmsMasterKeyID() shouldBe null
        rule.bucketKeyEnabled() shouldBe false
        rule.blockedEncryptionTypes().encryptionType() shouldContainExactly listOf(EncryptionType.SSE_C)
        s3.deleteBucketEncryption { it.bucket("box") }.sdkHttpResponse().statusCode() shouldBe 204
        rules() shouldBe listOf(rule)
    }

    @Test
    fun `a setting is put, shown as it came, and deleted`() {
        putEncryption(rule("aws:kms", "12345678"))
        rules().single().applyServerSideEncryptionByDefault().let { default ->
            default.sseAlgorithmAsString() shouldBe "aws:kms"
            default.kmsMasterKeyID() shouldBe "12345678"
        }
        rules().single().bucketKeyEnabled() shouldBe false
        putEncryption(rule("aws:kms:dsse", bucketKey = true))
        rules().single().bucketKeyEnabled() shouldBe true
        s3.deleteBucketEncryption { it.bucket("box") }
        rules().single().applyServerSideEncryptionByDefault().sseAlgorithmAsString() shouldBe "AES256"
    }

    @Test
    fun `a setting that is none is refused`() {
        refused("MalformedXML", malformed) { putEncryption() }
        refused("MalformedXML", malformed) { putEncryption(rule("aws:kms"), rule("AES256")) }
        refused("MalformedXML", malformed) { putEncryption(rule("rot13")) }
        refused("MalformedXML", malformed) { putEncryption(ServerSideEncryptionRule.builder().bucketKeyEnabled(true).build()) }
        val notApplicable = "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse"
        refused("InvalidArgument", notApplicable) { putEncryption(rule("AES256", "randomkeyid")) }
        shouldFail("NoSuchBucket", 404) { putEncryption(bucket = "nothing") }
        shouldFail("NoSuchBucket", 404) { rules("nothing") }
        shouldFail("NoSuchBucket", 404) { s3.deleteBucketEncryption { it.bucket("nothing") } }
    }

    @Test
    fun `the bucket's default is every object's that says nothing, from then on`() {
        s3.put("box", "before", "v").serverSideEncryptionAsString() shouldBe "AES256"
        putEncryption(rule("aws:kms", id, bucketKey = true))
        val put = s3.put("box", "k", "v")
        put.serverSideEncryptionAsString() shouldBe "aws:kms"
        put.ssekmsKeyId() shouldBe arn
        put.bucketKeyEnabled() shouldBe true
        val got = s3.get("box", "k").response()
        Triple(got.serverSideEncryptionAsString(), got.ssekmsKeyId(), got.bucketKeyEnabled()) shouldBe Triple("aws:kms", arn, true)
        head("k").ssekmsKeyId() shouldBe arn
        head("before").serverSideEncryptionAsString() shouldBe "AES256"
        head("before").ssekmsKeyId() shouldBe null
        putEncryption(rule("aws:kms", id, bucketKey = false))
        s3.put("box", "k", "v").bucketKeyEnabled() shouldBe null
        putEncryption(rule("AES256", bucketKey = true))
        s3.put("box", "k", "v").bucketKeyEnabled() shouldBe null
        s3.put("box", "k", "v").serverSideEncryptionAsString() shouldBe "AES256"
    }

    @Test
    fun `what a request says goes before the default, and names no key of it`() {
        putEncryption(rule("aws:kms", id, bucketKey = true))
        s3.put("box", "k", "v") { it.serverSideEncryption("AES256") }.serverSideEncryptionAsString() shouldBe "AES256"
        val put = s3.put("box", "k", "v") { it.kms() }
        put.ssekmsKeyId() shouldMatch Regex("arn:aws:kms:us-east-1:${world.aws.accountId}:key/[0-9a-f-]{36}")
        put.ssekmsKeyId() shouldNotBe arn
        put.bucketKeyEnabled() shouldBe true
        s3.put("box", "k", "v") { it.kms().bucketKeyEnabled(false) }.bucketKeyEnabled() shouldBe null
        val twice = s3.put("box", "k", "v") { it.serverSideEncryption("aws:kms:dsse").ssekmsEncryptionContext("e30=") }
        twice.serverSideEncryptionAsString() shouldBe "aws:kms:dsse"
        twice.bucketKeyEnabled() shouldBe null
        twice.ssekmsEncryptionContext() shouldBe "e30="
    }

    @Test
    fun `a key is shown by its ARN, and the one that AWS keeps is the same for all buckets`() {
        s3.createBucket { it.bucket("other") }
        s3.put("box", "k", "v") { it.kms(id) }.ssekmsKeyId() shouldBe arn
        s3.put("box", "k", "v") { it.kms(arn) }.ssekmsKeyId() shouldBe arn
        val managed = s3.put("box", "k", "v") { it.kms() }.ssekmsKeyId()
        s3.put("other", "k", "v") { it.kms("alias/aws/s3") }.ssekmsKeyId() shouldBe managed
        val aliased = s3.put("box", "k", "v") { it.kms("alias/mine") }.ssekmsKeyId()
        aliased shouldBe arn
        managed shouldNotBe arn
        val alias = "arn:aws:kms:us-east-1:${world.aws.accountId}:alias/mine"
        s3.put("other", "k", "v") { it.kms(alias) }.ssekmsKeyId() shouldBe aliased
    }

    @Test
    fun `what cannot be a key is refused where an object needs it`() {
        for (wrong in listOf("fake-key-id", "", "aws/s3", "arn:aws:sqs:us-east-1:123456789012:queue")) {
            withClue(wrong) { refused("KMS.NotFoundException", "Invalid keyId '$wrong'") { s3.put("box", "k", "v") { it.kms(wrong) } } }
        }
        val elsewhere = arn.replace("us-east-1", "us-west-2")
        refused("KMS.NotFoundException", "Invalid arn us-west-2") { s3.put("box", "k", "v") { it.kms(elsewhere) } }
        refused("KMS.NotFoundException", "Invalid keyId 'x'") {
            s3.createMultipartUpload { it.bucket("box").key("k").serverSideEncryption("aws:kms").ssekmsKeyId("x") }
        }
        s3.put("box", "k", "v")
        refused("KMS.NotFoundException", "Invalid keyId 'x'") { copy("to") { it.serverSideEncryption("aws:kms").ssekmsKeyId("x") } }
        putEncryption(rule("aws:kms", "12345678"))
        refused("KMS.NotFoundException", "Invalid keyId '12345678'") { s3.put("box", "k", "v") }
    }

    @Test
    fun `headers that do not belong together are refused`() {
        refused("InvalidArgument", "The encryption method specified is not supported") {
            s3.put("box", "k", "v") { it.serverSideEncryption("aws:fsx") }
        }
        val kms = "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms"
        refused("InvalidArgument", kms) { s3.put("box", "k", "v") { it.ssekmsKeyId(id) } }
        refused("InvalidArgument", kms) { s3.put("box", "k", "v") { it.serverSideEncryption("AES256").ssekmsKeyId(id) } }
        world.aws.s3.bucket("box").keys() shouldBe emptyList()
    }

    @Test
    fun `under a key of KMS an ETag is no MD5, and another one each time`() {
        val md5 = s3.put("box", "plain", "v").eTag()
        val first = s3.put("box", "k", "v") { it.kms(id) }.eTag()
        val second = s3.put("box", "k", "v") { it.kms(id) }.eTag()
        setOf(md5, first, second).size shouldBe 3
        second shouldMatch Regex("\"[0-9a-f]{32}\"")
        s3.get("box", "k") { it.ifMatch(second) }.asUtf8String() shouldBe "v"
        copy("copy").copyObjectResult().eTag() shouldBe md5
        head("copy").eTag() shouldBe md5
    }

    @Test
    fun `a copy is encrypted as it asks or by the default, never as its source`() {
        s3.put("box", "k", "v") { it.kms(id).bucketKeyEnabled(true) }
        copy("copy").serverSideEncryptionAsString() shouldBe "AES256"
        val asked = copy("copy") { it.serverSideEncryption("aws:kms").ssekmsKeyId(id).bucketKeyEnabled(true) }
        Triple(asked.serverSideEncryptionAsString(), asked.ssekmsKeyId(), asked.bucketKeyEnabled()) shouldBe Triple("aws:kms", arn, true)
        head("copy").ssekmsKeyId() shouldBe arn
        s3.get("box", "copy").asUtf8String() shouldBe "v"
    }

    @Test
    fun `a copy in place has to change how an object is encrypted, or the bucket has to say how`() {
        s3.put("box", "k", "v") { it.kms(id) }
        val managed = copy("k") { it.serverSideEncryption("aws:kms") }
        managed.ssekmsKeyId() shouldNotBe arn
        copy("k").serverSideEncryptionAsString() shouldBe "AES256"
        shouldFail("InvalidRequest", 400) { copy("k") }
        copy("k") { it.serverSideEncryption("AES256") }
        putEncryption(rule("AES256", bucketKey = false))
        copy("k").serverSideEncryptionAsString() shouldBe "AES256"
    }

    @Test
    fun `an upload in parts is encrypted as it was begun`() {
        val begun = s3.createMultipartUpload {
            it.bucket("box").key("big").serverSideEncryption("aws:kms").ssekmsKeyId(id).bucketKeyEnabled(true)
        }
        Triple(begun.serverSideEncryptionAsString(), begun.ssekmsKeyId(), begun.bucketKeyEnabled()) shouldBe Triple("aws:kms", arn, true)
        val upload = begun.uploadId()
        val part = s3.uploadPart({ it.bucket("box").key("big").uploadId(upload).partNumber(1) }, RequestBody.fromString("v"))
        Triple(part.serverSideEncryptionAsString(), part.ssekmsKeyId(), part.bucketKeyEnabled()) shouldBe Triple("aws:kms", arn, true)
        s3.put("box", "k", "v")
        val copied = s3.uploadPartCopy {
            it.sourceBucket("box").sourceKey("k").destinationBucket("box").destinationKey("big").uploadId(upload).partNumber(2)
        }
        copied.ssekmsKeyId() shouldBe arn
        putEncryption(rule("AES256"))
        val named = CompletedPart.builder().partNumber(1).eTag(part.eTag()).build()
        repeat(2) {
            val done = s3.completeMultipartUpload { r -> r.bucket("box").key("big").uploadId(upload).multipartUpload { it.parts(named) } }
            Triple(done.serverSideEncryptionAsString(), done.ssekmsKeyId(), done.bucketKeyEnabled()) shouldBe Triple("aws:kms", arn, true)
            done.checksumType() shouldBe null
        }
        head("big").ssekmsKeyId() shouldBe arn
        s3.get("box", "big") { it.checksumMode("ENABLED") }.response().checksumCRC64NVME() shouldNotBe null
        s3.get("box", "big").asUtf8String() shouldBe "v"
    }

    @Test
    fun `what a test puts by the fixture is encrypted by the default`() {
        putEncryption(rule("aws:kms", id))
        val bucket = world.aws.s3.bucket("box").put("k", "v")
        head("k").ssekmsKeyId() shouldBe arn
        bucket.head("k").let { it.serverSideEncryption to it.kmsKeyArn } shouldBe ("aws:kms" to arn)
    }

    @Test
    fun `how a bucket and its objects are encrypted is kept with them`(
        @TempDir folder: Path,
    ) {
        putEncryption(rule("aws:kms", id, bucketKey = true))
        s3.put("box", "k", "v")
        world.aws.save(folder.resolve("world"))
        S3World().use { other ->
            other.aws.load(folder.resolve("world"))
            other.client.headObject { it.bucket("box").key("k") }.ssekmsKeyId() shouldBe arn
            other.client.put("box", "next", "v").bucketKeyEnabled() shouldBe true
        }
    }
}
