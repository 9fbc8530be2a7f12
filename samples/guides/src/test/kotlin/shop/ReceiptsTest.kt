package shop

import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

class ReceiptsTest {
    @Test
    fun `a receipt is an object in the bucket`() =
        runTest {
            mockAws {
                s3.bucket("receipts")

                Receipts().write("42", "19.99")

                assertEquals("total 19.99", s3.bucket("receipts").text("42.txt"))
            }
        }
}
