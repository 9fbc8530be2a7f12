package io.mockaws.services.s3

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.model.CompletedPart
import software.amazon.awssdk.services.s3.model.CopyObjectRequest
import software.amazon.awssdk.services.s3.model.EncryptionType
import software.amazon.awssdk.services.s3.model.GetObjectRequest
import software.amazon.awssdk.services.s3.model.PutObjectRequest
import software.amazon.awssdk.services.s3.model.UploadPartRequest
import java.nio.file.Path
import java.security.MessageDigest
import java.util.Base64

/**
 * Answers and texts are those that localstack recorded at AWS in February 2026 (tests/aws/services/s3/test_s3,
 * TestS3SSECEncryption). Since April 2026 a new bucket takes no such keys:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html
 */
class S3CustomerKeyTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { s3 -> s3.createBucket { it.bucket("box") } }
    private val mine = Key("1234567890abcdef1234567890abcdef")
    private val other = Key("abcdef1234567890abcdef1234567890")

    init {
        block(EncryptionType.NONE)
    }

    private class Key(text: String) {
        val base64: String = Base64.getEncoder().encodeToString(text.encodeToByteArray())
        val md5: String = Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(text.encodeToByteArray()))
    }

    private fun block(type: EncryptionType) =
        s3.putBucketEncryption { r ->
            r.bucket("box").serverSideEncryptionConfiguration { c ->
                c.rules({ it.blockedEncryptionTypes { b -> b.encryptionType(type) } })
            }
        }

    private fun PutObjectRequest.Builder.with(key: Key) =
        sseCustomerAlgorithm("AES256").sseCustomerKey(key.base64).sseCustomerKeyMD5(key.md5)

    private fun GetObjectRequest.Builder.with(key: Key) =
        sseCustomerAlgorithm("AES256").sseCustomerKey(key.base64).sseCustomerKeyMD5(key.md5)

    private fun UploadPartRequest.Builder.with(key: Key) =
        sseCustomerAlgorithm("AES256").sseCustomerKey(key.base64).sseCustomerKeyMD5(key.md5)

    private fun CopyObjectRequest.Builder.from(key: Key) =
        copySourceSSECustomerAlgorithm("AES256").copySourceSSECustomerKey(key.base64).copySourceSSECustomerKeyMD5(key.md5)

    private fun CopyObjectRequest.Builder.to(key: Key) =
        sseCustomerAlgorithm("AES256").sseCustomerKey(key.base64).sseCustomerKeyMD5(key.md5)

    private fun copy(configure: (CopyObjectRequest.Builder) -> Unit) =
        s3.copyObject { it.sourceBucket("box").sourceKey("k").destinationBucket("box").destinationKey("copy").also(configure) }

    private fun refused(code: String, message: String, status: Int = 400, call: () -> Any?) {
        shouldFail(code, status, call).awsErrorDetails().errorMessage() shouldBe message
    }

    private val stored =
        "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object."
    private val anotherKey =
        "Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key."

    @Test
    fun `an object is read with the key that it was put with`() {
        val put = s3.put("box", "k", "v") { it.with(mine) }
        put.sseCustomerAlgorithm() shouldBe "AES256"
        put.sseCustomerKeyMD5() shouldBe mine.md5
        put.serverSideEncryption() shouldBe null
        put.eTag() shouldNotBe s3.put("box", "plain", "v").eTag()
        val got = s3.get("box", "k") { it.with(mine) }
        got.asUtf8String() shouldBe "v"
        got.response().sseCustomerAlgorithm() shouldBe "AES256"
        got.response().sseCustomerKeyMD5() shouldBe mine.md5
        got.response().serverSideEncryption() shouldBe null
        s3.headObject {
            it.bucket("box").key("k").sseCustomerAlgorithm("AES256").sseCustomerKey(mine.base64).sseCustomerKeyMD5(mine.md5)
        }.sseCustomerKeyMD5() shouldBe mine.md5
        s3.getObjectAttributes {
            it.bucket("box").key("k").objectAttributesWithStrings("ObjectSize")
                .sseCustomerAlgorithm("AES256").sseCustomerKey(mine.base64).sseCustomerKeyMD5(mine.md5)
        }.objectSize() shouldBe 1
        s3.deleteObject { it.bucket("box").key("k") }
    }

    @Test
    fun `without the key, or with another, nothing is read`() {
        s3.put("box", "k", "v") { it.with(mine) }
        refused("InvalidRequest", stored) { s3.get("box", "k") }
        refused("AccessDenied", anotherKey, 403) { s3.get("box", "k") { it.with(other) } }
        shouldFail("InvalidRequest", 400) { s3.getObjectAttributes { it.bucket("box").key("k").objectAttributesWithStrings("ETag") } }
        s3.put("box", "plain", "v")
        refused("InvalidRequest", "The encryption parameters are not applicable to this object.") {
            s3.get("box", "plain") { it.with(mine) }
        }
    }

    @Test
    fun `a reader without the MD5 is told of another key`() {
        s3.put("box", "k", "v") { it.with(mine) }
        val get = mapOf(
            "x-amz-server-side-encryption-customer-algorithm" to "AES256",
            "x-amz-server-side-encryption-customer-key" to mine.base64,
        )
        refused("AccessDenied", anotherKey, 403) {
            s3.get("box", "k") { it.overrideConfiguration { c -> get.forEach { (name, value) -> c.putHeader(name, value) } } }
        }
    }

    /** localstack recorded it at AWS: test_object_retrieval_sse_c, where boto3 encodes a key that is encoded already. */
    @Test
    fun `a reader with a key of another size is told of another key`() {
        s3.put("box", "k", "v") { it.with(mine) }
        refused("AccessDenied", anotherKey, 403) { s3.get("box", "k") { it.with(Key(mine.base64)) } }
    }

    @Test
    fun `a head of an object under a key says by its status alone what is wrong`() {
        s3.put("box", "k", "v") { it.with(mine) }
        runCatching { s3.headObject { it.bucket("box").key("k") } }.exceptionOrNull().toString() shouldContain "400"
        runCatching {
            s3.headObject {
                it.bucket("box").key("k").sseCustomerAlgorithm("AES256").sseCustomerKey(other.base64).sseCustomerKeyMD5(other.md5)
            }
        }.exceptionOrNull().toString() shouldContain "403"
    }

    @Test
    fun `headers that make no key are refused`() {
        val algorithm = "The Encryption request you specified is not valid. Supported value: AES256."
        val requests = "Requests specifying Server Side Encryption with Customer provided keys must provide"
        val invalid = "The secret key was invalid for the specified algorithm."
        val both = "Server Side Encryption with Customer provided key is incompatible with the encryption method specified"
        val mismatch = "The calculated MD5 hash of the key did not match the hash that was provided."

        fun refusedPut(code: String, message: String, configure: (PutObjectRequest.Builder) -> Unit) =
            refused(code, message) { s3.put("box", "k", "v", configure) }

        refusedPut("InvalidArgument", both) { it.with(mine).sseCustomerAlgorithm("KMS").serverSideEncryption("AES256") }
        refusedPut("InvalidEncryptionAlgorithmError", algorithm) { it.with(mine).sseCustomerAlgorithm("KMS") }
        refusedPut("InvalidArgument", "$requests a valid encryption algorithm.") { it.with(mine).sseCustomerAlgorithm(null) }
        refusedPut("InvalidArgument", "$requests an appropriate secret key.") { it.with(mine).sseCustomerKey(null) }
        refusedPut("InvalidArgument", invalid) { it.with(mine).sseCustomerKeyMD5(null) }
        refusedPut("InvalidArgument", invalid) { it.with(Key("1234567890")) }
        refusedPut("InvalidArgument", invalid) { it.with(mine).sseCustomerKey("no base64!") }
        refusedPut("InvalidArgument", mismatch) { it.with(mine).sseCustomerKeyMD5(other.md5) }
        s3.put("box", "k", "v") { it.with(mine) }
        refused("InvalidEncryptionAlgorithmError", algorithm) { s3.get("box", "k") { it.with(mine).sseCustomerAlgorithm("KMS") } }
    }

    @Test
    fun `a copy needs the key of its source, and has one of its own`() {
        s3.put("box", "k", "v") { it.with(mine) }
        val plain = copy { it.from(mine) }
        plain.serverSideEncryptionAsString() shouldBe "AES256"
        plain.sseCustomerKeyMD5() shouldBe null
        s3.get("box", "copy").asUtf8String() shouldBe "v"
        val copied = copy { it.from(mine).to(other) }
        copied.serverSideEncryption() shouldBe null
        copied.sseCustomerKeyMD5() shouldBe other.md5
        s3.get("box", "copy") { it.with(other) }.asUtf8String() shouldBe "v"
        refused("InvalidRequest", stored) { copy { it.to(mine) } }
        refused("AccessDenied", anotherKey, 403) { copy { it.from(other) } }
        shouldFail("InvalidEncryptionAlgorithmError", 400) { copy { it.from(mine).copySourceSSECustomerAlgorithm("KMS") } }
        shouldFail("InvalidEncryptionAlgorithmError", 400) { copy { it.from(mine).to(mine).sseCustomerAlgorithm("KMS") } }
        shouldFail("InvalidArgument", 400) { copy { it.from(mine).to(mine).serverSideEncryption("AES256") } }
    }

    @Test
    fun `a copy in place may change the key`() {
        s3.put("box", "k", "v") { it.with(mine) }
        s3.copyObject { it.sourceBucket("box").sourceKey("k").destinationBucket("box").destinationKey("k").from(mine).to(other) }
        s3.get("box", "k") { it.with(other) }.asUtf8String() shouldBe "v"
    }

    private fun part(upload: String, configure: (UploadPartRequest.Builder) -> Unit = {}) =
        s3.uploadPart(
            { it.bucket("box").key("big").uploadId(upload).partNumber(1).also(configure) },
            RequestBody.fromString("v")
        )

    private fun begin(key: Key?): String =
        s3.createMultipartUpload {
            it.bucket("box").key("big")
            if (key != null) it.sseCustomerAlgorithm("AES256").sseCustomerKey(key.base64).sseCustomerKeyMD5(key.md5)
        }.uploadId()

    @Test
    fun `every part comes with the key of its upload, and the end without`() {
        val upload = begin(mine)
        val part = part(upload) { it.with(mine) }
        part.sseCustomerKeyMD5() shouldBe mine.md5
        part.serverSideEncryption() shouldBe null
        val named = CompletedPart.builder().partNumber(1).eTag(part.eTag()).build()
        val done = s3.completeMultipartUpload { r -> r.bucket("box").key("big").uploadId(upload).multipartUpload { it.parts(named) } }
        done.serverSideEncryption() shouldBe null
        done.checksumType() shouldBe null
        refused("InvalidRequest", stored) { s3.get("box", "big") }
        val got = s3.get("box", "big") { it.with(mine).checksumMode("ENABLED") }
        got.asUtf8String() shouldBe "v"
        got.response().checksumType() shouldBe null
        s3.listObjectsV2 { it.bucket("box") }.contents().single().checksumAlgorithm() shouldBe emptyList()
        s3.copyObject {
            it.sourceBucket("box").sourceKey("big").destinationBucket("box").destinationKey("copy").from(mine)
        }.copyObjectResult().checksumCRC64NVME() shouldNotBe null
    }

    @Test
    fun `a part with another key than its upload's, or none, is refused`() {
        val parameters = "The multipart upload initiate requested encryption. Subsequent part requests must include the " +
            "appropriate encryption parameters."
        refused("InvalidRequest", parameters) { part(begin(null)) { it.with(mine) } }
        val upload = begin(mine)
        refused("InvalidRequest", parameters) { part(upload) }
        refused("InvalidRequest", "The provided encryption parameters did not match the ones used originally.") {
            part(upload) { it.with(other) }
        }
        s3.put("box", "k", "v")
        refused("InvalidRequest", parameters) {
            s3.uploadPartCopy {
                it.sourceBucket("box").sourceKey("k").destinationBucket("box").destinationKey("big").uploadId(upload).partNumber(1)
            }
        }
    }

    @Test
    fun `each version has its own key`() {
        s3.putBucketVersioning { r -> r.bucket("box").versioningConfiguration { it.status("Enabled") } }
        val first = s3.put("box", "k", "1") { it.with(mine) }.versionId()
        s3.put("box", "k", "2") { it.with(other) }
        s3.get("box", "k") { it.with(other) }.asUtf8String() shouldBe "2"
        s3.get("box", "k") { it.with(mine).versionId(first) }.asUtf8String() shouldBe "1"
        refused("AccessDenied", anotherKey, 403) { s3.get("box", "k") { it.with(other).versionId(first) } }
    }

    @Test
    fun `a bucket that blocks such keys takes no object with one, and still gives those out that it has`() {
        s3.put("box", "k", "v") { it.with(mine) }
        block(EncryptionType.SSE_C)
        refused("AccessDenied", "Access Denied", 403) { s3.put("box", "new", "v") { it.with(mine) } }
        refused("AccessDenied", "Access Denied", 403) { copy { it.from(mine).to(mine) } }
        refused("AccessDenied", "Access Denied", 403) { begin(mine) }
        s3.get("box", "k") { it.with(mine) }.asUtf8String() shouldBe "v"
        s3.createBucket { it.bucket("fresh") }
        refused("AccessDenied", "Access Denied", 403) { s3.put("fresh", "k", "v") { it.with(mine) } }
    }

    @Test
    fun `a rule that does not say what is blocked leaves it`() {
        s3.putBucketEncryption { r ->
            r.bucket("box").serverSideEncryptionConfiguration { c ->
                c.rules({ it.applyServerSideEncryptionByDefault { d -> d.sseAlgorithm("aws:kms") } })
            }
        }
        s3.getBucketEncryption { it.bucket("box") }.serverSideEncryptionConfiguration().rules().single()
            .blockedEncryptionTypes().encryptionType() shouldContainExactly listOf(EncryptionType.NONE)
    }

    @Test
    fun `a saved object still asks for its key`(
        @TempDir folder: Path,
    ) {
        s3.put("box", "k", "v") { it.with(mine) }
        val upload = begin(mine)
        world.aws.save(folder.resolve("world"))
        S3World().use { loaded ->
            loaded.aws.load(folder.resolve("world"))
            refused("InvalidRequest", stored) { loaded.client.get("box", "k") }
            loaded.client.get("box", "k") { it.with(mine) }.asUtf8String() shouldBe "v"
            loaded.client.uploadPart(
                { it.bucket("box").key("big").uploadId(upload).partNumber(1).with(mine) },
                RequestBody.fromString("v"),
            ).sseCustomerKeyMD5() shouldBe mine.md5
        }
    }
}
