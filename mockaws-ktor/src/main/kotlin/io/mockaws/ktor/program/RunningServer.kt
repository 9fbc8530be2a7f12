package io.mockaws.ktor.program

import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.ktor.MockAwsServer
import io.mockaws.ktor.init.InitFolder
import io.mockaws.ktor.persistence.DataFolder
import io.mockaws.ktor.persistence.Persist
import io.mockaws.ktor.registry.RegistryFolder
import io.mockaws.ktor.tls.ServerCertificate
import java.net.URI
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
        // A client that left its script unfinished must not keep the program from ending well.
        aws.stubs.clear()
        aws.close()
        stopped.countDown()
    }

    companion object {
        /** @throws java.io.IOException when the port or the folder cannot be had, or a part of [init] fails */
        fun start(
            host: String,
            port: Int,
            options: MockAwsOptions,
            dataDir: Path?,
            persist: Persist,
            init: Path?,
            logsRequests: Boolean,
            certificate: ServerCertificate?,
            accessKeys: Map<String, String>?,
        ): RunningServer {
            val aws = MockAws.start(options)
            accessKeys?.let(aws::verifySignatures)
            val folder = dataDir?.let { DataFolder.open(aws, it, persist) }
            val server =
                MockAwsServer.start(
                    aws,
                    host,
                    port,
                    certificate = certificate,
                    settle = { folder?.settle() },
                    http2 = ::NettyHttp2,
                ) { engine ->
                    if (logsRequests) RequestLog(engine) { println("${aws.time.now()} $it") } else engine
                }
            val keys = accessKeys?.entries?.first()?.toPair() ?: (aws.accountId to "test")
            val running = RunningServer(aws, folder, server)
            Runtime.getRuntime().addShutdownHook(Thread({ running.stop() }, "mockaws-stop"))
            println("mockaws answers on ${server.endpoint}")
            println("Its dashboard is at ${server.endpoint}/_mockaws/")
            certificate?.let { println("Its certificate, for AWS_CA_BUNDLE and the like: ${it.pem.toAbsolutePath()}") }
            when {
                init == null -> Unit
                folder?.isNew == false -> println("Init: left alone, as there is something in $dataDir")
                else -> InitFolder(init, ::println).run(aws, server.plainEndpoint(), keys)
            }
            folder?.begin()
            // Until the JVM ends.
            RegistryFolder.ofTheProgram().register(server.plainEndpoint())
            println("Ready.")
            return running
        }

        /** For who is on this machine: nobody reaches the address of all addresses everywhere, or trusts our certificate. */
        private fun MockAwsServer.plainEndpoint(): URI {
            val name = if (host == "0.0.0.0") "127.0.0.1" else host
            return URI("http", null, name, port, null, null, null)
        }
    }
}
