package io.mockaws.ktor.program

import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.ktor.MockAwsServer
import io.mockaws.ktor.persistence.DataFolder
import io.mockaws.ktor.persistence.Persist
import io.mockaws.ktor.registry.RegistryFolder
import java.nio.file.Path
import java.util.concurrent.CountDownLatch

/** All of the program: the mock, its folder and its port. Stops when the JVM is told to (SIGTERM, Ctrl-C). */
internal class RunningServer private constructor(
    private val aws: MockAws,
    private val folder: DataFolder?,
    private val server: MockAwsServer,
) {
    private val stopped = CountDownLatch(1)

    /** Returns when the server has stopped. */
    fun awaitStop() = stopped.await()

    /** No request is taken any more when what changed is saved for the last time. */
    private fun stop() {
        server.close()
        folder?.close()
        aws.close()
        stopped.countDown()
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
            val running = RunningServer(aws, folder, server)
            Runtime.getRuntime().addShutdownHook(Thread({ running.stop() }, "mockaws-stop"))
            // Until the JVM ends.
            RegistryFolder.ofTheProgram().register(server.endpoint)
            println("mockaws answers on ${server.endpoint}")
            println("Ready.")
            return running
        }
    }
}
