package io.mockaws.ktor.admin

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.s3.S3Client
import java.net.ConnectException
import java.net.Socket
import java.net.URI
import java.net.http.HttpRequest
import java.net.http.HttpResponse

class ForkOverHttpTest {
    private val served = Served()

    @AfterEach
    fun close() = served.close()

    private fun fork() = served.post("/fork", "")

    private fun ask(method: String, uri: String): Int =
        Served.client.send(
            HttpRequest.newBuilder(URI(uri)).method(method, HttpRequest.BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.ofString(),
        ).statusCode()

    @Test
    fun `a fork begins with what there is, and goes its own way`() {
        served.aws.s3.bucket("photos").put("a.txt", "hello")
        val endpoint = URI(fork()["endpoint"].text)
        with(served) { S3Client.builder().forcePathStyle(true).here(endpoint).build() }.use { s3 ->
            s3.getObjectAsBytes { it.bucket("photos").key("a.txt") }.asUtf8String() shouldBe "hello"
            s3.createBucket { it.bucket("fork-only") }
        }
        served.aws.s3.buckets().map { it.name } shouldBe listOf("photos")
        ask("GET", "$endpoint/_mockaws/calls") shouldBe 200
        served.get("/calls").items.shouldBeEmpty()
    }

    @Test
    fun `a deleted fork answers no more, and the others do`() {
        val first = fork()
        val second = fork()
        served.get("/fork").items.map { it["endpoint"].text } shouldBe listOf(first, second).map { it["endpoint"].text }
        served.call("DELETE", "/fork/${first["id"].text}").statusCode() shouldBe 204
        val gone = URI(first["endpoint"].text)
        shouldThrow<ConnectException> { Socket(gone.host, gone.port) }
        ask("GET", "${second["endpoint"].text}/_mockaws/health") shouldBe 200
        served.refusal("DELETE", "/fork/${first["id"].text}", status = 404) shouldContain "There is no fork"
    }

    @Test
    fun `a fork cannot end itself, a fork of a fork is one of all, and the server's end is theirs`() {
        val first = fork()
        ask("DELETE", "${first["endpoint"].text}/_mockaws/fork/1") shouldBe 409
        ask("POST", "${first["endpoint"].text}/_mockaws/fork") shouldBe 201
        val all = served.get("/fork").items.map { URI(it["endpoint"].text) }
        all.size shouldBe 2
        served.server.close()
        all.forEach { shouldThrow<ConnectException> { Socket(it.host, it.port) } }
    }

    @Test
    fun `there are no more forks than a machine bears, and a port that is taken is told`() {
        served.refusal("POST", "/fork?port=${served.server.port}", status = 409) shouldContain "Cannot listen on"
        served.refusal("POST", "/fork?port=x") shouldContain "\"port\" is a number, 0 to 65535, not \"x\""
        repeat(32) { fork() }
        served.refusal("POST", "/fork", status = 409) shouldBe "There are 32 forks; one has to be deleted first"
        served.call("DELETE", "/fork/7").statusCode() shouldBe 204
        fork()
    }

    @Test
    fun `in a test that intercepts, clients of no mock's are still answered by the test's own`() =
        runTest {
            mockAws(serverMode = true) {
                s3.bucket("photos")
                ask("POST", "$endpoint/_mockaws/fork") shouldBe 201
                val outside = Thread { S3Client.create().use { it.createBucket { b -> b.bucket("made") } } }
                outside.start()
                outside.join()
                s3.buckets().map { it.name } shouldBe listOf("made", "photos")
                detachedFork().use { fork -> shouldThrow<IllegalStateException> { fork.endpoint } }
            }
        }
}
