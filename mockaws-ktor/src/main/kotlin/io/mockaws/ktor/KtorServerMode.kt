package io.mockaws.ktor

import io.mockaws.MockAws
import io.mockaws.ktor.client.Forwarder
import io.mockaws.ktor.client.HealthCheck
import io.mockaws.ktor.registry.Registry
import io.mockaws.ktor.registry.RegistryFolder
import io.mockaws.ktor.transport.Limits
import io.mockaws.ktor.transport.Listener
import io.mockaws.server.ServerMode
import io.mockaws.wire.http.HttpHandler
import kotlinx.coroutines.runBlocking
import java.io.IOException
import java.net.URI
import java.nio.file.Path

/** Serves `mockAws(serverMode = true)` and `serverPort`; found by the class path, and of no use to others. */
public class KtorServerMode : ServerMode {
    override fun start(
        aws: MockAws,
        port: Int,
        registryDir: Path?,
    ): ServerMode.Server {
        val server = MockAwsServer.start(aws, port = port)
        try {
            return Listening(server, RegistryFolder.of(registryDir, HealthCheck::passes).register(server.endpoint))
        } catch (failure: IOException) {
            server.close()
            throw failure
        }
    }

    override fun serve(
        handler: HttpHandler,
        port: Int,
    ): ServerMode.Server = Port(runBlocking { Listener.start(HOST, port, handler, Limits(), certificate = null) })

    /** A port that nobody is told of. */
    private class Port(
        private val listener: Listener,
    ) : ServerMode.Server {
        override val endpoint: URI = URI("http", null, HOST, listener.port, null, null, null)
        override val registryPath: Path? get() = null

        override fun close() = runBlocking { listener.close() }
    }

    override fun attach(
        port: Int?,
        registryDir: Path?,
    ): ServerMode.Attached {
        val folder = RegistryFolder.of(registryDir, HealthCheck::passes)
        if (port != null) {
            val endpoint = URI("http", null, HOST, port, null, null, null)
            return Reached.at(endpoint, folder.registry.of(endpoint)?.path)
        }
        val newest =
            checkNotNull(folder.registry.living().firstOrNull()) {
                "No server to attach to has a registry file in $folder: start one (java -jar mockaws-server.jar), " +
                    "name its port (MockAws.attach(5000)), or have its folder in ${RegistryFolder.VARIABLE}"
            }
        return Reached.at(newest.endpoint, newest.path)
    }

    private class Listening(
        private val server: MockAwsServer,
        private val registered: Registry.Registered?,
    ) : ServerMode.Server {
        override val endpoint: URI get() = server.endpoint
        override val registryPath: Path? get() = registered?.path

        /** Nobody shall find a server that is about to stop. */
        override fun close() {
            try {
                registered?.close()
            } finally {
                server.close()
            }
        }
    }

    private class Reached(
        override val endpoint: URI,
        override val registryPath: Path?,
        private val forwarder: Forwarder,
        health: HealthCheck,
    ) : ServerMode.Attached {
        override val region: String = health.region
        override val accountId: String = health.accountId
        override val handler: HttpHandler get() = forwarder

        override fun close() = forwarder.close()

        companion object {
            fun at(
                endpoint: URI,
                registryPath: Path?,
            ): Reached {
                val forwarder = Forwarder(endpoint)
                try {
                    return Reached(endpoint, registryPath, forwarder, HealthCheck.of(endpoint, forwarder))
                } catch (failure: IllegalStateException) {
                    forwarder.close()
                    throw failure
                }
            }
        }
    }

    private companion object {
        const val HOST = "127.0.0.1"
    }
}
