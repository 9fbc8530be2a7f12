package io.mockaws.ktor.program

import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.ktor.MockAwsServer
import io.mockaws.ktor.client.HealthCheck
import io.mockaws.ktor.persistence.DataFolder
import io.mockaws.ktor.persistence.Persist
import io.mockaws.ktor.registry.Registry
import io.mockaws.ktor.registry.RegistryFolder
import java.nio.file.Path
import java.util.concurrent.CountDownLatch

/** All of the program: the mock, its folder and its port. Stops when the JVM is told to (SIGTERM, Ctrl-C). */
internal class RunningServer private constructor(
    private val aws: MockAws,
    private val folder: DataFolder?,
    private val server: MockAwsServer,
    private val registered: Registry.Registered?,
) {
    private val stopped = CountDownLatch(1)

    /** Returns when the server has stopped. */
    fun awaitStop() = stopped.await()

    /** No request is taken any more when what changed is saved for the last time. */
    private fun stop() {
        try {
            registered?.close()
        } finally {
            server.close()
            folder?.close()
            aws.close()
            stopped.countDown()
        }
    }

    companion object {
        /** @throws java.io.IOException when the port or the folder cannot be had */
        fun start(
            host: String,
            port: Int,
            options: MockAwsOptions,
            dataDir: Path?,
            persist: Persist,
            logsRequests: Boolean,
        ): RunningServer {
            val aws = MockAws.start(options)
            val folder = dataDir?.let { DataFolder.open(aws, it, persist) }
            val server =
                MockAwsServer.start(aws, host, port) { engine ->
                    val kept = folder?.keeping(engine) ?: engine
                    if (logsRequests) RequestLog(kept) { println("${aws.time.now()} $it") } else kept
                }
            val running = RunningServer(aws, folder, server, register(server))
            Runtime.getRuntime().addShutdownHook(Thread({ running.stop() }, "mockaws-stop"))
            println("mockaws answers on ${server.endpoint}")
            println("Ready.")
            return running
        }

        private fun register(server: MockAwsServer): Registry.Registered? {
            val folder = RegistryFolder.of(named = null, HealthCheck::passes)
            return folder.register(server.reachable).also {
                if (it == null) System.err.println("mockaws-server: no registry file can be written in $folder")
            }
        }
    }
}
