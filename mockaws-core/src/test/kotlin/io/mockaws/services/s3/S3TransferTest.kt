package io.mockaws.services.s3

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.core.async.AsyncRequestBody
import software.amazon.awssdk.core.async.SdkPublisher
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.core.sync.ResponseTransformer
import software.amazon.awssdk.services.s3.S3AsyncClient
import software.amazon.awssdk.services.s3.model.S3Exception
import software.amazon.awssdk.transfer.s3.S3TransferManager
import java.nio.file.Path
import kotlin.io.path.createDirectories
import kotlin.io.path.fileSize
import kotlin.io.path.readBytes
import kotlin.io.path.readText
import kotlin.io.path.writeBytes
import kotlin.io.path.writeText

/** The transfer manager, the multipart client, waiters and utilities of the SDK for Java. */
class S3TransferTest {
    @TempDir
    lateinit var folder: Path

    @AutoClose
    private val world = S3World()
    private val box = world.aws.s3.bucket("box")
    private val async = world.aws.javaSdk.configure(S3AsyncClient.builder()).multipartEnabled(true).build()
    private val manager = S3TransferManager.builder().s3Client(async).build()
    private val large = ByteArray(20_000_000) { (it * 7 % 251).toByte() }

    @AfterEach
    fun close() = manager.close()

    @Test
    fun `a large file goes up and down in parts`() {
        val source = folder.resolve("source").also { it.writeBytes(large) }
        manager.uploadFile { u -> u.source(source).putObjectRequest { it.bucket("box").key("big") } }.completionFuture().join()
        box.head("big").eTag.endsWith("-3\"") shouldBe true
        val target = folder.resolve("target")
        manager.downloadFile { d -> d.destination(target).getObjectRequest { it.bucket("box").key("big") } }.completionFuture().join()
        target.readBytes().contentEquals(large) shouldBe true
        world.aws.calls("s3", "GetObject").map { it.input["PartNumber"] }.shouldNotBeEmpty()
    }

    @Test
    fun `a folder goes up and down`() {
        val source = folder.resolve("source").also { it.resolve("a/b").createDirectories() }
        source.resolve("x y.txt").writeText("1")
        source.resolve("a/b/ü+%.txt").writeText("2")
        val up = manager.uploadDirectory { it.source(source).bucket("box").s3Prefix("in") }.completionFuture().join()
        up.failedTransfers().isEmpty() shouldBe true
        box.keys() shouldContainExactly listOf("in/a/b/ü+%.txt", "in/x y.txt")
        val target = folder.resolve("target")
        manager.downloadDirectory { d -> d.destination(target).bucket("box").listObjectsV2RequestTransformer { it.prefix("in/") } }
            .completionFuture().join().failedTransfers().isEmpty() shouldBe true
        target.resolve("x y.txt").readText() shouldBe "1"
        target.resolve("a/b/ü+%.txt").readText() shouldBe "2"
    }

    @Test
    fun `a large copy is made in parts`() {
        world.client.putObject({ it.bucket("box").key("big") }, RequestBody.fromBytes(large))
        manager.copy { c ->
            c.copyObjectRequest { it.sourceBucket("box").sourceKey("big").destinationBucket("box").destinationKey("copy") }
        }.completionFuture().join()
        box.bytes("copy").contentEquals(large) shouldBe true
    }

    @Test
    fun `a paused upload goes on where it was`() {
        val source = folder.resolve("source").also { it.writeBytes(large) }
        val upload = manager.uploadFile { u -> u.source(source).putObjectRequest { it.bucket("box").key("big") } }
        manager.resumeUploadFile(upload.pause()).completionFuture().join()
        box.bytes("big").contentEquals(large) shouldBe true
    }

    @Test
    fun `an upload onto itself may be read while it is replaced`() {
        world.client.putObject({ it.bucket("box").key("big") }, RequestBody.fromBytes(large))
        world.client.getObject({ it.bucket("box").key("big") }, ResponseTransformer.toInputStream()).use { stream ->
            val begin = stream.readNBytes(1000)
            box.put("big", "small")
            (begin + stream.readAllBytes()).contentEquals(large) shouldBe true
        }
        box.text("big") shouldBe "small"
    }

    @Test
    fun `waiters and utilities work`() {
        val s3 = world.client
        s3.waiter().waitUntilBucketExists { it.bucket("box") }.matched().response().get().bucketRegion() shouldBe "us-east-1"
        s3.waiter().waitUntilBucketNotExists { it.bucket("none") }.matched().exception().isPresent shouldBe true
        box.put("k", "v")
        s3.waiter().waitUntilObjectExists { it.bucket("box").key("k") }.matched().response().isPresent shouldBe true
        s3.waiter().waitUntilObjectNotExists { it.bucket("box").key("l") }.matched().exception().isPresent shouldBe true
        s3.utilities().getUrl { it.bucket("box").key("a b") }.toString() shouldBe "https://box.s3.amazonaws.com/a%20b"
        folder.resolve("f").also { f -> s3.getObject({ it.bucket("box").key("k") }, f) }.fileSize() shouldBe 1
    }

    // It fails at AWS as well: https://github.com/aws/aws-sdk-java-v2/issues/2493
    @Test
    fun `content of unknown length is refused in process too, unless the client knows how to send it`() {
        val content = "hello".encodeToByteArray()
        val plain = world.aws.javaSdk.configure(S3AsyncClient.builder())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED).build()
        val publisher = AsyncRequestBody.fromPublisher(SdkPublisher.adapt(AsyncRequestBody.fromBytes(content)))
        val refused = runCatching { plain.putObject({ it.bucket("box").key("k") }, publisher).join() }.exceptionOrNull()!!.cause
        refused.shouldBeInstanceOf<S3Exception>().statusCode() shouldBe 501
        box.has("k") shouldBe false
        val again = AsyncRequestBody.fromPublisher(SdkPublisher.adapt(AsyncRequestBody.fromBytes(content)))
        async.putObject({ it.bucket("box").key("k") }, again).join()
        box.text("k") shouldBe "hello"
    }
}
