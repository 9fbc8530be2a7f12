@file:OptIn(ExperimentalCoroutinesApi::class)

package io.mockaws.engine

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.Tables
import io.mockaws.wire.ServiceShape
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.advanceUntilIdle
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.builtins.serializer
import org.junit.jupiter.api.Test
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Instant

/** Bells that ring by the clock: each once, or again and again. */
class DueWorkTest {
    private val start = Instant.parse("2026-11-21T10:00:00Z")
    private val rung = ArrayList<String>()

    /** When each bell rings next, in milliseconds. */
    private class Bells(
        tables: Tables = Tables.EMPTY,
    ) : TableState<Bells>(tables) {
        override fun with(tables: Tables) = Bells(tables)

        companion object {
            val bells = Table("bell", Long.serializer())
        }
    }

    private inner class Belfry(
        private val every: Duration? = null,
        private val onRing: suspend CallContext<Bells>.(String) -> Unit = {},
    ) : Service<Bells>(
        ServiceShape("Bells", "bells", "2026-11-21"),
        emptyList(),
        StateKind(StateKind.Scope.REGIONAL, { Bells() }, { _, entries -> Bells(Tables.read(entries, Bells.bells)) }),
    ) {
        override fun operation(name: String): Operation<Bells, *, *>? = null

        override val isTimed get() = true

        override fun nextDue(
            state: Bells,
            world: World,
        ) = state.now[Bells.bells].values.minOrNull()?.let { Instant.fromEpochMilliseconds(it) }

        override suspend fun runDue(call: CallContext<Bells>) {
            val (name, at) = call.state.now[Bells.bells].minBy { it.value }
            call.state.write {
                if (every == null) remove(Bells.bells, name) else set(Bells.bells, name, at + every.inWholeMilliseconds)
            }
            rung += "$name at ${call.now() - start}, the clock at ${call.clock.now() - start}"
            call.onRing(name)
        }
    }

    private fun world(clock: Clock): World =
        World(clock, Ids(1), BodyStore(), States(), Place("123456789012", "us-east-1"))

    private fun CallContext<Bells>.hang(
        name: String,
        at: Instant,
    ) = state.write { set(Bells.bells, name, at.toEpochMilliseconds()) }

    @Test
    fun `a clock that is advanced stops at each piece of work, in order of time, whatever the place`() {
        val clock = EngineClock(startAt = start, frozen = true)
        val world = world(clock)
        val belfry = Belfry()
        world.context(belfry).hang("noon", start + 2.hours)
        world.context(belfry, Place("123456789012", "eu-west-1")).hang("eleven", start + 1.hours)
        world.context(belfry).hang("tomorrow", start + 1.days)
        clock.advanceBy(3.hours)
        rung.shouldContainExactly("eleven at 1h, the clock at 1h", "noon at 2h, the clock at 2h")
        clock.now() shouldBe start + 3.hours
    }

    @Test
    fun `what is due again and again is done once for each time that passed`() {
        val clock = EngineClock(startAt = start, frozen = true)
        world(clock).context(Belfry(every = 1.days)).hang("daily", start + 1.days)
        clock.advanceBy(30.days)
        rung.size shouldBe 30
        rung.last() shouldBe "daily at 30d, the clock at 30d"
    }

    @Test
    fun `work that is late is told when it was due`() {
        val clock = EngineClock(startAt = start, frozen = true)
        val call = world(clock).context(Belfry())
        clock.advanceBy(5.minutes)
        call.hang("early", start + 1.minutes)
        call.settle()
        rung.shouldContainExactly("early at 1m, the clock at 5m")
    }

    @Test
    fun `work that other work causes comes behind it and not inside of it`() {
        val clock = EngineClock(startAt = start, frozen = true)
        val belfry =
            Belfry { name ->
                if (name == "first") {
                    hang("second", now())
                    settle()
                    rung += "first is over"
                }
            }
        val call = world(clock).context(belfry)
        call.hang("first", start)
        call.settle()
        rung.map { it.substringBefore(" at ") }.shouldContainExactly("first", "first is over", "second")
    }

    @Test
    fun `virtual time rings by itself, and what rings for ever neither keeps the test busy nor from its end`() =
        runTest {
            val world = world(EngineClock(virtual(), startAt = start))
            val call = world.context(Belfry(every = 1.days))
            call.hang("daily", start + 1.days)
            call.settle()
            advanceUntilIdle()
            rung.shouldBeEmpty()
            delay(21.days + 1.minutes)
            rung.size shouldBe 21
            rung.first() shouldBe "daily at 1d, the clock at 1d"
        }

    @Test
    fun `work may wait in virtual time, and other work goes on meanwhile`() =
        runTest {
            val belfry = Belfry { name -> if (name == "slow") delay(10.minutes).also { rung += "slow is over" } }
            val call = world(EngineClock(virtual(), startAt = start)).context(belfry)
            call.hang("slow", start + 1.minutes)
            call.hang("quick", start + 2.minutes)
            call.settle()
            delay(1.hours)
            rung.map { it.substringBefore(" at ") } shouldBe listOf("slow", "quick", "slow is over")
        }

    @Test
    fun `work that fails inside is told in the journal and does not break who comes upon it`() {
        val clock = EngineClock(startAt = start, frozen = true)
        val world = world(clock)
        val journal = Journal()
        Engine(world, journal, Router(emptyList()) { null })
        val call = world.context(Belfry { error("The rope is torn") })
        call.hang("broken", start)
        call.settle()
        val told = journal.all().single()
        told.errorCode shouldBe "InternalFailure"
        "${told.cause}" shouldContain "The rope is torn"
    }

    private fun TestScope.virtual() = VirtualTime.of(coroutineContext, start)!!
}
