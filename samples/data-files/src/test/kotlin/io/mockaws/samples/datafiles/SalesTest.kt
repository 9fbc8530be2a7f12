package io.mockaws.samples.datafiles

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.jetbrains.kotlinx.dataframe.api.sum
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.net.URI
import java.nio.ByteBuffer
import java.nio.file.Files
import java.nio.file.NoSuchFileException
import java.nio.file.Path
import java.nio.file.StandardOpenOption.CREATE
import java.nio.file.StandardOpenOption.WRITE

/** Nobody tells the file system provider of any mock: it builds its clients itself, of the CRT. */
class SalesTest {
    private val sales = s3("sales/2026/")

    @Test
    fun `files in a bucket are read as files`() = runTest {
        mockAws {
            seed()

            Sales(sales).files().map { "${it.fileName}" }.shouldContainExactly("01.csv", "02.csv")
            Sales(sales).read().sum("cents") shouldBe 1750
        }
    }

    @Test
    fun `files go from a bucket to a disk, and to another bucket`(
        @TempDir disk: Path,
    ) = runTest {
        mockAws {
            seed()
            s3.bucket("archive")

            Sales(sales).copyTo(disk)
            Sales(disk).read().rowsCount() shouldBe 3

            Sales(sales).copyTo(s3("archive/"))
            s3.bucket("archive").keys().shouldContainExactly("01.csv", "02.csv")
        }
    }

    @Test
    fun `a channel writes, and another reads from the middle`() = runTest {
        mockAws {
            s3.bucket("sales")
            val file = s3("sales/notes.txt")

            Files.newByteChannel(file, CREATE, WRITE).use { it.write(ByteBuffer.wrap("four words of text".encodeToByteArray())) }
            s3.bucket("sales").text("notes.txt") shouldBe "four words of text"

            val words = ByteBuffer.allocate(5)
            Files.newByteChannel(file).use { it.position(5).read(words) }
            words.array().decodeToString() shouldBe "words"
        }
    }

    @Test
    fun `files are moved and deleted`() = runTest {
        mockAws {
            seed()

            Files.move(s3("sales/2026/01.csv"), s3("sales/old/01.csv"))
            Files.delete(s3("sales/2026/02.csv"))

            s3.bucket("sales").keys().shouldContainExactly("2026/readme.txt", "old/01.csv")
            Files.exists(s3("sales/2026/01.csv")) shouldBe false
            shouldThrow<NoSuchFileException> { Files.size(s3("sales/2026/01.csv")) }
        }
    }

    private fun MockAws.seed() {
        s3.bucket("sales")
            .put("2026/01.csv", "id,cents\n1,500\n2,250\n")
            .put("2026/02.csv", "id,cents\n3,1000\n")
            .put("2026/readme.txt", "what was sold")
    }

    private fun s3(path: String): Path = Path.of(URI("s3://$path"))
}
