package io.mockaws.services.lambda.code

import io.mockaws.wire.Blob
import java.io.ByteArrayOutputStream
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream
import kotlin.io.path.div
import kotlin.io.path.exists
import kotlin.io.path.fileSize
import kotlin.io.path.getLastModifiedTime
import kotlin.io.path.invariantSeparatorsPathString
import kotlin.io.path.isDirectory
import kotlin.io.path.isRegularFile
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.readBytes
import kotlin.io.path.relativeTo
import kotlin.io.path.walk

/**
 * Code of a function where it is written: a folder or a jar of this machine, instead of a copy that was uploaded. An
 * instance
 * that began before it changed is not used again.
 *
 * @property place the folder of the project, of its classes or of its scripts, or a jar
 */
internal class LocalCode(
    val place: Path,
) {
    val exists: Boolean get() = place.exists()

    val isFolder: Boolean get() = place.isDirectory()

    /**
     * What a function in Java is loaded from: what Maven or Gradle has compiled in the folder, or the folder itself,
     * with the
     * jars that lie beside it.
     */
    fun classPath(): List<Path> {
        if (!isFolder) return listOf(place)
        val compiled = COMPILED.map { place / it }.filter { it.exists() }
        return compiled.ifEmpty { listOf(place) } + JARS.flatMap { jarsIn(place / it) }
    }

    private fun jarsIn(folder: Path): List<Path> =
        if (folder.isDirectory()) {
            folder.listDirectoryEntries("*.jar").filterNot { jar ->
                NO_CODE.any { it.containsMatchIn(jar.name) }
            }.sorted()
        } else {
            emptyList()
        }

    /** What the code looks like now, for [hasChangedSince]: how many files there are, how large and how new. */
    fun stamp(parts: List<Path>): Any = parts.map { part -> if (part.isDirectory()) ofFolder(part) else ofFile(part) }

    fun hasChangedSince(
        stamp: Any,
        parts: List<Path>,
    ): Boolean = stamp(parts) != stamp

    private fun ofFile(file: Path): Any = if (file.exists()) file.getLastModifiedTime() to file.fileSize() else "gone"

    private fun ofFolder(folder: Path): Any {
        var count = 0
        var size = 0L
        var newest = FileTime.fromMillis(0)
        folder.toFile().walkTopDown().onEnter { it.name !in NOT_WATCHED }.filter { it.isFile }.forEach {
            count++
            size += it.length()
            val time = FileTime.fromMillis(it.lastModified())
            if (time > newest) newest = time
        }
        return Triple(count, size, newest)
    }

    /** All of it as a zip, as it would be uploaded. */
    fun zipped(): Blob {
        if (!isFolder) return Blob(place.readBytes())
        val bytes = ByteArrayOutputStream()
        ZipOutputStream(bytes).use { zip ->
            place.walk().filter { it.isRegularFile() }.sorted().forEach {
                zip.putNextEntry(ZipEntry(it.relativeTo(place).invariantSeparatorsPathString))
                zip.write(it.readBytes())
                zip.closeEntry()
            }
        }
        return Blob(bytes.toByteArray())
    }

    companion object {
        /**
         * The bucket that stands for this machine: the key is the path. LocalStack has it by this name, too.
         *
         * https://docs.localstack.cloud/aws/tooling/lambda-tools/hot-reloading/
         */
        const val BUCKET: String = "hot-reload"

        private val COMPILED =
            listOf("target/classes", "build/classes/kotlin/main", "build/classes/java/main", "build/resources/main")
        private val JARS = listOf("target/dependency", "target/lib", "lib", "build/dependency", "target", "build/libs")
        private val NO_CODE = listOf(Regex("^original-"), Regex("-(sources|javadoc|tests|plain)\\.jar$"))
        private val NOT_WATCHED = setOf(".git", ".aws-sam", "node_modules", "__pycache__", ".venv")
    }
}
