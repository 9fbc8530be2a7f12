package io.mockaws

import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.scope.Scopes
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.parallel.Isolated
import java.nio.file.Files
import java.nio.file.Path

@Isolated("it counts what the whole JVM holds")
class LeakTest {
    @Test
    fun `opening and closing a hundred thousand mocks leaves no thread, file or memory behind`() {
        openAndClose(WARM_UP)
        val before = held()
        openAndClose(MANY)
        val after = held()

        Scopes.any shouldBe false
        Scopes.top().shouldBeNull()
        after.threads shouldBe before.threads
        after.files shouldBe before.files
        // A mock with an object and a message weighs some kilobytes, and a leaked scope a hundred bytes.
        (after.bytes - before.bytes) shouldBeLessThan MANY * 50L
    }

    @Test
    fun `a mock that was never closed is reported with the line that started it`() {
        Scopes.unclosed().shouldBeNull()
        val aws = MockAws.start()
        try {
            val report = Scopes.unclosed()!!
            report shouldContain "A mock was never closed"
            report shouldContain "LeakTest.kt:"
        } finally {
            aws.close()
        }
        Scopes.unclosed().shouldBeNull()
    }

    private fun openAndClose(times: Int) =
        runBlocking {
            repeat(times / 2) {
                mockAws { sqs.queue("q").send("hello") }
                MockAws.start().use { it.s3.bucket("box").put("k", "hello") }
            }
        }

    private class Held(
        val threads: Int,
        val files: Int,
        val bytes: Long,
    )

    private fun held(): Held {
        repeat(GARBAGE_COLLECTIONS) { System.gc() }
        val temporary = Files.list(Path.of(System.getProperty("java.io.tmpdir"))).use { files ->
            files.filter { "mockaws" in it.fileName.toString() }.count().toInt()
        }
        val runtime = Runtime.getRuntime()
        return Held(Thread.activeCount(), temporary, runtime.totalMemory() - runtime.freeMemory())
    }

    private companion object {
        const val WARM_UP = 2_000
        const val MANY = 100_000
        const val GARBAGE_COLLECTIONS = 3
    }
}
