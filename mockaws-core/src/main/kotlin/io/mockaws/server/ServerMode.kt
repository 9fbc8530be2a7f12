package io.mockaws.server

import io.mockaws.MockAws
import io.mockaws.wire.http.HttpHandler
import java.io.IOException
import java.net.URI
import java.nio.file.Path
import java.util.ServiceLoader

/**
 * Puts a mock behind a port of 127.0.0.1, and reaches those that are behind one already. The module `mockaws-ktor` has
 * one, which is found by [ServiceLoader]; so core does without a web server where nobody wants one.
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

    /**
     * Puts [handler] behind a port of its own, of which no other process is told.
     *
     * @param port the port, or 0 for one that is free
     * @throws IOException when the port cannot be had
     */
    @Throws(IOException::class)
    public fun serve(
        handler: HttpHandler,
        port: Int,
    ): Server

    /**
     * Reaches a server that runs on this machine, in this or in another process.
     *
     * @param port its port; null for the server that was started last, of those that have a registry file and answer
     * @param registryDir the folder of the registry files, as for [start]
     * @throws IllegalStateException when there is none
     */
    public fun attach(
        port: Int?,
        registryDir: Path?,
    ): Attached

    /** A mock's port. */
    public interface Server : AutoCloseable {
        /** Where it listens: `http://127.0.0.1:5000`. */
        public val endpoint: URI

        /** The file by which other processes find it; null where it has none. */
        public val registryPath: Path?

        /** Stops to listen, closes every connection and removes the registry file. Does nothing the second time. */
        override fun close()
    }

    /** A port of a mock that somebody else has started. */
    public interface Attached : Server {
        /** The region of calls that name none. */
        public val region: String

        /** The account of calls that name none: twelve digits. */
        public val accountId: String

        /**
         * Forwards each request with the host that it is for, and brings the answer back as it came. A server that is
         * gone is an [IOException] that names it.
         */
        public val handler: HttpHandler

        /** Closes the connections to the server, which goes on. Does nothing the second time. */
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
                "serverMode = true, serverPort, MockAws.serve() and MockAws.attach() need a module: " +
                    "add io.mockaws:mockaws-ktor to the class path"
            }
    }
}
