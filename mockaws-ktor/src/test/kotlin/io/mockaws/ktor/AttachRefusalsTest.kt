package io.mockaws.ktor

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.MockClock
import io.mockaws.mockAws
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import java.net.ServerSocket
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import kotlin.io.path.Path

/** Wrong combinations fail at once, and say what to change. */
@Timeout(60)
class AttachRefusalsTest {
    private fun refused(configure: (MockAwsOptions.Builder) -> Unit): String =
        shouldThrow<IllegalArgumentException> { MockAws.start(configure) }.message!!

    @Test
    fun `options that contradict each other`() {
        refused { it.port(5000) } shouldContain "add serverMode = true, or leave it out; serverPort = 5000 attaches"
        refused { it.serverPort(70_000) } shouldContain "between 0 and 65535: serverPort = 70000"
        refused { it.serverPort(-1) } shouldContain "between 0 and 65535"
        refused { it.serverMode(true).serverPort(5000) } shouldContain "leave out one of them"
        refused { it.port(1).serverPort(5000) } shouldContain "leave it out beside serverPort = 5000"
        refused { it.registryDir(Path("x")) } shouldContain "add serverMode = true or serverPort"
        refused { it.serverPort(5000).seed(1).strict(true) } shouldContain "seed = 1, strict = true: that is the server's to say"
        refused { it.serverPort(5000).clock(MockClock.MANUAL) } shouldContain "clock = MANUAL"
        shouldThrow<IllegalArgumentException> { MockAws.attach(0) }.message shouldContain "no port 0"
    }

    @Test
    fun `nothing to attach to`(@TempDir folder: Path) {
        val free = ServerSocket(0).use { it.localPort }
        shouldThrow<IllegalStateException> { MockAws.attach(free) }.message shouldContain
            "Nothing answers on http://127.0.0.1:$free: name the port of a server that runs"
        shouldThrow<IllegalStateException> { MockAws.attach(folder) }.message shouldContain
            "No server to attach to has a registry file in $folder"
    }

    @Test
    fun `something else to attach to`() {
        for (answer in listOf("HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"status\":\"ok\"}", "SSH-2.0-OpenSSH_9.2\r\n")) {
            ServerSocket(0).use { other ->
                val served =
                    CompletableFuture.runAsync {
                        other.accept().use {
                            it.getOutputStream().write(answer.encodeToByteArray())
                            it.getOutputStream().flush()
                            it.getInputStream().readAllBytes()
                        }
                    }
                shouldThrow<IllegalStateException> { MockAws.attach(other.localPort) }.message shouldContain
                    "What answers on http://127.0.0.1:${other.localPort} is not mockaws"
                served.join()
            }
        }
    }

    @Test
    fun `something that does not answer`() {
        ServerSocket(0).use { silent ->
            shouldThrow<IllegalStateException> { MockAws.attach(silent.localPort) }.message shouldContain "within 3s"
        }
    }

    @Test
    fun `blocks inside of one another that disagree`() {
        MockAws.start { it.serverMode(true).intercept(false) }.use { server ->
            runBlocking {
                suspend fun refused(block: suspend () -> Unit) = shouldThrow<IllegalArgumentException> { block() }.message!!
                mockAws {
                    refused { mockAws(serverMode = true) { } } shouldContain "ask for it where the outer one begins"
                    refused { mockAws(serverPort = server.port) { } } shouldContain "serverPort = ${server.port} (not 0)"
                    mockAws(serverPort = server.port, isolated = true) { endpoint shouldBe server.endpoint }
                }
                mockAws(serverPort = server.port) {
                    refused { mockAws { } } shouldContain "Attach it, too (serverPort = ${server.port})"
                    refused { mockAws(serverMode = true) { } } shouldContain "Attach it, too"
                    mockAws(serverPort = server.port) { endpoint shouldBe server.endpoint }
                    mockAws(isolated = true) { s3.buckets().size shouldBe 0 }
                }
                mockAws(serverMode = true) {
                    val outer = endpoint
                    mockAws(serverMode = true) { endpoint shouldBe outer }
                    mockAws { endpoint shouldBe outer }
                    refused { mockAws(serverPort = server.port) { } } shouldContain "serverPort"
                }
            }
        }
    }
}
