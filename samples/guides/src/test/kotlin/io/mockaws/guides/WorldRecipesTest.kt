package io.mockaws.guides

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.model.S3Exception
import java.nio.file.Path

/** The recipes of docs/recipes.md about state, and about calls that must not be made. */
class WorldRecipesTest {
    @Test
    fun `a large object is streamed`() = runTest {
        mockAws {
            val backups = s3.bucket("backups")
            val content = ByteArray(20_000_000) { it.toByte() }

            client.putObject({ it.bucket("backups").key("big") }, RequestBody.fromBytes(content))

            backups.head("big").size shouldBe 20_000_000
            client.getObject { it.bucket("backups").key("big").range("bytes=19999990-") }
                .use { it.readAllBytes() } shouldBe content.copyOfRange(19_999_990, 20_000_000)
        }
    }

    @Test
    fun `a world goes back to where it was`() = runTest {
        mockAws {
            val receipts = s3.bucket("receipts").put("1.txt", "paid")
            val before = snapshot()

            client.deleteObject { it.bucket("receipts").key("1.txt") }
            receipts.keys().shouldBeEmpty()

            restore(before)
            receipts.keys() shouldBe listOf("1.txt")
        }
    }

    @Test
    fun `a world is kept in a file`(
        @TempDir folder: Path,
    ) = runTest {
        val file = folder.resolve("shop.world")
        mockAws {
            s3.bucket("receipts").put("1.txt", "paid")
            sqs.queue("orders").send("42")
            save(file)
        }

        mockAws {
            load(file)
            s3.bucket("receipts").text("1.txt") shouldBe "paid"
            sqs.queue("orders").messages().single().body shouldBe "42"
        }
    }

    @Test
    fun `a receipt is out of reach while its key is disabled`() = runTest {
        mockAws {
            val receipts = s3.bucket("receipts")
            val key = kms.key("receipts")

            client.putObject(
                { it.bucket("receipts").key("1.txt").serverSideEncryption("aws:kms").ssekmsKeyId("alias/receipts") },
                RequestBody.fromString("paid"),
            )
            receipts.head("1.txt").kmsKeyArn shouldBe key.arn

            key.disable()
            shouldThrow<S3Exception> { report() }.awsErrorDetails().errorCode() shouldBe "KMS.DisabledException"

            key.enable()
            report() shouldBe listOf("paid")
        }
    }

    @Test
    fun `a report reads and never writes`() = runTest {
        mockAws {
            s3.bucket("receipts").put("1.txt", "paid")

            report()

            calls("s3").where { it.operation !in setOf("GetObject", "ListObjectsV2") }.shouldBeEmpty()
        }
    }

    @Test
    fun `a call that must not be made fails where it is made`() = runTest {
        mockAws {
            s3.bucket("receipts").put("1.txt", "paid")
            on("s3", "DeleteObject") { throw AssertionError("a report deletes nothing") }

            report()
        }
    }

    @Test
    fun `any other service has resources`() = runTest {
        mockAws {
            val databases = service("glue").resources("Database")
            databases.put(mapOf("Name" to "sales")).put(mapOf("Name" to "stock"))

            databases.remove("stock")

            databases.all().map { it["Name"] } shouldBe listOf("sales")
        }
    }

    private fun report(): List<String> =
        client.listObjectsV2 { it.bucket("receipts") }.contents().map { found ->
            client.getObjectAsBytes { it.bucket("receipts").key(found.key()) }.asUtf8String()
        }

    private val client = S3Client.builder().region(Region.US_EAST_1).build()
}
