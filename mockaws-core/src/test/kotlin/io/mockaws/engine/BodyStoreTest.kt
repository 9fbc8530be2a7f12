package io.mockaws.engine

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.ByteArrayInputStream
import java.io.IOException
import java.nio.file.Path
import kotlin.io.path.exists
import kotlin.io.path.listDirectoryEntries

class BodyStoreTest {
    @TempDir
    lateinit var folder: Path

    private val store by lazy { BodyStore(spillAt = 1000, parent = folder) }

    private fun bytes(n: Int) = ByteArray(n) { (it * 31).toByte() }

    private fun streamed(bytes: ByteArray) = InputStreamBody(ByteArrayInputStream(bytes), null)

    private fun files() = folder.listDirectoryEntries().flatMap { it.listDirectoryEntries() }

    @AfterEach
    fun close() = store.release()

    @Test
    fun `a small body stays in memory and is not copied`() =
        runTest {
            val bytes = bytes(1000)
            val stored = store.store(HttpBody.Bytes(bytes))
            (stored.range() as HttpBody.Bytes).bytes shouldBeSameInstanceAs bytes
            files().size shouldBe 0
        }

    @Test
    fun `a large body goes to a file and is read back whole and in part`() =
        runTest {
            val bytes = bytes(100_000)
            val stored = store.store(streamed(bytes))
            files().size shouldBe 1
            stored.length shouldBe 100_000
            stored.range().readBytes() shouldBe bytes
            stored.range(5, 70_000).readBytes() shouldBe bytes.copyOfRange(5, 70_000)
            stored.range(99_999, 100_000).readBytes() shouldBe bytes.copyOfRange(99_999, 100_000)
        }

    @Test
    fun `an interrupted reader takes the file from nobody`() =
        runTest {
            val stored = store.store(streamed(bytes(5000)))
            val reader =
                Thread {
                    Thread.currentThread().interrupt()
                    stored.toByteArray()
                }
            reader.start()
            reader.join()
            stored.toByteArray() shouldBe bytes(5000)
        }

    @Test
    fun `pieces one behind the other read as one body across their borders`() =
        runTest {
            val bytes = bytes(5_000)
            val pieces = listOf(0 to 10, 10 to 3_000, 3_000 to 3_000, 3_000 to 5_000)
            val stored = StoredBody.concat(pieces.map { (from, until) -> store.store(streamed(bytes.copyOfRange(from, until))) })
            stored.length shouldBe 5_000
            stored.range().readBytes() shouldBe bytes
            stored.range(8, 3_001).readBytes() shouldBe bytes.copyOfRange(8, 3_001)
        }

    @Test
    fun `every byte passes the observer once and in order`() =
        runTest {
            val seen = ArrayList<Byte>()
            store.store(streamed(bytes(40_000))) { buffer, offset, n -> for (i in offset until offset + n) seen += buffer[i] }
            seen.toByteArray() shouldBe bytes(40_000)
        }

    @Test
    fun `a body that breaks off leaves no file`() =
        runTest {
            val broken =
                object : HttpBody {
                    override val contentLength: Long? = null

                    override suspend fun open() =
                        object : ByteSource {
                            private var left = 3

                            override suspend fun read(buffer: ByteArray, offset: Int, length: Int): Int =
                                if (left-- > 0) length else throw IOException("connection reset")

                            override fun close() = Unit
                        }
                }
            shouldThrow<IOException> { store.store(broken) }
            files().size shouldBe 0
        }

    @Test
    fun `the folder is gone when the last mock that shares it is`() =
        runTest {
            val shared = BodyStore(spillAt = 10, parent = folder)
            shared.store(streamed(bytes(100)))
            val own = folder.listDirectoryEntries().single()
            shared.retain().release()
            own.exists() shouldBe true
            shared.release()
            own.exists() shouldBe false
        }
}
