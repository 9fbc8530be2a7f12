package io.mockaws.ktor.transport

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.maps.shouldContain
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.ktor.MockAwsServer
import io.mockaws.ktor.RawSocket
import io.mockaws.ktor.persistence.DataFolder
import io.mockaws.ktor.persistence.Persist
import io.mockaws.wire.http.HttpHandler
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import java.io.IOException
import java.nio.file.Path
import java.util.Random
import kotlin.concurrent.thread
import kotlin.io.path.createDirectory
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name

/** What a server must outlive. */
@Timeout(120)
class RobustnessTest {
    private val aws = MockAws.start(MockAwsOptions.builder().intercept(false).build())
    private val server = MockAwsServer.start(aws)

    @AfterEach
    fun close() {
        server.close()
        aws.close()
    }

    private fun status(request: String, of: MockAwsServer = server): Int =
        RawSocket(of).use { it.send(request).answer().status }

    private fun awaitConnections(count: Int) {
        while (server.connections != count) Thread.onSpinWait()
    }

    private fun usedMemory(): Long {
        System.gc()
        return Runtime.getRuntime().let { it.totalMemory() - it.freeMemory() }
    }

    @Test
    fun `a thousand idle connections cost little and leave nothing`() {
        aws.s3.bucket("photos")
        status("GET /photos HTTP/1.1\nHost: localhost\n\n") shouldBe 200
        awaitConnections(0)
        val memory = usedMemory()
        val threads = Thread.getAllStackTraces().size
        val idle = List(1000) { RawSocket(server).send("GET /photos HTTP/1.1\nHost: localhost\n\n") }
        idle.forEach { it.answer().status shouldBe 200 }
        awaitConnections(1000)
        // As many as coroutines have for everything, whatever comes.
        Thread.getAllStackTraces().size - threads shouldBeLessThan 128
        // Both ends of each are in this process, and their calls in the journal.
        usedMemory() - memory shouldBeLessThan 64L * 1024 * 1024
        status("GET /photos HTTP/1.1\nHost: localhost\n\n") shouldBe 200
        idle.forEach { it.close() }
        awaitConnections(0)
    }

    @Test
    fun `who closes the server is not held up by clients that do nothing`() {
        val idle = List(50) { RawSocket(server).send("GET / HTTP") }
        awaitConnections(50)
        server.close()
        server.connections shouldBe 0
        idle.forEach { it.isAtEnd() shouldBe true }
    }

    @Test
    fun `a call that breaks down takes its own connection along and no other`() {
        val broken = MockAwsServer.start(aws, "127.0.0.1", 0) { HttpHandler { throw IllegalStateException("broken") } }
        broken.use {
            repeat(3) {
                RawSocket(broken).use { socket ->
                    socket.send("GET / HTTP/1.1\nHost: localhost\n\n")
                    socket.isAtEnd() shouldBe true
                }
            }
        }
    }

    @Test
    fun `a port is free as soon as its server is closed`() {
        val port = MockAwsServer.start(aws).use { it.port }
        repeat(20) {
            MockAwsServer.start(aws, port = port).use { again ->
                status("GET / HTTP/1.1\nHost: localhost\n\n", again) shouldBe 200
            }
        }
    }

    @Test
    fun `ten thousand requests sent ahead are answered in order`() {
        val photos = aws.s3.bucket("photos")
        (0 until 100).forEach { photos.put("$it", "object $it") }
        RawSocket(server).use { socket ->
            val sender =
                thread {
                    val all = (0 until 10_000).joinToString("") { "GET /photos/${it % 100} HTTP/1.1\nHost: localhost\n\n" }
                    socket.send(all)
                }
            repeat(10_000) { socket.answer().body shouldBe "object ${it % 100}" }
            sender.join()
        }
    }

