package io.mockaws.engine

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

class EngineClockTest {
    private val start = Instant.parse("2026-01-01T00:00:00Z")
    private var system = start

    private fun running() = EngineClock(SystemTime { system })

    private fun frozen() = EngineClock(SystemTime { system }, frozen = true)

    @Test
    fun `a running clock follows the system's and keeps what was advanced`() {
        val clock = running()
        clock.advanceBy(2.hours)
        system += 3.seconds
        clock.now() shouldBe start + 2.hours + 3.seconds
    }

    @Test
    fun `a clock that starts elsewhere runs on from there`() {
        val clock = EngineClock(SystemTime { system }, startAt = Instant.parse("2030-06-01T12:00:00Z"))
        system += 5.seconds
        clock.now() shouldBe Instant.parse("2030-06-01T12:00:05Z")
    }

    @Test
    fun `a frozen clock stands still until it is advanced, and runs on from there`() {
        val clock = frozen()
        system += 10.seconds
        clock.now() shouldBe start
        clock.advanceBy(1.seconds)
        clock.now() shouldBe start + 1.seconds
        clock.unfreeze()
        system += 1.seconds
        clock.now() shouldBe start + 2.seconds
    }

    @Test
    fun `time does not go back`() {
        shouldThrow<IllegalArgumentException> { frozen().advanceBy((-1).seconds) }
    }

    @Test
    fun `who waits wakes when the clock reaches the deadline and not before`() =
        runTest {
            val clock = frozen()
            val waiting = async(Dispatchers.Unconfined, CoroutineStart.UNDISPATCHED) { clock.delay(20.seconds) }
            clock.advanceBy(19.seconds)
            waiting.isCompleted shouldBe false
            clock.advanceBy(1.seconds)
            waiting.isCompleted shouldBe true
        }

    @Test
    fun `who waits wakes when the wakeup fires`() =
        runTest {
            val clock = frozen()
            val wakeup = Wakeup()
            val ticket = wakeup.ticket()
            val waiting = async(Dispatchers.Unconfined, CoroutineStart.UNDISPATCHED) { clock.await(start + 20.seconds, ticket) }
            waiting.isCompleted shouldBe false
            wakeup.fire()
            waiting.isCompleted shouldBe true
        }

    @Test
    fun `a wakeup between the look and the wait is not lost`() =
        runTest {
            val clock = frozen()
            val wakeup = Wakeup()
            val ticket = wakeup.ticket()
            wakeup.fire()
            clock.await(start + 20.seconds, ticket)
        }

    @Test
    fun `a cancelled wait leaves nothing that a later advance or wakeup would resume`() =
        runTest {
            val clock = frozen()
            val wakeup = Wakeup()
            val waiting =
                launch(Dispatchers.Unconfined, CoroutineStart.UNDISPATCHED) { clock.await(start + 1.seconds, wakeup.ticket()) }
            waiting.cancel()
            waiting.join()
            wakeup.fire()
            clock.advanceBy(2.seconds)
        }

    @Test
    fun `in real time a wait ends by itself`() =
        runTest {
            val clock = EngineClock()
            val before = clock.now()
            clock.delay(20.milliseconds)
            (clock.now() - before >= 20.milliseconds) shouldBe true
        }

    @Test
    fun `a wait that began while the clock stood still ends when it runs again`() =
        runTest {
            val clock = EngineClock(frozen = true)
            val waiting = async(Dispatchers.Unconfined, CoroutineStart.UNDISPATCHED) { clock.delay(5.milliseconds) }
            waiting.isCompleted shouldBe false
            clock.unfreeze()
            waiting.await()
        }

    @Test
    fun `a fork shows the same time and is moved alone`() {
        val clock = frozen()
        clock.advanceBy(1.hours)
        val fork = clock.fork()
        fork.advanceBy(1.hours)
        clock.now() shouldBe start + 1.hours
        fork.now() shouldBe start + 2.hours
    }
}
