package io.mockaws.ktor.persistence

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.S3Client
import java.io.IOException
import java.nio.file.Path
import kotlin.io.path.deleteExisting
import kotlin.io.path.deleteIfExists
import kotlin.io.path.fileSize
import kotlin.io.path.isRegularFile
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes
import kotlin.random.Random
import kotlin.time.Duration.Companion.hours

@Timeout(60)
class DataFolderTest {
    @TempDir
    lateinit var temporary: Path

    private val folder by lazy { temporary.resolve("data") }

    /** A mock that is kept in [at] while [action] runs. */
    private fun <R> kept(at: Path = folder, persist: Persist = Persist.ALWAYS, action: MockAws.(DataFolder) -> R): R =
        MockAws.start(MockAwsOptions.builder().intercept(false).build()).use { aws ->
            DataFolder.open(aws, at, persist).use { aws.action(it.apply { begin() }) }
        }

    private fun DataFolder.settled() = runBlocking { settle() }

    private fun MockAws.putLong(key: String) =
        javaSdk.configure(S3Client.builder()).build().use { s3 ->
            s3.putObject({ it.bucket("photos").key(key) }, RequestBody.fromBytes(LONG))
        }

    /** A base, a log of [COMMITS] commits each of which sets `n`, and a content of its own. Where the commits end. */
    private fun fill(): List<Long> {
        kept(persist = Persist.EXIT) {
            s3.bucket("photos").put("n", "0")
            putLong("long")
        }
        return kept { data ->
            (1..COMMITS).map { n ->
                s3.bucket("photos").put("n", "$n")
                data.settled()
                folder.resolve("log-2").fileSize()
            }
        }
    }

    private fun copy(): Path {
        val copy = temporary.resolve("copy")
        copy.toFile().deleteRecursively()
        folder.toFile().copyRecursively(copy.toFile())
        return copy
    }

    private fun files(of: Path) = of.toFile().walk().map {
        it.toPath()
    }.filter { it.isRegularFile() && it.name != "lock" }.toList().sorted()

    @Test
    fun `all comes back, with clock and ids`() {
        val (now, next) = kept {
            time.freeze()
            time.advanceBy(30.hours)
            s3.bucket("photos").put("a", "1")
            dynamoDb.table("orders").put(mapOf("PK" to "1", "price" to 3))
            sqs.queue("jobs").send("do")
            time.now() to fork().use { it.sqs.queue("jobs").send("next") }
        }
        kept {
            time.now() shouldBe now
            s3.bucket("photos").text("a") shouldBe "1"
            dynamoDb.table("orders").get("1") shouldBe mapOf("PK" to "1", "price" to 3)
            sqs.queue("jobs").messages().single().body shouldBe "do"
            sqs.queue("jobs").send("next") shouldBe next
        }
    }

    @Test
    fun `a server that keeps all at its end leaves a base in place of all else`() {
        fill()
        kept(persist = Persist.EXIT) { s3.bucket("photos").delete("long") }
        files(folder).map { it.name } shouldContainExactlyInAnyOrder listOf("base-3", "log-3", "1")
        kept { s3.bucket("photos").keys() shouldBe listOf("n") }
        files(folder).map { it.name } shouldContainExactlyInAnyOrder listOf("base-3", "log-3")
    }

    @Test
    fun `a changed byte is refused in whichever file it is`() {
        fill()
        val random = Random(1)
        repeat(200) {
            val copy = copy()
            val file = files(copy).random(random)
            val bytes = file.readBytes()
            val at = random.nextInt(bytes.size)
            bytes[at] = (bytes[at] + random.nextInt(1, 256)).toByte()
            file.writeBytes(bytes)
            withClue("byte $at of ${file.name}") {
                shouldThrow<IOException> { kept(copy) { } }.message shouldContain "${file.parent.name}/${file.name}"
            }
        }
    }

    @Test
    fun `the last log may break off, and only what it had behind is missing`() {
        val ends = fill()
        val whole = folder.resolve("log-2").fileSize()
        for (length in (0..whole).filter { it % 7 == 0L || it in ends || it + 1 in ends }) {
            val copy = copy()
            val log = copy.resolve("log-2")
            log.writeBytes(log.readBytes().copyOf(length.toInt()))
            kept(copy) { s3.bucket("photos").text("n") } shouldBe "${ends.count { it <= length }}"
        }
    }

    @Test
    fun `nothing else may break off or be missing`() {
        fill()
        for (name in listOf("base-2", "log-2", "contents/1")) {
            val copy = copy()
            val file = copy.resolve(name)
            if (name != "log-2") {
                for (length in listOf(0, 1, 30, file.fileSize().toInt() - 1)) {
                    file.writeBytes(folder.resolve(name).readBytes().copyOf(length))
                    withClue("$length bytes of $name") { shouldThrow<IOException> { kept(copy) { } }.message shouldContain name }
                }
            }
            file.deleteExisting()
            // Without its base the log is no beginning: log-1 was that.
            val missing = if (name == "base-2") "log-1" else name
            shouldThrow<IOException> { kept(copy) { } }.message shouldContain missing
        }
    }

    @Test
    fun `what a killed server has left beside its files goes`() {
        fill()
        folder.resolve("base-3.part").writeBytes(ByteArray(10))
        folder.resolve("log-1").writeBytes(ByteArray(10))
        folder.resolve("contents/99").writeBytes(ByteArray(10))
        kept { s3.bucket("photos").bytes("long") shouldBe LONG }
        files(folder).map { it.name } shouldContainExactlyInAnyOrder listOf("base-2", "log-2", "1")
    }

    @Test
    fun `long logs make way for a base while calls go on`() {
        kept { data ->
            val photos = s3.bucket("photos")
            var n = 0
            while (folder.listDirectoryEntries("base-*").none { it.name == "base-3" }) {
                photos.put("n", "${++n} ".padEnd(500_000))
                data.settled()
            }
        }
        kept { s3.bucket("photos").text("n").length shouldBe 500_000 }
        folder.resolve("log-1").deleteIfExists() shouldBe false
    }

    private companion object {
        const val COMMITS = 12
        val LONG = ByteArray(100_000) { (it * 13).toByte() }
    }
}
