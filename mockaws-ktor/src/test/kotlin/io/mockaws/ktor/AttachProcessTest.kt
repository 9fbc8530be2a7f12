package io.mockaws.ktor

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.core.exception.SdkClientException
import software.amazon.awssdk.core.retry.RetryMode
import software.amazon.awssdk.services.s3.S3Client
import java.io.IOException
import java.io.UncheckedIOException
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.time.Duration
import kotlin.io.path.Path
import kotlin.io.path.exists
import kotlin.io.path.getLastModifiedTime
import kotlin.io.path.setLastModifiedTime

/** Servers that are programs of their own. */
@Timeout(120)
class AttachProcessTest {
    @TempDir
    lateinit var registry: Path

    private val running = mutableListOf<Process>()

    @AfterEach
    fun stop() = running.forEach { it.destroyForcibly().waitFor() }

    private class Server(
        val process: Process,
        val port: Int,
    )

    private fun launch(): Server {
        val java = Path(System.getProperty("java.home"), "bin", "java").toString()
        val classPath = System.getProperty("java.class.path")
        val process =
            ProcessBuilder(java, "-Xmx128m", "-cp", classPath, "io.mockaws.ktor.program.Main", "--port", "0")
                .apply { environment()["MOCKAWS_SERVER_REGISTRY_DIR"] = "$registry" }
                .redirectErrorStream(true).start().also { running += it }
        val lines = process.inputStream.bufferedReader().lineSequence().takeWhile { !it.endsWith("Ready.") }.toList()
        return Server(process, lines.first { "answers on" in it }.substringAfterLast(':').toInt())
    }

    @Test
    fun `a test finds the server that was started last, and passes over a dead one`() {
        val first = launch()
        val firstsFile =
            MockAws.attach(registry).use {
                it.port shouldBe first.port
                it.registryPath
            }
        firstsFile.setLastModifiedTime(FileTime.from(firstsFile.getLastModifiedTime().toInstant() - Duration.ofMinutes(1)))
        val second = launch()
        val secondsFile =
            MockAws.attach(registry).use {
                it.port shouldBe second.port
                it.registryPath
            }
        second.process.destroyForcibly().waitFor()
        MockAws.attach(registry).use { it.port shouldBe first.port }
        secondsFile.exists() shouldBe false
        first.process.isAlive shouldBe true
    }

    @Test
    fun `a server that is gone is a connection error that names it`() {
        val server = launch()
        runBlocking {
            mockAws(serverPort = server.port) {
                val s3 = S3Client.builder().overrideConfiguration { it.retryStrategy(RetryMode.LEGACY) }.build()
                s3.createBucket { it.bucket("photos") }
                s3.listBuckets().buckets().map { it.name() } shouldContain "photos"
                server.process.destroyForcibly().waitFor()
                val failure = shouldThrow<SdkClientException> { s3.listBuckets() }
                failure.cause.shouldBeInstanceOf<IOException>().message shouldContain
                    "The mockaws server at http://127.0.0.1:${server.port} no longer answers"
                shouldThrow<UncheckedIOException> { calls() }.message shouldContain "no longer answers"
                withCalls(AssertionError("no photo")).suppressed.single().shouldBeInstanceOf<UncheckedIOException>()
                s3.close()
            }
        }
    }
}
