package io.mockaws.ktor.registry

import io.mockaws.ktor.client.HealthCheck
import java.io.IOException
import java.lang.System.Logger.Level
import java.net.URI
import java.nio.file.Path
import kotlin.io.path.Path

/**
 * Which folder the registry is in, and who asked for it.
 *
 * @param wanted the folder that somebody named, or null for the user's cache folder
 */
internal class RegistryFolder private constructor(
    private val wanted: Path?,
    answers: (URI) -> Boolean,
) {
    private val folder = wanted ?: CacheFolder.ofThisUser()

    val registry: Registry = Registry(folder, answers)

    /**
     * Writes the file of the server at [endpoint]. Returns null where nobody named a folder and the user's cannot be
     * written, as in a container without a home: a server is of use without its file.
     *
     * @throws IOException when the folder that was named cannot be written
     */
    fun register(endpoint: URI): Registry.Registered? =
        try {
            registry.add(endpoint)
        } catch (failure: IOException) {
            val words = "No registry file can be written in $folder ($failure): name another folder by $VARIABLE"
            if (wanted != null) throw IOException(words, failure)
            System.getLogger("io.mockaws").log(Level.WARNING, words)
            null
        }

    override fun toString(): String = "$folder"

    companion object {
        const val VARIABLE: String = "MOCKAWS_SERVER_REGISTRY_DIR"

        /** The one of a program that nobody tells about folders. */
        fun ofTheProgram(): RegistryFolder = of(named = null, HealthCheck::passes)

        /** [named], else what the environment names, else the user's cache folder. */
        fun of(
            named: Path?,
            answers: (URI) -> Boolean,
        ): RegistryFolder =
            RegistryFolder(named ?: System.getenv(VARIABLE)?.takeIf { it.isNotBlank() }?.let { Path(it) }, answers)
    }
}
