package io.mockaws.kotest

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.common.ExperimentalKotest
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.concurrency.TestExecutionMode
import io.kotest.matchers.collections.shouldBeUnique
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.AutoEndpoint
import io.mockaws.MockAws
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.S3Client
import java.net.URI
import java.util.concurrent.ConcurrentLinkedQueue
import kotlin.io.path.exists

private suspend fun get(url: String) = withContext(Dispatchers.IO) { URI(url).toURL().readText() }

class ServerPerTestTest : FunSpec({
    extension(MockAwsExtension(serverMode = true) { s3.bucket("receipts").put("0.txt", "seeded") })

    repeat(3) { n ->
        test("what is no client of the JVM finds the test's own AWS at its endpoint, $n") {
            val aws = mockAws()
            get("${aws.endpoint}/receipts/0.txt") shouldBe "seeded"

            aws.s3.bucket("receipts").put("1.txt", "$n")

            get("${aws.endpoint}/receipts/1.txt") shouldBe "$n"
        }
    }
})

class ServersTest : FunSpec({
    extension(MockAwsExtension(serverMode = true, autoEndpoint = AutoEndpoint.IF_MISSING))
    val seen = ConcurrentLinkedQueue<URI>()

    context("a container") {
        val endpoint = mockAws().endpoint
        seen += endpoint

        test("shares its server with its tests") {
            mockAws().endpoint shouldBe endpoint
            mockAws().registryPath.exists() shouldBe true
        }
    }

    test("clients that name an endpoint call that") {
        seen += mockAws().endpoint
        MockAws.start { it.serverMode(true).intercept(false) }.use { other ->
            S3Client.builder().endpointOverride(other.endpoint).build().use { it.listBuckets() }
            other.calls().size shouldBe 1
        }
        S3Client.create().use { it.listBuckets() }
        mockAws().calls().size shouldBe 1
    }

    afterSpec { seen.shouldBeUnique() }
})

private val server = MockAws.start { it.serverMode(true).intercept(false) }.also { it.detach() }

@OptIn(ExperimentalKotest::class)
class AttachedTest : FunSpec({
    testExecutionMode = TestExecutionMode.Sequential
    extension(
        MockAwsExtension(Isolation.PerSpec, serverPort = server.port) {
            S3Client.create().use { it.createBucket { b -> b.bucket("receipts") } }
        },
    )

    test("a test calls the server") {
        mockAws().endpoint shouldBe server.endpoint
        S3Client.create().use { it.putObject({ o -> o.bucket("receipts").key("1.txt") }, RequestBody.fromString("1")) }
        server.s3.bucket("receipts") shouldHaveObject "1.txt"
    }

    test("and the next finds what is there") {
        S3Client.create().use { it.listObjects { o -> o.bucket("receipts") }.contents().size shouldBe 1 }
    }

    test("each test's own it cannot be") {
        shouldThrow<IllegalArgumentException> { MockAwsExtension(serverPort = server.port) }.message shouldContain
            "add isolation = Isolation.PerProject"
    }

    afterSpec { server.close() }
})
