package io.mockaws.ktor.registry

import java.io.IOException
import java.net.URI
import java.nio.file.Files
import java.nio.file.NoSuchFileException
import java.nio.file.Path
import java.nio.file.StandardCopyOption
import java.time.Duration
import java.util.UUID
import java.util.concurrent.ConcurrentHashMap
import kotlin.io.path.createDirectories
import kotlin.io.path.deleteIfExists
import kotlin.io.path.getLastModifiedTime
import kotlin.io.path.isDirectory
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.moveTo
import kotlin.io.path.writeText

/**
 * The servers that run on this machine: a file each, in one folder. Whoever looks for a server must ask it whether it
 * is there: one that was killed leaves its file behind.
 *
 * @param answers whether there is a server of ours at an address
 */
internal class Registry(
    private val folder: Path,
    private val answers: (URI) -> Boolean,
) {
    /** A server's file, until it is closed or the JVM ends. */
    class Registered(
        val path: Path,
    ) : AutoCloseable {
        init {
            leftovers.add(path)
        }

        override fun close() {
            leftovers.remove(path)
            path.deleteIfExists()
        }
    }

    /**
     * Writes the file of the server at [endpoint], at once and as a whole, and removes those that dead servers left.
     *
     * @throws IOException when it cannot be written
     */
    fun add(endpoint: URI): Registered {
        folder.createDirectories()
        // By chance: nothing of AWS follows from it, and servers of the same seed must not share one.
        val path = folder.resolve(RegistryFile.nameOf("${UUID.randomUUID()}"))
        val draft = Files.createTempFile(folder, ".mockaws-server", null)
        try {
            draft.writeText(RegistryFile.content(reachable(endpoint)))
            draft.moveTo(path, StandardCopyOption.ATOMIC_MOVE)
        } finally {
            draft.deleteIfExists()
        }
        return Registered(path).also { sweep(it) }
    }

    /** An address that stands for all that a machine has is none to connect to. */
    private fun reachable(endpoint: URI): URI =
        if (endpoint.host !in
            ANY
        ) {
            endpoint
        } else {
            URI(endpoint.scheme, null, "127.0.0.1", endpoint.port, null, null, null)
        }

    /** The files of the servers that answer, newest first. Those of the others are removed. */
    fun living(): Sequence<RegistryFile> =
        files().mapNotNull { RegistryFile.read(it) }.sortedByDescending { it.writtenAt }.asSequence()
            .filter { file -> answers(file.endpoint).also { if (!it) remove(file.path) } }

    /** The file of the server at [endpoint], or null when it has none here. */
    fun of(endpoint: URI): RegistryFile? =
        files().mapNotNull { RegistryFile.read(it) }.filter { it.endpoint == endpoint }.maxByOrNull { it.writtenAt }

    /** What is a day older than [newest], by the clock that both were stamped with; a server may well run for longer. */
    private fun sweep(newest: Registered) {
        val old = newest.path.getLastModifiedTime().toInstant() - MAX_AGE
        for (path in files()) {
            try {
                if (path.getLastModifiedTime().toInstant() >= old) continue
            } catch (_: NoSuchFileException) {
                // Another server sweeps as well.
                continue
            }
            if (RegistryFile.read(path)?.let { answers(it.endpoint) } != true) remove(path)
        }
    }

    private fun remove(path: Path) {
        try {
            path.deleteIfExists()
        } catch (_: IOException) {
            // Another user's, in a folder that is shared. It is of no server, and so in nobody's way.
        }
    }

    private fun files(): List<Path> =
        if (folder.isDirectory()) folder.listDirectoryEntries().filter { RegistryFile.isOne(it) } else emptyList()

    companion object {
        private val MAX_AGE = Duration.ofHours(24)
        private val ANY = setOf("0.0.0.0", "[::]", "[0:0:0:0:0:0:0:0]")

        /** The files of the servers of this JVM. */
        private val leftovers: MutableSet<Path> = ConcurrentHashMap.newKeySet()

        init {
            val delete = Runnable { leftovers.forEach { it.deleteIfExists() } }
            Runtime.getRuntime().addShutdownHook(Thread(delete, "mockaws-registry"))
        }
    }
}
