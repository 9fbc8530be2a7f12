package io.mockaws.compat.ktor.mounted

import io.ktor.server.application.Application
import io.ktor.server.cio.CIO
import io.ktor.server.engine.EmbeddedServer
import io.ktor.server.engine.embeddedServer

internal class CioMountedTest : PortContract() {
    override fun start(module: Application.() -> Unit): EmbeddedServer<*, *> =
        embeddedServer(CIO, host = "127.0.0.1", port = 0, module = module).start()
}
