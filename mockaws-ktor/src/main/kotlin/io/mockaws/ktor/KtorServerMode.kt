package io.mockaws.ktor

import io.mockaws.MockAws
import io.mockaws.server.ServerMode

/** Serves `mockAws(serverMode = true)`; found by the class path, and of no use to others. */
public class KtorServerMode : ServerMode {
    override fun start(
        aws: MockAws,
        port: Int,
    ): ServerMode.Server = MockAwsServer.start(aws, port = port)
}
