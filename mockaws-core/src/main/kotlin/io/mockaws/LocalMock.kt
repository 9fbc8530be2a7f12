package io.mockaws

import io.mockaws.derive.DerivedService
import io.mockaws.engine.BodyStore
import io.mockaws.engine.Engine
import io.mockaws.engine.EngineClock
import io.mockaws.engine.Ids
import io.mockaws.engine.Journal
import io.mockaws.engine.Place
import io.mockaws.engine.Router
import io.mockaws.engine.Service
import io.mockaws.engine.Settings
import io.mockaws.engine.States
import io.mockaws.engine.Surroundings
import io.mockaws.engine.Ticker
import io.mockaws.engine.VirtualTime
import io.mockaws.engine.World
import io.mockaws.engine.access.SeenCalls
import io.mockaws.engine.signature.Signatures
import io.mockaws.iam.Deed
import io.mockaws.scope.Scope
import io.mockaws.scope.ScopeElement
import io.mockaws.scope.Scopes
import io.mockaws.sdk.InstalledSdks
import io.mockaws.server.LocalEndpoint
import io.mockaws.server.ServerMode
import io.mockaws.services.Services
import io.mockaws.testing.Calls
import io.mockaws.testing.Registration
import io.mockaws.testing.TestRules
import io.mockaws.wire.http.HttpHandler
import java.net.URI
import kotlin.coroutines.CoroutineContext

