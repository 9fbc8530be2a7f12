package io.mockaws.ktor.persistence

import io.mockaws.ktor.ServerProcess
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Semaphore

/**
 * `kill -9` while topics, rules and buckets fan out to queues: what was acknowledged is in every queue that it belongs to, or
 * comes there after the start. `-Dmockaws.kills=50` kills it more often than a build has time for.
 */
class FanOutKillTest {
    @TempDir
    lateinit var folder: Path

    private val running = mutableListOf<Process>()

    @AfterEach
    fun stop() = running.forEach { it.destroyForcibly().waitFor() }

    @Test
    @Timeout(900)
    fun `what was acknowledged reaches every queue that it belongs to, kill after kill`() {
        val kills = Integer.getInteger("mockaws.kills", KILLS)
        val writers = List(WRITERS) { FanOutWriter(it) }
        repeat(kills + 1) { round ->
            val process = ServerProcess.launch("--port", "0", "--data-dir", "$folder", "--persist", "always").also { running += it }
            KillClients(ServerProcess.address(process)).use { clients ->
                if (round == 0) writers.forEach { it.prepare(clients) } else writers.forEach { it.check(clients) }
                if (round < kills) {
                    val done = Semaphore(0)
                    val calls = writers.map { writer -> CompletableFuture.runAsync { writer.writeUntilKilled(clients) { done.release() } } }
                    // At another point of the load each time.
                    done.acquire(1 + round * 7 % 20)
                    process.destroyForcibly().waitFor()
                    calls.forEach { it.join() }
                }
            }
        }
        check(writers.sumOf { it.acknowledged } > kills) { "Hardly anything was published" }
    }

    private companion object {
        const val KILLS = 5
        const val WRITERS = 3
    }
}
