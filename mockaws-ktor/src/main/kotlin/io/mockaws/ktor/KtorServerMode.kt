package io.mockaws.ktor

import io.mockaws.MockAws
import io.mockaws.server.ServerMode
import java.net.URI

/** Serves `mockAws(serverMode = true)`; found by the class path, and of no use to others. */
public class KtorServerMode : ServerMode {
    override fun start(
        aws: MockAws,
        port: Int,
    ): ServerMode.Server = Listening(MockAwsServer.start(aws, port = port))

    private class Listening(
        private val server: MockAwsServer,
    ) : ServerMode.Server {
        override val endpoint: URI get() = server.endpoint

        override fun close() = server.close()
    }
}
