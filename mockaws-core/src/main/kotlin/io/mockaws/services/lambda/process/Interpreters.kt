package io.mockaws.services.lambda.process

import io.mockaws.services.lambda.code.CodeFolder
import java.io.File
import java.io.IOException
import java.nio.file.Path
import java.util.concurrent.ConcurrentHashMap
import kotlin.io.path.Path
import kotlin.io.path.div
import kotlin.io.path.exists
import kotlin.io.path.isExecutable
import kotlin.io.path.writeText

/** How a function in another language than those of the JVM is started on this machine. */
internal object Interpreters {
    /** What starts a function of [runtime] in [folder]; null where that is missing: see [missing]. */
    fun command(
        runtime: String,
        folder: CodeFolder,
    ): List<String>? =
        when {
            runtime.startsWith("python") ->
                (onPath(runtime) ?: onPath("python3"))?.let { listOf("$it", "${script(folder, "runtime.py")}") }

            runtime.startsWith("nodejs") ->
                onPath("node")?.let { listOf("$it", "${script(folder, "runtime.mjs")}") }

            runtime.startsWith("provided") ->
                listOf(folder.task / "bootstrap", folder.opt / "bootstrap").firstOrNull { it.exists() }?.let {
                    it.toFile().setExecutable(true)
                    listOf("$it")
                }

            else -> null
        }

    /** Why there is no [command] for [runtime]. */
    fun missing(runtime: String): String =
        when {
            runtime.startsWith("python") -> "there is no python3 on the PATH, which runs $runtime"
            runtime.startsWith("nodejs") -> "there is no node on the PATH, which runs $runtime"
            runtime.startsWith("provided") -> "its code has no file bootstrap"
            else -> "nothing here runs $runtime"
        }

    /** Whether programs run. What a manager of versions puts on the PATH need not: its version may not be chosen. */
    private val known = ConcurrentHashMap<Path, Boolean>()

    private fun onPath(name: String): Path? =
        System.getenv("PATH").orEmpty().split(File.pathSeparator).filter { it.isNotEmpty() }
            .flatMap { listOf(Path(it) / name, Path(it) / "$name.exe") }.firstOrNull { it.isExecutable() && runs(it) }

    private fun runs(program: Path): Boolean =
        known.computeIfAbsent(program) {
            try {
                val builder = ProcessBuilder("$program", "--version").redirectErrorStream(true)
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0
            } catch (_: IOException) {
                false
            }
        }

    private fun script(
        folder: CodeFolder,
        name: String,
    ): Path {
        val text = checkNotNull(javaClass.getResource("/io/mockaws/services/lambda/$name")) { name }.readText()
        return (folder.opt / ".." / name).normalize().also { it.writeText(text) }
    }
}