/** A mock in this JVM, put together from top to bottom. */
internal class LocalMock private constructor(
    override val options: MockAwsOptions,
    val world: World,
    override val clock: EngineClock,
    startedAt: StackTraceElement?,
) : MockCore() {
    private val journal: Journal = Journal(names = ::checkNames)
    val engine = Engine(world, journal, routerTo(options.services))
    override val rules = TestRules(engine.catalogue, InstalledSdks::types, clock, options.seed) { engine.rules = it }
    override val handler: HttpHandler get() = engine
    override val scope: Scope = MockScope(this, engine, clock, startedAt)
    override val services: Set<String> get() = options.services.ifEmpty { Services.allNames }

    init {
        val element = ScopeElement(scope)
        world.surroundings =
            object : Surroundings {
                override val context: CoroutineContext get() = element
                override val endpoint: URI
                    get() = server?.endpoint ?: world.running.part("endpoint") { LocalEndpoint(engine) }.uri
            }
    }

    /** Whether the clock stands still for the tests that begin with this mock, and for no other reason. */
    private var isHeld = false

    override var server: ServerMode.Server? = null
        private set

    init {
        world.dueWork.moved()
    }

    override fun calls(
        service: String?,
        operation: String?,
    ): Calls {
        world.dueWork.runNow()
        val all = journal.all()
        val ofService = if (service == null) all else all.service(service)
        return if (operation == null) ofService else ofService.operation(operation)
    }

    override fun deeds(): List<Deed> = SeenCalls(world, engine.catalogue).deeds(journal.all())

    override fun watchCalls(listener: Runnable): Registration = Registration(journal.watchers.add(listOf(listener)))

    override fun complaint(): AssertionError? = rules.complaints(journal.all())

    override fun memory(need: Need): LocalMock = apply { world.dueWork.runNow() }

    override fun reset() {
        world.states.clear()
        journal.clear()
        rules.clear()
        world.functions.clear()
        world.running.close()
        world.uses.clear()
    }

    override fun reset(service: String) = world.states.clear(serviceNamed(service))

    override fun reseed(seed: Long) = world.ids.reseed(seed)

    override fun snapshot(): Snapshot = LocalSnapshot(world.states.fork(), world.ids.position())

    override fun restore(snapshot: Snapshot) {
        require(snapshot is LocalSnapshot) {
            "This snapshot is kept by a server: restore it in a mock attached to that"
        }
        replaceBy(snapshot.states, snapshot.ids)
    }

    /** Puts every service to [states], and lets ids go on at [ids]. */
    fun replaceBy(
        states: States,
        ids: Ids.Position,
    ) {
        world.states.replaceBy(states)
        world.ids.moveTo(ids)
        world.dueWork.moved()
    }

    /** A mock that begins as this one is now; with a server of its own, where this one has one, unless it [isDetached]. */
    fun fork(
        startedAt: StackTraceElement?,
        isDetached: Boolean = false,
    ): LocalMock {
        check(scope.isOpen) { "This mock is closed" }
        val clock = clock.fork()
        val copy = world.fork(clock)
        val its = if (isDetached) options.forDetachedFork() else options.forFork()
        return LocalMock(its, copy, clock, startedAt).also { it.engine.signatures = engine.signatures }
    }

    /** See [MockAws.verifySignatures]. */
    fun verifySignatures(
        secrets: Map<String, String>,
        exempt: Long,
    ) {
        val known =
            engine.signatures?.secrets ?: listOf(Scopes.ACCESS_KEY, options.accountId).associateWith { OWN_SECRET }
        engine.signatures = Signatures(known + secrets, clock, exempt)
    }

    override fun forTest(): MockCore = fork(startedAt = null).also { if (isHeld) it.clock.unfreeze() }

    /** Nobody calls what tests are copied from, and they all begin at the same time. */
    override fun seeded() {
        server?.close()
        world.dueWork.stop()
        if (options.startAt != null && clock.position().stoppedAt == null) {
            clock.freeze()
            isHeld = true
        }
    }

    override fun follow(context: CoroutineContext): () -> Unit {
        if (options.clock != MockClock.AUTO || clock.isVirtual) return {}
        val virtual = VirtualTime.of(context, clock.now()) ?: return {}
        val before = clock.follow(virtual)
        return { clock.follow(before) }
    }

    override fun listen() {
        if (!options.serverMode) return
        server = ServerMode.installed().start(MockAws(this), options.port, options.registryDir)
    }

    override fun end() {
        engine.isClosed = true
        world.isOver = true
        world.dueWork.stop()
        server?.close()
        world.running.close()
        world.states.clear()
        world.bodies.release()
    }

    /** Gives what puts everything back as it is now, and returns what stubs since then complain of. */
    fun keep(): () -> AssertionError? {
        val states = world.states.fork()
        val ids = world.ids.position()
        val time = clock.position()
        val calls = journal.position()
        val rulesBack = rules.keep()
        val functionsBack = world.functions.keep()
        return {
            val complaint = rulesBack(journal.all())
            replaceBy(states, ids)
            clock.moveTo(time)
            journal.moveTo(calls)
            functionsBack()
            complaint
        }
    }

    override fun toString(): String = "${journal.all().size} calls"

    /** A service that was called is known, be it only by that. */
    private fun checkNames(
        service: String?,
        operation: String?,
    ) {
        if (service == null || (!Services.isName(service) && journal.has(service))) return
        if (options.services.isNotEmpty() && service !in options.services) return
        if (operation == null) engine.catalogue.service(service) else engine.catalogue.serviceWith(service, operation)
    }

    /** @throws IllegalArgumentException when there is none, or when somebody has written it */
    fun derivedService(name: String): DerivedService {
        val service = serviceNamed(name)
        return requireNotNull(service as? DerivedService) { "$name has a fixture of its own" }
    }

    private fun serviceNamed(name: String): Service<*> = engine.catalogue.service(name).service

    companion object {
        /** What clients sign with that are configured by a mock, or found without credentials. */
        private const val OWN_SECRET = "secret"
        private val toAll by lazy { Router(Services.entries, Services::named) }

        private fun routerTo(services: Set<String>): Router {
            if (services.isEmpty()) return toAll
            val entries = Services.entries.filter { it.name in services }
            return Router(entries) { name -> name.takeIf { it in services }?.let(Services::named) }
        }

        /** A mock whose clock runs as [ticker] does. */
        fun create(
            options: MockAwsOptions,
            ticker: Ticker,
            startedAt: StackTraceElement?,
        ): LocalMock {
            val clock = EngineClock(ticker, options.startAt, frozen = options.clock == MockClock.MANUAL)
            val home = Place(options.accountId, options.region)
            val settings = Settings(options.strict, options.derived, options.lenient, options.iam)
            val links = Services.links(options.services)
            val world = World(clock, Ids(options.seed), BodyStore(), States(), home, links, settings)
            return LocalMock(options, world, clock, startedAt)
        }
    }
}