    @Test
    fun `noise breaks nothing`() {
        val random = Random(42)
        repeat(300) { round ->
            try {
                RawSocket(server).use { socket ->
                    val noise = ByteArray(random.nextInt(2000)).also(random::nextBytes)
                    if (round % 3 == 0) {
                        val target = "X-Amz-Target: DynamoDB_20120810.ListTables\nContent-Type: application/x-amz-json-1.0"
                        socket.send("POST / HTTP/1.1\nHost: localhost\n$target\nTransfer-Encoding: chunked\n\n")
                    }
                    socket.send(noise)
                    if (round % 2 == 0) socket.reset() else socket.halfClose()
                }
            } catch (_: IOException) {
                // The server may be the first to close.
            }
        }
        awaitConnections(0)
        status("GET / HTTP/1.1\nHost: localhost\n\n") shouldBe 200
    }

    @Test
    fun `a path is a key, never a file nor a way to the server's own paths`(@TempDir folder: Path) {
        val data = folder.resolve("outer").createDirectory().resolve("data")
        DataFolder.open(aws, data, Persist.ALWAYS).use { kept ->
            MockAwsServer.start(aws, "127.0.0.1", 0, settle = { kept.settle() }) { it }.use { persistent ->
                kept.begin()
                val photos = aws.s3.bucket("photos")
                val keys =
                    mapOf(
                        "../../../etc/passwd" to "../../../etc/passwd",
                        "%2e%2e/%2E%2e/a" to "../../a",
                        "..%2f..%2fb" to "../../b",
                        "..%5c..%5cc" to "..\\..\\c",
                        "%252e%252e/d" to "%2e%2e/d",
                        "/e" to "/e",
                        "//f//" to "//f//",
                        "./g/." to "./g/.",
                        "../_mockaws/reset" to "../_mockaws/reset",
                        "h;x=y" to "h;x=y",
                        "i%0d%0aX-Evil:%201" to "i\r\nX-Evil: 1",
                    )
                for (key in keys.keys) {
                    withClue(key) {
                        status("PUT /photos/$key HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n", persistent) shouldBe 200
                    }
                }
                photos.keys() shouldContainExactlyInAnyOrder keys.values
                for (path in listOf("//_mockaws/reset", "/%5fmockaws/reset", "/./_mockaws/reset", "/photos/../_mockaws/reset")) {
                    withClue(path) {
                        status("POST $path HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n", persistent) / 100 shouldBe 4
                    }
                }
                for (odd in listOf("/photos/%", "/photos/%zz", "/photos/%00", "/photos/%ff%fe", "/photos?%", "/?${"a&".repeat(9000)}")) {
                    withClue(odd.take(40)) { status("GET $odd HTTP/1.1\nHost: localhost\n\n", persistent) shouldBeLessThan 500 }
                }
            }
        }
        folder.listDirectoryEntries().map { it.name } shouldContainExactly listOf("outer")
        folder.resolve("outer").listDirectoryEntries().map { it.name } shouldContainExactly listOf("data")
    }

    @Test
    fun `the server's own paths are closed to names of other machines`() {
        for (path in listOf("/_mockaws/health", "/moto-api/data.json")) {
            for (host in listOf("evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:80", "0x7f.1")) {
                withClue("$path of $host") { status("GET $path HTTP/1.1\nHost: $host\n\n") shouldBe 403 }
            }
            status("GET http://evil.example$path HTTP/1.1\nHost: localhost\n\n") shouldBe 403
            status("GET $path HTTP/1.1\nHost: localhost\nOrigin: https://evil.example\n\n") shouldBe 403
            status("GET $path HTTP/1.1\nHost: localhost\nOrigin: null\n\n") shouldBe 403
            for (host in listOf("localhost", "127.0.0.1:5000", "[::1]:5000", "mockaws")) {
                status("GET $path HTTP/1.1\nHost: $host\n\n") shouldBe 200
            }
        }
    }

    @Test
    fun `a caller cannot write fields of the answer`() {
        aws.s3.bucket("photos").put("a", "x")
        RawSocket(server).use { socket ->
            socket.send("GET /photos/a?response-content-type=text/x%0d%0aX-Evil:%201 HTTP/1.1\nHost: localhost\n\n")
            val answer = socket.answer()
            ("x-evil" in answer.headers) shouldBe false
            answer.headers shouldContain ("content-type" to "text/x  X-Evil: 1")
        }
    }
}
