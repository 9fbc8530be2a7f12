package io.mockaws

import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.mockaws.scope.Scopes
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.services.s3.S3Client
import java.nio.file.Files
import java.nio.file.Path

/** What mocks leave behind, in JVMs in which nothing else happens. */
class LeakTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `opening and closing a hundred thousand mocks leaves no thread, file or memory behind`() {
        val output = OtherJvm.run(Mocks::class, OtherJvm.MAY_ATTACH, "-Djava.io.tmpdir=$folder")
        output shouldContain "new threads: []"
        output shouldContain "new files: []"
        output shouldContain "leaked: false"
        output shouldContain "in scope: false null"
        output shouldNotContain "never closed"
    }

    @Test
    fun `a mock that was never closed is reported when the JVM ends, with the line that started it`() {
        val output = OtherJvm.run(Forgotten::class, OtherJvm.MAY_ATTACH)
        output shouldContain "A mock was never closed, started at:"
        output shouldContain "LeakTest.kt:"
    }

    @Test
    fun `calls with large answers do not fill the memory`() {
        val output = OtherJvm.run(LargeAnswers::class, OtherJvm.MAY_ATTACH, "-Xmx96m")
        output shouldContain "calls: 1001"
        output shouldContain "the last one's keys: 1000"
        output shouldContain "the first one's: The journal has let go of this: of calls with long bodies it keeps the last ones"
    }

    object LargeAnswers {
        @JvmStatic
        fun main(arguments: Array<String>) {
            MockAws.start().use { aws ->
                val bucket = aws.s3.bucket("box")
                repeat(1000) { bucket.put("a-key-as-long-as-they-are/$it", "") }
                val client = aws.javaSdk.configure(S3Client.builder()).build()
                repeat(1001) { client.listObjectsV2 { it.bucket("box") } }
                val calls = aws.calls("s3", "ListObjectsV2")
                println("calls: ${calls.size}")
                println("the last one's keys: ${(calls.last().output!!["Contents"] as List<*>).size}")
                println("the first one's: ${runCatching { calls.first().output }.exceptionOrNull()?.message}")
            }
        }
    }

    object Forgotten {
        @JvmStatic
        fun main(arguments: Array<String>) {
            MockAws.start()
            MockAws.start().close()
        }
    }

    object Mocks {
        private const val WARM_UP = 5_000
        private const val MANY = 100_000

        /** Bytes for each mock. An empty one weighs some kilobytes, its scope alone a hundred bytes. */
        private const val ALLOWED = 20

        @JvmStatic
        fun main(arguments: Array<String>) {
            openAndClose(WARM_UP)
            val threads = threads()
            val files = files()
            val bytes = bytes()
            openAndClose(MANY)
            println("new threads: ${threads() - threads}")
            println("new files: ${files() - files}")
            println("leaked: ${bytes() - bytes > MANY * ALLOWED} (${bytes() - bytes} bytes)")
            println("in scope: ${Scopes.any} ${Scopes.top()}")
        }

        private fun openAndClose(times: Int) =
            runBlocking {
                repeat(times / 2) {
                    mockAws { sqs.queue("q").send("hello") }
                    MockAws.start().use { it.s3.bucket("box").put("k", "hello") }
                }
            }

        private fun threads() = Thread.getAllStackTraces().keys.mapTo(HashSet()) { it.name }

        private fun files() =
            Files.list(Path.of(System.getProperty("java.io.tmpdir"))).use { files ->
                files.map { it.fileName.toString() }.toList().toSet()
            }

        private fun bytes(): Long {
            repeat(3) { System.gc() }
            return Runtime.getRuntime().run { totalMemory() - freeMemory() }
        }
    }
}
