package io.mockaws.ktor.clients

import org.junit.jupiter.api.Assumptions.assumeTrue
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import kotlin.io.path.Path
import kotlin.io.path.createTempDirectory
import kotlin.io.path.isExecutable

/** A program of another language that may or may not be on this machine. */
class Tool private constructor(
    private val program: Path,
) {
    /** Runs it to its end in an environment that names credentials, and gives what it printed. */
    fun run(vararg arguments: String, input: ByteArray? = null, environment: Map<String, String> = emptyMap()): String {
        val output = createTempDirectory().resolve("output")
        val builder = ProcessBuilder(listOf("$program") + arguments).redirectErrorStream(true).redirectOutput(output.toFile())
        builder.environment().keys.removeIf { it.startsWith("AWS_") || it.endsWith("_proxy", ignoreCase = true) }
        builder.environment() +=
            mapOf(
                "AWS_ACCESS_KEY_ID" to "test",
                "AWS_SECRET_ACCESS_KEY" to "test",
                "AWS_DEFAULT_REGION" to "us-east-1",
                "AWS_CONFIG_FILE" to "/nonexistent",
                "AWS_SHARED_CREDENTIALS_FILE" to "/nonexistent",
                "AWS_EC2_METADATA_DISABLED" to "true",
                "AWS_PAGER" to "",
                "PYTHONDONTWRITEBYTECODE" to "1",
                "LC_ALL" to "C.UTF-8",
            ) + environment
        val process = builder.start()
        val feeding =
            CompletableFuture.runAsync {
                process.outputStream.use { sink -> input?.let(sink::write) }
            }
        try {
            check(process.waitFor(SECONDS, TimeUnit.SECONDS)) { "$program is not done after $SECONDS s: ${Files.readString(output)}" }
        } finally {
            process.destroyForcibly()
        }
        val text = Files.readString(output)
        check(process.exitValue() == 0) { "$program ${arguments.joinToString(" ")} ended with ${process.exitValue()}: $text" }
        feeding.join()
        return text
    }

    override fun toString(): String = "$program"

    companion object {
        private const val SECONDS = 120L

        /** All of that [name] on this machine; a test that finds none is skipped. */
        fun all(name: String): List<Tool> {
            val folders = System.getenv("PATH").split(':').filter { it.isNotEmpty() } + listOf("/usr/bin", "/usr/local/bin")
            val found = folders.distinct().map { Path(it, name) }.filter { it.isExecutable() }
            assumeTrue(found.isNotEmpty()) { "There is no $name on this machine" }
            return found.distinctBy { it.toRealPath() }.map(::Tool)
        }

        fun one(name: String): Tool = all(name).first()
    }
}
