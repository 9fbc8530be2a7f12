package io.mockaws.ktor.persistence

import io.mockaws.ktor.ServerProcess
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicLong

/**
 * How many writes a second are kept on disk before they are acknowledged, in a world of 100,000 items. No test: run by
 * name, with `-Dmockaws.server=JAR` for another version's server.
 */
class PersistCost {
    @TempDir
    lateinit var folder: Path

    private val client = HttpClient.newHttpClient()

    private fun <R> server(persist: String, action: (String) -> R): R {
        val classPath = System.getProperty("mockaws.server") ?: System.getProperty("java.class.path")
        val arguments = arrayOf("--port", "0", "--data-dir", "$folder", "--persist", persist)
        val started = System.nanoTime()
        val process = ServerProcess.start(listOf("-Xmx1g"), null, *arguments, classPath = classPath)
        try {
            val address = ServerProcess.address(process)
            println("persist=$persist: ready after ${(System.nanoTime() - started) / 1_000_000} ms")
            return action(address)
        } finally {
            process.toHandle().destroy()
            process.waitFor(120, TimeUnit.SECONDS)
        }
    }

    private fun call(address: String, operation: String, body: String) {
        val request =
            HttpRequest.newBuilder(URI("$address/")).header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "DynamoDB_20120810.$operation").POST(HttpRequest.BodyPublishers.ofString(body)).build()
        val response = client.send(request, HttpResponse.BodyHandlers.ofString())
        check(response.statusCode() == 200) { response.body() }
    }

    private fun item(n: Long) = """{"PK":{"S":"$n"},"text":{"S":"${"x".repeat(100)}"},"n":{"N":"$n"}}"""

    private fun fill(address: String) {
        call(
            address,
            "CreateTable",
            """{"TableName":"items","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"PK","KeyType":"HASH"}],""" +
                """"AttributeDefinitions":[{"AttributeName":"PK","AttributeType":"S"}]}""",
        )
        for (from in 0L until ITEMS step 25) {
            val puts = (from until from + 25).joinToString(",") { """{"PutRequest":{"Item":${item(it)}}}""" }
            call(address, "BatchWriteItem", """{"RequestItems":{"items":[$puts]}}""")
        }
    }

    private fun measure(address: String, clients: Int, seconds: Int): Double {
        val next = AtomicLong(ITEMS)
        val end = System.nanoTime() + seconds * 1_000_000_000L
        val started = System.nanoTime()
        val calls = (1..clients).map {
            CompletableFuture.supplyAsync {
                var count = 0
                while (System.nanoTime() < end) {
                    call(address, "PutItem", """{"TableName":"items","Item":${item(next.incrementAndGet() % (2 * ITEMS))}}""")
                    count++
                }
                count
            }
        }
        return calls.sumOf { it.join() } * 1e9 / (System.nanoTime() - started)
    }

    @Test
    fun measure() {
        server("exit", ::fill)
        server("always") { address ->
            measure(address, clients = 1, seconds = 5)
            for (clients in listOf(1, 8, 32)) println("$clients clients: ${measure(address, clients, seconds = 10)} writes a second")
        }
        server("always") { }
    }

    private companion object {
        const val ITEMS = 100_000L
    }
}
