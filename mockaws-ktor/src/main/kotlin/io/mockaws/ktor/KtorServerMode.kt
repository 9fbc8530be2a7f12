package io.mockaws.ktor

import io.mockaws.MockAws
import io.mockaws.ktor.client.HealthCheck
import io.mockaws.ktor.registry.Registry
import io.mockaws.ktor.registry.RegistryFolder
import io.mockaws.server.ServerMode
import java.io.IOException
import java.net.URI
import java.nio.file.Path

/** Serves `mockAws(serverMode = true)`; found by the class path, and of no use to others. */
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

    private class Listening(
        private val server: MockAwsServer,
        private val registered: Registry.Registered?,
    ) : ServerMode.Server {
        override val endpoint: URI get() = server.endpoint
        override val registryPath: Path? get() = registered?.path

        /** Nobody shall find a server that is about to stop. */
        override fun close() {
            registered?.close()
            server.close()
        }
    }
}
