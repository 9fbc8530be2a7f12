package io.mockaws.server

import io.mockaws.MockAws
import java.io.IOException
import java.net.URI
import java.nio.file.Path
import java.util.ServiceLoader

/**
 * Puts a mock behind a port of 127.0.0.1. The module `mockaws-ktor` has one, which is found by [ServiceLoader]; so core
 * does without a web server where nobody wants one.
 */
public interface ServerMode {
    /**
     * Starts to listen, and tells other processes so by a registry file.
     *
     * @param port the port, or 0 for one that is free
     * @param registryDir the folder of that file; null for the one that `MOCKAWS_SERVER_REGISTRY_DIR` names, else the
     *   user's cache folder
     * @throws IOException when the port cannot be had, or a folder that was named cannot be written
     */
    @Throws(IOException::class)
    public fun start(
        aws: MockAws,
        port: Int,
        registryDir: Path?,
    ): Server

    /** A mock's port. */
    public interface Server : AutoCloseable {
        /** Where it listens: `http://127.0.0.1:5000`. */
        public val endpoint: URI

        /** The file by which other processes find it; null where the user's cache folder could not be written. */
        public val registryPath: Path?

        /** Stops to listen, closes every connection and removes the registry file. Does nothing the second time. */
        override fun close()
    }

    public companion object {
        /**
         * The one on the class path.
         *
         * @throws IllegalStateException when there is none
         */
        internal fun installed(): ServerMode =
            checkNotNull(ServiceLoader.load(ServerMode::class.java, ServerMode::class.java.classLoader).firstOrNull()) {
                "serverMode = true needs a server: add io.mockaws:mockaws-ktor to the class path"
            }
    }
}
