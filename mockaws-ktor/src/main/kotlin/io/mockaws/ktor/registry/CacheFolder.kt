package io.mockaws.ktor.registry

import java.nio.file.Path
import kotlin.io.path.Path

/** The folder in which a user's programs keep what can be made again. */
internal object CacheFolder {
    /** That of the user who runs this JVM. */
    fun ofThisUser(): Path = of(System.getProperty("os.name"), System.getProperty("user.home"), System.getenv())

    /**
     * `~/.cache` where the
     * [XDG specification](https://specifications.freedesktop.org/basedir-spec/latest/#variables) says nothing else,
     * `~/Library/Caches` on macOS, and `%LOCALAPPDATA%` on Windows.
     */
    fun of(
        system: String,
        home: String,
        environment: Map<String, String>,
    ): Path =
        when {
            system.startsWith("Windows") -> environment["LOCALAPPDATA"]?.let { Path(it) }
                ?: Path(home, "AppData", "Local")

            system.startsWith("Mac") -> Path(home, "Library", "Caches")

            // A relative one is to be ignored, as the specification has it.
            else -> environment["XDG_CACHE_HOME"]?.let { Path(it) }?.takeIf { it.isAbsolute } ?: Path(home, ".cache")
        }.resolve("mockaws")
}
