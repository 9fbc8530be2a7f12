package io.mockaws.ktor.registry

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldMatch
import io.mockaws.MockAws
import io.mockaws.ktor.client.HealthCheck
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.IOException
import java.net.URI
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.time.Duration
import kotlin.io.path.exists
import kotlin.io.path.getLastModifiedTime
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.readText
import kotlin.io.path.setLastModifiedTime
import kotlin.io.path.writeText

class RegistryTest {
    @TempDir
    lateinit var folder: Path

    private val living = mutableSetOf<URI>()
    private val registry by lazy { Registry(folder.resolve("new"), living::contains) }

    private fun endpoint(port: Int) = URI("http://127.0.0.1:$port")

    private fun Path.ageBy(age: Duration) =
        apply { setLastModifiedTime(FileTime.from(getLastModifiedTime().toInstant() - age)) }

    @Test
    fun `a server's file tells where it is and which process it is`() {
        registry.add(endpoint(5000)).use { registered ->
            registered.path.fileName.toString() shouldMatch
                "mockaws-server-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\\.json"
            registered.path.readText() shouldBe
                """{"endpoint":"http://127.0.0.1:5000","host":"127.0.0.1","pid":${ProcessHandle.current().pid()},"port":5000}"""
            registered.path.parent.listDirectoryEntries() shouldContainExactly listOf(registered.path)
        }
        folder.resolve("new").listDirectoryEntries().shouldBeEmpty()
    }

    @Test
    fun `the living are told, newest first, and the files of the dead are removed`() {
        living += setOf(endpoint(1), endpoint(3))
        val old = registry.add(endpoint(1)).path.ageBy(Duration.ofHours(2))
        val dead = registry.add(endpoint(2)).path
        val new = registry.add(endpoint(3)).path.ageBy(Duration.ofHours(1))
        registry.living().map { it.path }.toList() shouldContainExactly listOf(new, old)
        dead.exists() shouldBe false
    }

    @Test
    fun `a start sweeps what is older than a day, but not a server that still answers`() {
        living += endpoint(1)
        val living = registry.add(endpoint(1)).path.ageBy(Duration.ofDays(3))
        val dead = registry.add(endpoint(2)).path.ageBy(Duration.ofHours(25))
        val broken = folder.resolve("new/${RegistryFile.nameOf("00000000-0000-4000-8000-000000000000")}")
        broken.writeText("{")
        broken.ageBy(Duration.ofHours(25))
        val young = registry.add(endpoint(3)).path.ageBy(Duration.ofHours(23))
        val others = folder.resolve("new/mockaws-server.json").apply { writeText("mine") }.ageBy(Duration.ofDays(3))
        val now = registry.add(endpoint(4)).path
        folder.resolve("new").listDirectoryEntries() shouldContainExactlyInAnyOrder listOf(living, young, others, now)
        dead.exists() shouldBe false
    }

    @Test
    fun `where there is no folder there is no server`() {
        registry.living().toList().shouldBeEmpty()
    }

    @Test
    fun `a mock's server has a file while it runs`() {
        val path =
            MockAws.start { it.serverMode(true).registryDir(folder).intercept(false) }.use { aws ->
                aws.registryPath.parent shouldBe folder
                aws.registryPath.readText() shouldContain "\"endpoint\":\"${aws.endpoint}\""
                Registry(folder, HealthCheck::passes).living().map { it.endpoint }.toList() shouldBe listOf(aws.endpoint)
                aws.registryPath
            }
        path.exists() shouldBe false
    }

    @Test
    fun `a folder that cannot be written fails the start, which leaves no port behind`() {
        val file = folder.resolve("file").apply { writeText("") }
        shouldThrow<IOException> { MockAws.start { it.serverMode(true).registryDir(file.resolve("x")) } }.message shouldContain
            "name another folder by MOCKAWS_SERVER_REGISTRY_DIR"
    }
}
