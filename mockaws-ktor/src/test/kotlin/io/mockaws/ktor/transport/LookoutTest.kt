package io.mockaws.ktor.transport

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.comparables.shouldBeGreaterThanOrEqualTo
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart.UNDISPATCHED
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.io.IOException
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.TimeSource

@Timeout(60)
class LookoutTest {
    private val lookout = Lookout()

    private fun kept(test: suspend () -> Unit) = runBlocking(Dispatchers.Default) {
        val keeper = launch { lookout.keep() }
        coroutineScope { test() }
        keeper.cancel()
    }

    @Test
    fun `what takes too long is cancelled, never early, also after a rest`() = kept {
        repeat(3) {
            val begin = TimeSource.Monotonic.markNow()
            lookout.within(70.milliseconds) { awaitCancellation() } shouldBe null
            begin.elapsedNow() shouldBeGreaterThanOrEqualTo 70.milliseconds
        }
    }

    @Test
    fun `what is done in time keeps its result, and its failure`() = kept {
        lookout.within(1.minutes) { 42 } shouldBe 42
        shouldThrow<IOException> { lookout.within(1.minutes) { throw IOException("broken") } }.message shouldBe "broken"
    }

    @Test
    fun `who is cancelled from elsewhere is not taken for late`() = kept {
        coroutineScope {
            val waiting = async(start = UNDISPATCHED) { lookout.within(1.minutes) { awaitCancellation() } }
            waiting.cancel()
            shouldThrow<CancellationException> { waiting.await() }
        }
    }

    @Test
    fun `an alarm that is closed does not ring, and holds up none behind it`() = kept {
        var isRung = false
        lookout.alarm(1.milliseconds) { isRung = true }.close()
        val rung = CompletableDeferred<Unit>()
        lookout.alarm(1.milliseconds) { rung.complete(Unit) }
        rung.await()
        isRung shouldBe false
    }
}
