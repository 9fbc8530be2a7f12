package io.mockaws

import io.mockaws.engine.BodyStore
import io.mockaws.engine.Engine
import io.mockaws.engine.EngineClock
import io.mockaws.engine.Ids
import io.mockaws.engine.Journal
import io.mockaws.engine.Place
import io.mockaws.engine.Router
import io.mockaws.engine.States
import io.mockaws.engine.Ticker
import io.mockaws.engine.World
import io.mockaws.scope.Scope
import io.mockaws.scope.Scopes
import io.mockaws.sdk.InstalledSdks
import io.mockaws.sdk.intercept.Interception
import io.mockaws.server.ServerMode
import io.mockaws.services.Services
import io.mockaws.testing.TestRules

/** One mock, put together from top to bottom. [MockAws] and [MockAwsScope] are what users hold of it. */
internal class MockCore private constructor(
    val options: MockAwsOptions,
    val world: World,
    val clock: EngineClock,
    startedAt: StackTraceElement?,
) {
    val journal = Journal()
    val engine = Engine(world, journal, routerTo(options.services), options.strict)
    val rules = TestRules(engine.catalogue, InstalledSdks::types, clock, options.seed) { engine.rules = it }
    val scope: Scope = MockScope(this, startedAt)

    /** Where it listens, or null. */
    var server: ServerMode.Server? = null
        private set

    /** Lets clients find this mock, where its options want that. */
    fun register(): MockCore =
        apply {
            if (options.serverMode) server = ServerMode.installed().start(MockAws(this), options.port)
            if (options.intercept) {
                Interception.install()
                Scopes.add(scope)
            }
        }

    /** The same, and puts it in scope on this thread. */
    fun open(): MockCore = register().apply { if (options.intercept) Scopes.push(scope) }

    /** A mock that begins as this one is now. */
    fun fork(
        startedAt: StackTraceElement?,
        intercept: Boolean,
    ): MockCore {
        check(scope.isOpen) { "This mock is closed" }
        val clock = clock.fork()
        val position = world.ids.position()
        val ids = Ids(position.seed, position.drawn)
        val copy = World(clock, ids, world.bodies.retain(), world.states.fork(), world.home)
        return MockCore(options.forFork(intercept), copy, clock, startedAt)
    }

    /** Whether it was open until now. */
    fun close(): Boolean {
        if (!scope.close()) return false
        engine.isClosed = true
        server?.close()
        world.states.clear()
        world.bodies.release()
        return true
    }

    /** Gives what puts everything back as it is now, and returns what stubs since then complain of. */
    fun keep(): () -> AssertionError? {
        val states = world.states.fork()
        val ids = world.ids.position()
        val time = clock.position()
        val calls = journal.position()
        val rulesBack = rules.keep()
        return {
            val complaint = rulesBack(journal.all())
            world.states.replaceBy(states)
            world.ids.moveTo(ids)
            clock.moveTo(time)
            journal.moveTo(calls)
            complaint
        }
    }

    /** Fails when a block that wants [wanted] cannot share this mock. */
    fun checkJoinable(wanted: MockAwsOptions) {
        val differing = options.differencesTo(wanted)
        require(differing.isEmpty()) {
            "This mockAws { } is inside of another and joins it, but asks for ${differing.joinToString()}. " +
                "Leave that out, or make it a mock of its own: mockAws(isolated = true)"
        }
    }

    companion object {
        private val toAll by lazy { Router(Services.entries) }

        private fun routerTo(services: Set<String>): Router {
            if (services == Services.names) return toAll
            return Router(Services.entries.filter { it.service.shape.signingName in services })
        }

        /** A mock whose clock runs as [ticker] does. */
        fun create(
            options: MockAwsOptions,
            ticker: Ticker,
            startedAt: StackTraceElement?,
        ): MockCore {
            val clock = EngineClock(ticker, options.startAt, frozen = options.clock == MockClock.MANUAL)
            val home = Place(options.accountId, options.region)
            val world = World(clock, Ids(options.seed), BodyStore(), States(), home)
            return MockCore(options, world, clock, startedAt)
        }
    }
}

/** The scope of a mock, which knows it. */
internal class MockScope(
    val core: MockCore,
    startedAt: StackTraceElement?,
) : Scope(core.engine, core.options.region, core.clock, startedAt)
