package io.mockaws.ktor.clients

import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.ktor.MockAwsServer
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assumptions.assumeTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import kotlin.io.path.Path
import kotlin.io.path.exists

/** SDKs of other languages, by scripts of their own, against a server that verifies their signatures. */
@Timeout(300)
class ScriptsTest {
    private val mock = MockAws.start(MockAwsOptions.builder().intercept(false).build())
    private val server = MockAwsServer.start(mock)

    init {
        mock.verifySignatures(mapOf("test" to "test"))
    }

    @AfterEach
    fun close() {
        server.close()
        mock.close()
    }

    @Test
    fun `boto3, of each Python that has it`() = withBoto("clients.py")

    @Test
    fun `machines and their prices by boto3, of each Python that has it`() = withBoto("machines.py")

    private fun withBoto(script: String) {
        val withBoto =
            Tool.all("python3").filter { python ->
                try {
                    python.run("-c", "import boto3")
                    true
                } catch (_: IllegalStateException) {
                    false
                }
            }
        assumeTrue(withBoto.isNotEmpty()) { "No Python here has boto3" }
        for (python in withBoto) {
            python.run("src/test/python/$script", "${server.endpoint}") shouldContain "all is well"
            mock.reset()
        }
    }

    @Test
    fun `the AWS SDK for JavaScript v3`() {
        val node = Tool.one("node")
        assumeTrue(Path("src/test/js/node_modules").exists()) { "npm ci was not run in mockaws-ktor/src/test/js" }
        node.run("src/test/js/clients.mjs", "${server.endpoint}") shouldContain "all is well"
    }
}
