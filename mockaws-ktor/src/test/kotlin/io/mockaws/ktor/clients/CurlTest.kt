package io.mockaws.ktor.clients

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.ktor.MockAwsServer
import io.mockaws.ktor.tls.OwnCertificate
import io.mockaws.ktor.transport.Limits
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import java.util.Random
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes

/** `curl`, which speaks HTTP as its user tells it to. */
@Timeout(120)
class CurlTest {
    @TempDir
    lateinit var folder: Path

    private val mock = MockAws.start(MockAwsOptions.builder().intercept(false).build())
    private val server by lazy { MockAwsServer.start(mock) }

    @AfterEach
    fun close() {
        server.close()
        mock.close()
    }

    private fun curl(vararg arguments: String, input: ByteArray? = null) =
        Tool.one("curl").run("-sS", "--fail-with-body", *arguments, input = input)

    @Test
    fun `a long object is sent after being asked to go on, and comes back, but in chunks it is refused`() {
        val content = ByteArray(50_000_000).also(Random(1)::nextBytes)
        mock.s3.bucket("films")
        folder.resolve("film").writeBytes(content)
        // AWS's answer to an upload whose length nothing tells, https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
        shouldThrow<IllegalStateException> { curl("-T", "-", "${server.endpoint}/films/chunks", input = content) }
            .message shouldContain "<Header>Transfer-Encoding</Header>"
        val talk = curl("-v", "-T", "$folder/film", "-H", "Expect: 100-continue", "${server.endpoint}/films/whole")
        talk shouldContain "100 Continue"
        curl("-o", "$folder/whole", "${server.endpoint}/films/whole")
        folder.resolve("whole").readBytes().contentEquals(content) shouldBe true
    }

    @Test
    fun `buckets are found by host`() {
        mock.s3.bucket("films").put("a", "found")
        // The first name is curl's own to resolve.
        curl("http://films.localhost:${server.port}/a") shouldBe "found"
        val name = "films.s3.localhost.localdomain"
        curl("--resolve", "$name:${server.port}:127.0.0.1", "http://$name:${server.port}/a") shouldBe "found"
    }

    @Test
    fun `one connection serves many requests`() {
        mock.s3.bucket("films").put("a", "x")
        val urls = Array(20) { "${server.endpoint}/films/a" }
        val counts = curl("-w", "%{num_connects}", *urls)
        counts.count { it == '1' } shouldBe 1
        counts.count { it == 'x' } shouldBe 20
    }

    @Test
    fun `its own signatures hold`() {
        mock.verifySignatures(mapOf("test" to "test"))
        val answer =
            curl(
                "--aws-sigv4",
                "aws:amz:us-east-1:dynamodb",
                "--user",
                "test:test",
                "-H",
                "X-Amz-Target: DynamoDB_20120810.ListTables",
                "-H",
                "Content-Type: application/x-amz-json-1.0",
                "-d",
                "{}",
                "${server.endpoint}/",
            )
        answer shouldBe """{"TableNames":[]}"""
    }

    @Test
    fun `TLS is trusted by the file that the server names`() {
        val certificate = OwnCertificate.of(folder)
        MockAwsServer.start(mock, "127.0.0.1", 0, Limits(), certificate) { it }.use { secure ->
            mock.s3.bucket("films").put("a", "safe")
            curl("--cacert", "${certificate.pem}", "https://localhost:${secure.port}/films/a") shouldBe "safe"
            val name = "films.s3.localhost.localdomain"
            val resolve = arrayOf("--resolve", "$name:${secure.port}:127.0.0.1")
            curl(*resolve, "--cacert", "${certificate.pem}", "https://$name:${secure.port}/a") shouldBe "safe"
        }
    }
}
