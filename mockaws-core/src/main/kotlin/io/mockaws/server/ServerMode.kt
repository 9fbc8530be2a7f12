package io.mockaws.server

import io.mockaws.MockAws
import java.io.IOException
import java.net.URI
import java.util.ServiceLoader

/**
 * Puts a mock behind a port of 127.0.0.1. The module `mockaws-ktor` has one, which is found by [ServiceLoader]; so core
 * does without a web server where nobody wants one.
 */
public interface ServerMode {
    /**
     * Starts to listen.
     *
     * @param port the port, or 0 for one that is free
     * @throws IOException when the port cannot be had
     */
    @Throws(IOException::class)
    public fun start(
        aws: MockAws,
        port: Int,
    ): Server

    /** A mock's port. */
    public interface Server : AutoCloseable {
        /** Where it listens: `http://127.0.0.1:5000`. */
        public val endpoint: URI

        /** Stops to listen and closes every connection. Does nothing the second time. */
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
