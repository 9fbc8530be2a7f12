package io.mockaws.ktor.persistence

import io.mockaws.ktor.ServerProcess
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Semaphore

/** `kill -9` in the middle of all kinds of writes, again and again, and a look at what is there after each. */
class KillTest {
    @TempDir
    lateinit var folder: Path

    private val running = mutableListOf<Process>()

    @AfterEach
    fun stop() = running.forEach { it.destroyForcibly().waitFor() }

    @Test
    @Timeout(900)
    fun `what was acknowledged is there after kill -9, nothing by halves, fifty times`() {
        val writers = List(WRITERS) { KillWriter(it) }
        repeat(KILLS + 1) { round ->
            val process = ServerProcess.launch("--port", "0", "--data-dir", "$folder").also { running += it }
            val clients = KillClients(ServerProcess.address(process))
            if (round == 0) writers.forEach { it.prepare(clients) } else writers.forEach { it.check(clients) }
            if (round < KILLS) {
                val done = Semaphore(0)
                val calls = writers.map { writer -> CompletableFuture.runAsync { writer.writeUntilKilled(clients) { done.release() } } }
                // At another point of the load each time.
                done.acquire(1 + round * 7 % 20)
                process.destroyForcibly().waitFor()
                calls.forEach { it.join() }
            }
            clients.close()
        }
        check(writers.sumOf { it.acknowledged } > KILLS) { "Hardly anything was written" }
    }

    private companion object {
        const val KILLS = 50
        const val WRITERS = 3
    }
}
