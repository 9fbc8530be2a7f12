package io.mockaws.services.lambda.code

import io.mockaws.wire.Blob
import java.io.ByteArrayInputStream
import java.io.File
import java.nio.file.Files
import java.nio.file.Path
import java.util.zip.ZipInputStream
import kotlin.io.path.ExperimentalPathApi
import kotlin.io.path.createDirectories
import kotlin.io.path.deleteRecursively
import kotlin.io.path.div
import kotlin.io.path.exists
import kotlin.io.path.isRegularFile
import kotlin.io.path.outputStream
import kotlin.io.path.walk

/** The code of one instance of a function as it lies on AWS's machines: its own, and that of its layers. */
internal class CodeFolder private constructor(
    private val root: Path,
    /** Where the function's own code is: `/var/task`. */
    val task: Path = root / "task",
) : AutoCloseable {
    /** Where what it writes is kept. */
    val output: Path = root / "output"

    /** Where its layers are, one over the other: `/opt`. */
    val opt: Path = root / "opt"

    /** What the class path of a function in Java has: its own classes and jars, and those of its layers. */
    @OptIn(ExperimentalPathApi::class)
    fun classPath(): List<Path> =
        listOf(task) + jarsIn(task / "lib") + listOf(opt / "java").filter { it.exists() } + jarsIn(opt / "java" / "lib")

    @OptIn(ExperimentalPathApi::class)
    private fun jarsIn(folder: Path): List<Path> =
        if (folder.exists()) {
            folder.walk().filter {
                it.isRegularFile() && it.toString().endsWith(".jar")
            }.sorted().toList()
        } else {
            emptyList()
        }

    @OptIn(ExperimentalPathApi::class)
    override fun close() = root.deleteRecursively()

    companion object {
        /** Unpacks [zip] and [layers], the lowest first. */
        fun of(
            zip: Blob,
            layers: List<Blob>,
        ): CodeFolder {
            val folder = CodeFolder(Files.createTempDirectory("mockaws-lambda-"))
            folder.task.createDirectories()
            folder.opt.createDirectories()
            unpack(zip, folder.task)
            layers.forEach { unpack(it, folder.opt) }
            return folder
        }

        /** The code that lies in [task], which stays there, and [layers], the lowest first. */
        fun at(
            task: Path,
            layers: List<Blob>,
        ): CodeFolder {
            val folder = CodeFolder(Files.createTempDirectory("mockaws-lambda-"), task)
            folder.opt.createDirectories()
            layers.forEach { unpack(it, folder.opt) }
            return folder
        }

        private fun unpack(
            zip: Blob,
            to: Path,
        ) {
            ZipInputStream(ByteArrayInputStream(zip.bytes)).use { input ->
                while (true) {
                    val entry = input.nextEntry ?: break
                    val file = (to / entry.name).normalize()
                    // A name that leads out of the folder leads nowhere.
                    if (!file.startsWith(to) || entry.isDirectory) continue
                    file.parent.createDirectories()
                    file.outputStream().use { input.copyTo(it) }
                    // A zip that was read as a stream does not tell who may run what.
                    if ('.' !in entry.name.substringAfterLast(File.separatorChar)) file.toFile().setExecutable(true)
                }
            }
        }

        /** Whether [zip] has classes, or jars that may. */
        fun hasClasses(zip: Blob): Boolean =
            ZipInputStream(ByteArrayInputStream(zip.bytes)).use { input ->
                generateSequence { input.nextEntry }.any { it.name.endsWith(".class") || it.name.endsWith(".jar") }
            }
    }
}
