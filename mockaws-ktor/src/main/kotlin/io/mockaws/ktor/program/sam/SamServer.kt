package io.mockaws.ktor.program.sam

import io.mockaws.MockAws
import io.mockaws.ktor.MockAwsServer
import io.mockaws.ktor.program.NettyHttp2
import io.mockaws.sam.SamProject
import io.mockaws.sam.SamRoute
import io.mockaws.wire.http.HttpHandler
import java.util.concurrent.CountDownLatch

/** A project of AWS SAM behind a port: its APIs at `/`, AWS and the dashboard beside them. */
internal class SamServer private constructor(
    private val aws: MockAws,
    private val server: MockAwsServer,
) {
    private val stopped = CountDownLatch(1)

    /** Returns when the server has stopped. */
    fun awaitStop() = stopped.await()

    /** Says on the console what is there. */
    fun announce(
        project: SamProject,
        template: String,
    ) {
        println("mockaws answers on ${server.endpoint}")
        println("It runs $template as the stack ${project.stack.name}")
        routes(project).forEach { println("  $it") }
        project.problems.forEach { println("! $it") }
        println("Its dashboard is at ${server.endpoint}/_mockaws/; clients of AWS may call it, too")
        println("Ready.")
    }

    private fun stop() {
        server.close()
        aws.close()
        stopped.countDown()
    }

    companion object {
        /**
         * Begins to listen; who asks before [project] is there waits for it.
         *
         * @throws java.io.IOException when the port cannot be had
         */
        fun start(
            aws: MockAws,
            project: () -> SamProject,
            host: String,
            port: Int,
        ): SamServer {
            val gateway = { engine: HttpHandler -> SamGateway(engine, project, ::println) }
            val server = MockAwsServer.start(aws, host, port, http2 = ::NettyHttp2, wrap = gateway)
            val running = SamServer(aws, server)
            Runtime.getRuntime().addShutdownHook(Thread({ running.stop() }, "mockaws-stop"))
            return running
        }

        /** A line for each route, in columns. */
        fun routes(project: SamProject): List<String> {
            val routes = project.routes
            if (routes.isEmpty()) return listOf("It has no routes")
            val width = routes.maxOf { it.path.length }
            val functions = routes.maxOf { it.function.orEmpty().length }
            return routes.map { route(it, width, functions) }
        }

        private fun route(
            route: SamRoute,
            width: Int,
            functions: Int,
        ): String {
            val code = route.code ?: if (route.function == null) "" else "code of the stack"
            return "${route.method.padEnd(METHOD)} ${route.path.padEnd(width)}  " +
                "${route.function.orEmpty().padEnd(functions)}  $code".trimEnd()
        }

        private const val METHOD = 7
    }
}
