package io.mockaws.ktor

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldHaveSize
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
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.readText
import kotlin.io.path.setLastModifiedTime
import kotlin.io.path.writeText

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
        val said: List<String>,
    ) {
        val port: Int get() = said.first { "answers on" in it }.substringAfterLast(':').toInt()
    }

    private fun launch(
        vararg arguments: String,
        environment: Map<String, String> = mapOf("MOCKAWS_SERVER_REGISTRY_DIR" to "$registry"),
    ): Server {
        val java = Path(System.getProperty("java.home"), "bin", "java").toString()
        val classPath = System.getProperty("java.class.path")
        val process =
            ProcessBuilder(java, "-Xmx128m", "-cp", classPath, "io.mockaws.ktor.program.Main", "--port", "0", *arguments)
                .apply { environment() += mapOf("MOCKAWS_SERVER_REGISTRY_DIR" to "") + environment }
                .redirectErrorStream(true).start().also { running += it }
        val lines = process.inputStream.bufferedReader().lineSequence().takeWhile { !it.endsWith("Ready.") }.toList()
        return Server(process, lines)
    }

    @Test
    fun `others find it by its file, which goes when it stops and stays when it is killed`() {
        val server = launch("--host", "0.0.0.0")
        registry.listDirectoryEntries().single().readText() shouldBe
            """{"endpoint":"http://127.0.0.1:${server.port}","host":"127.0.0.1","pid":${server.process.pid()},"port":${server.port}}"""
        server.process.destroy()
        server.process.waitFor()
        registry.listDirectoryEntries().shouldBeEmpty()

        launch().process.destroyForcibly().waitFor()
        registry.listDirectoryEntries() shouldHaveSize 1
    }

    @Test
    fun `a server does without a file where the user's folder cannot be written, but not where one was named`() {
        val file = registry.resolve("file").apply { writeText("") }
        val server = launch(environment = mapOf("XDG_CACHE_HOME" to "$file"))
        server.said.joinToString("\n") shouldContain "name another folder by MOCKAWS_SERVER_REGISTRY_DIR"
        MockAws.attach(server.port).use { aws ->
            shouldThrow<IllegalStateException> { aws.registryPath }.message shouldContain "no registry file"
        }

        val refused = launch(environment = mapOf("MOCKAWS_SERVER_REGISTRY_DIR" to "$file/x"))
        refused.said.joinToString("\n") shouldContain "name another folder by MOCKAWS_SERVER_REGISTRY_DIR"
        refused.process.waitFor() shouldBe 1
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
