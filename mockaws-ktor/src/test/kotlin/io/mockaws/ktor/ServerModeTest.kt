package io.mockaws.ktor

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.s3.S3Client
import java.io.IOException
import java.net.ConnectException
import java.net.ServerSocket
import java.net.Socket
import java.net.URI

class ServerModeTest {
    @Test
    fun `a block listens while it runs, and clients in and out of process see one backend`() =
        runTest {
            val endpoint =
                mockAws(serverMode = true) {
                    host shouldBe "127.0.0.1"
                    s3.bucket("photos").put("a", "hello")
                    withContext(Dispatchers.IO) { URI("$endpoint/photos/a").toURL().readText() } shouldBe "hello"
                    S3Client.create().use { it.getObjectAsBytes { o -> o.bucket("photos").key("a") }.asUtf8String() } shouldBe
                        "hello"
                    calls("s3", "GetObject").size shouldBe 2
                    endpoint
                }
            shouldThrow<ConnectException> { Socket(endpoint.host, endpoint.port) }
        }

    @Test
    fun `Java starts it by an option, on a port of its choice`() {
        val free = ServerSocket(0).use { it.localPort }
        MockAws.start { it.serverMode(true).port(free) }.use { aws ->
            aws.port shouldBe free
            URI("${aws.endpoint}/").toURL().readText() shouldContain "ListAllMyBucketsResult"
        }
    }

    @Test
    fun `a port that is taken fails the start`() {
        ServerSocket(0).use { taken ->
            shouldThrow<IOException> { MockAws.start { it.serverMode(true).port(taken.localPort) } }
                .message shouldContain "Cannot listen on 127.0.0.1:${taken.localPort}"
        }
    }

    @Test
    fun `what makes no sense is refused with what to change`() =
        runTest {
            shouldThrow<IllegalArgumentException> { mockAws(port = 5000) { } }.message shouldContain "add serverMode = true"
            shouldThrow<IllegalArgumentException> { mockAws(serverMode = true, port = 70_000) { } }
                .message shouldContain "between 0 and 65535"
            mockAws {
                shouldThrow<IllegalArgumentException> { mockAws(serverMode = true) { } }.message shouldContain
                    "asks for serverMode = true (not false)"
                shouldThrow<IllegalStateException> { endpoint }.message shouldContain "serverMode = true"
            }
        }

    @Test
    fun `a fork has a server of its own, on a free port`() {
        val free = ServerSocket(0).use { it.localPort }
        MockAws.start { it.serverMode(true).port(free).intercept(false) }.use { aws ->
            aws.s3.bucket("photos")
            aws.fork().use { fork ->
                fork.s3.bucket("films")
                fork.port shouldNotBe free
                URI("${fork.endpoint}/").toURL().readText() shouldContain "films"
                URI("${aws.endpoint}/").toURL().readText() shouldNotContain "films"
            }
        }
        MockAws.start().use { aws -> aws.fork().use { fork -> shouldThrow<IllegalStateException> { fork.endpoint } } }
    }
}
