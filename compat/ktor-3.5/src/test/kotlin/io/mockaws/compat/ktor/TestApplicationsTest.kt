package io.mockaws.compat.ktor

import io.kotest.matchers.shouldBe
import io.ktor.client.HttpClient
import io.ktor.client.request.get
import io.ktor.client.request.post
import io.ktor.client.statement.bodyAsText
import io.ktor.server.cio.CIO
import io.ktor.server.engine.embeddedServer
import io.ktor.server.testing.runTestApplication
import io.ktor.server.testing.testApplication
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import java.net.URI
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.util.concurrent.Callable
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.Executors

/** Ktor applications in tests that run at the same time, each with an AWS of its own and a client that all share. */
class TestApplicationsTest {
    @Test
    fun `an application under test inside a mock calls that mock`() = atOnce { n ->
        runBlocking {
            mockAws {
                runTestApplication {
                    application { boxes() }
                    client.makesAndListsBoxes(n)
                }
                s3.buckets().size shouldBe 2
            }
        }
    }

    @Test
    fun `a mock inside the test of an application is called by that application`() = atOnce { n ->
        testApplication {
            application { boxes() }
            mockAws {
                client.makesAndListsBoxes(n)
                s3.buckets().size shouldBe 2
            }
        }
    }

    @Test
    fun `a mock of the test's thread is called by the application under test`() = atOnce { n ->
        MockAws.start().use { aws ->
            testApplication {
                application { boxes() }
                client.makesAndListsBoxes(n)
            }
            aws.s3.buckets().size shouldBe 2
        }
    }

    @Test
    fun `a server that a test starts calls the mock of that test`() = atOnce { n ->
        runBlocking {
            mockAws {
                val server = embeddedServer(CIO, port = 0) { boxes() }.start()
                try {
                    val port = server.engine.resolvedConnectors().single().port
                    post(port, "/boxes/box-$n") shouldBe "box-$n"
                    s3.buckets().map { it.name } shouldBe listOf("box-$n")
                } finally {
                    server.stop(0, 0)
                }
            }
        }
    }

    private suspend fun HttpClient.makesAndListsBoxes(n: Int) {
        post("/boxes/box-$n").bodyAsText() shouldBe "box-$n"
        post("/kotlin-boxes/kotlin-$n").bodyAsText() shouldBe "made"
        get("/boxes").bodyAsText() shouldBe "box-$n, kotlin-$n"
    }

    private fun post(
        port: Int,
        path: String,
    ): String =
        http.send(
            HttpRequest.newBuilder(URI("http://localhost:$port$path")).POST(HttpRequest.BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.ofString(),
        ).body()

    /** Runs [test] twenty times at once. */
    private fun atOnce(test: (Int) -> Unit) {
        val threads = Executors.newFixedThreadPool(TESTS)
        val together = CyclicBarrier(TESTS)
        try {
            threads.invokeAll(List(TESTS) { n -> Callable { together.await().also { test(n) } } }).forEach { it.get() }
        } finally {
            threads.shutdownNow()
        }
    }

    private companion object {
        const val TESTS = 20
        val http: java.net.http.HttpClient = java.net.http.HttpClient.newHttpClient()
    }
}
