package shop

import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.S3Client

class UploadTest {
    private val s3 by lazy { S3Client.create() }

    @Test
    fun `a property of the test goes by the test's name in the block`() =
        runTest {
            mockAws {
                s3.bucket("receipts")

                this@UploadTest.s3.putObject({ it.bucket("receipts").key("42.txt") }, RequestBody.fromString("total 19.99"))

                assertEquals(listOf("42.txt"), s3.bucket("receipts").keys())
            }
        }
}
