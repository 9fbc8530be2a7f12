package io.mockaws

import io.mockaws.engine.BodyStore
import io.mockaws.engine.Engine
import io.mockaws.engine.EngineClock
import io.mockaws.engine.Ids
import io.mockaws.engine.Journal
import io.mockaws.engine.Place
import io.mockaws.engine.Router
import io.mockaws.engine.SavedWorld
import io.mockaws.engine.Service
import io.mockaws.engine.States
import io.mockaws.engine.SystemTime
import io.mockaws.engine.Ticker
import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.scope.NoMockInScopeException
import io.mockaws.scope.Scope
import io.mockaws.scope.ScopeElement
import io.mockaws.scope.ScopedExecutorService
import io.mockaws.scope.Scopes
import io.mockaws.scope.callSite
import io.mockaws.scope.here
import io.mockaws.scope.within
import io.mockaws.sdk.InstalledSdks
import io.mockaws.sdk.RealCalls
import io.mockaws.sdk.intercept.Interception
import io.mockaws.sdk.java.JavaSdk
import io.mockaws.sdk.kotlin.KotlinSdk
import io.mockaws.services.Services
import io.mockaws.services.dynamodb.DynamoDbFixture
import io.mockaws.services.dynamodb.DynamoDbService
import io.mockaws.services.s3.S3Fixture
import io.mockaws.services.s3.S3Service
import io.mockaws.services.sqs.SqsFixture
import io.mockaws.services.sqs.SqsService
import io.mockaws.testing.CallControl
import io.mockaws.wire.http.HttpHandler
import java.io.IOException
import java.nio.file.Path
import java.util.concurrent.Callable
import java.util.concurrent.Executor
import java.util.concurrent.ExecutorService
import java.util.function.Consumer
import kotlin.coroutines.CoroutineContext

/**
 * AWS in memory. Each `MockAws` is a world of its own: what is made in one is not seen in another. Safe for all
 * threads.
 *
 * In Kotlin it is the receiver of a [mockAws] block; in Java it is opened by [start] and closed by
 * try-with-resources. Clients reach it by themselves, wherever it is in scope; or they are configured for it by
 * [kotlinSdk] or [javaSdk], and then stay with it wherever they are used.
 *
 * A mock is in scope in its block, in the coroutines that are started there, and on the thread that started it. A
 * call from elsewhere goes to the mock in whose scope its client was built, while that lives, else to the only mock
 * that is open; when there are several it fails with [NoMockInScopeException]. [asContextElement], [runInScope] and
 * [wrap] hand the scope over.
 */
public class MockAws private constructor(
    private val options: MockAwsOptions,
    private val world: World,
    private val clock: EngineClock,
    private val engine: Engine,
    startedAt: StackTraceElement?,
) : CallControl(engine, options.seed, InstalledSdks::types),
    AutoCloseable {
    internal val scope: MockScope = MockScope(this, engine, options.region, clock, startedAt)

    /** The region that fixtures and configured clients work in. */
    @get:JvmName("region")
    public val region: String get() = options.region

    /** The account that fixtures and configured clients work in: twelve digits. */
    @get:JvmName("accountId")
    public val accountId: String get() = options.accountId

    /** The mock's clock. */
    @get:JvmName("time")
    public val time: MockTime = MockTime(clock)

    /** Amazon S3: `aws.s3.bucket("receipts")`. */
    @get:JvmName("s3")
    public val s3: S3Fixture = S3Fixture { world.context(S3Service) }

    /** Amazon DynamoDB's tables in [region] and [accountId]. */
    @get:JvmName("dynamoDb")
    public val dynamoDb: DynamoDbFixture = DynamoDbFixture { world.context(DynamoDbService) }

    /** Amazon SQS of [accountId] and [region]. */
    @get:JvmName("sqs")
    public val sqs: SqsFixture = SqsFixture { world.context(SqsService) }

    /** This mock for clients of the AWS SDK for Java v2, which must be on the class path. */
    @get:JvmName("javaSdk")
    public val javaSdk: JavaSdk by lazy { JavaSdk(engine, region, accountId) }

    /** This mock for clients of the AWS SDK for Kotlin, which must be on the class path. */
    @get:JvmName("kotlinSdk")
    public val kotlinSdk: KotlinSdk by lazy { KotlinSdk(engine, region, accountId) }

    /** The mock as a function from request to response, for whoever brings a transport of their own. */
    @get:JvmName("handler")
    public val handler: HttpHandler get() = engine

    /**
     * Forgets everything: the state of every service, the journal, faults, stubs and handlers. The clock and the ids
     * go on, and what already went against the stubs is still told by [verifyStubs] and [close].
     */
    public fun reset() {
        world.states.clear()
        engine.journal.clear()
        clearRules()
    }

    /**
     * Forgets the state of one service, in every account and region. The journal stays.
     *
     * @param service its signing name: `"sqs"`
     * @throws IllegalArgumentException when there is no such service
     */
    public fun reset(service: String): Unit = world.states.clear(serviceNamed(service))

    /** The state of every service as it is now. Takes no longer for a full world than for an empty one. */
    public fun snapshot(): Snapshot = Snapshot(world.states.fork(), world.ids.position())

    /** Puts every service back to [snapshot]. The journal and the clock stay; ids go on as they did after the snapshot. */
    public fun restore(snapshot: Snapshot) {
        world.states.replaceBy(snapshot.states)
        world.ids.moveTo(snapshot.ids)
    }

    /**
     * A mock of its own that begins with this one's state, options and time; its journal is empty and it has
     * neither stubs nor faults. What happens in one is not seen in the other. It is in scope on this thread, as after [start], and must be closed like any other
     * mock. Takes no longer for a full world than for an empty one.
     */
    public fun fork(): MockAws {
        checkOpen()
        val clock = clock.fork()
        val position = world.ids.position()
        val ids = Ids(position.seed, position.drawn)
        val copy = World(clock, ids, world.bodies.retain(), world.states.fork(), world.home)
        return assemble(options, copy, clock, callSite()).opened()
    }

    /**
     * Writes the state of every service to a file, in place of what it held. [load] reads it, also in another
     * process.
     *
     * @throws java.io.IOException when the file cannot be written; what it held before is still there then
     */
    @Throws(IOException::class)
    public fun save(path: Path): Unit = saved().save(path, world.states.fork(), world.ids.position())

    /**
     * Puts every service to the state in [path], which [save] wrote. The journal and the clock stay.
     *
     * @throws java.io.IOException when the file cannot be read, is damaged or none of ours; nothing is changed then
     */
    @Throws(IOException::class)
    public fun load(path: Path) {
        val loaded = saved().load(path)
        world.states.replaceBy(loaded.states)
        world.ids.moveTo(loaded.ids)
    }

    /**
     * This mock as part of a coroutine's context: in scope wherever the coroutine runs, as in
     * `scope.launch(aws.asContextElement()) { }`.
     */
    @JvmSynthetic
    public fun asContextElement(): CoroutineContext.Element = ScopeElement(scope)

    /** Runs [task] on this thread with this mock in scope. */
    public fun runInScope(task: Runnable): Unit = within(scope) { task.run() }

    /**
     * Runs [task] on this thread with this mock in scope, and returns what it returns.
     *
     * @throws Exception what [task] throws
     */
    @Throws(Exception::class)
    public fun <T> callInScope(task: Callable<T>): T = within(scope) { task.call() }

    /**
     * Ends the mock and deletes its temporary files. Does nothing the second time.
     *
     * @throws AssertionError as [verifyStubs] does, when all else is done
     */
    override fun close() {
        if (scope.isOpen) {
            scope.close()
            world.states.clear()
            world.bodies.release()
            verifyStubs()
        }
    }

    override fun toString(): String = "MockAws($accountId, $region, ${calls().size} calls)"

    private fun saved() = SavedWorld(Services.all, world.bodies)

    private fun checkOpen() = check(scope.isOpen) { "This mock is closed" }

    private fun serviceNamed(name: String): Service<*> =
        requireNotNull(Services.all.firstOrNull { it.shape.signingName == name }) {
            "No service \"$name\"; there are ${Services.all.map { it.shape.signingName }.sorted()}"
        }

    public companion object {
        /**
         * From here on a call of either SDK that no mock would answer fails with
         * [io.mockaws.sdk.RealAwsCallException] before anything is sent; one of the AWS SDK for Java before
         * credentials are looked for. It holds for the whole JVM, until [allowRealCalls].
         */
        @JvmStatic
        public fun forbidRealCalls() {
            Interception.install()
            RealCalls.areForbidden = true
        }

        /** Takes [forbidRealCalls] back. */
        @JvmStatic
        public fun allowRealCalls() {
            RealCalls.areForbidden = false
        }

        /** An executor that runs each task with the mock in scope that is so where the task is handed in. */
        @JvmStatic
        public fun wrap(executor: Executor): Executor = Executor { executor.execute(here(it)) }

        /** An executor that runs each task with the mock in scope that is so where the task is handed in. */
        @JvmStatic
        public fun wrap(executor: ExecutorService): ExecutorService = ScopedExecutorService(executor)

        /** [task] with the mock in scope that is so here, whichever thread runs it. */
        @JvmStatic
        public fun wrap(task: Runnable): Runnable = here(task)

        /** [task] with the mock in scope that is so here, whichever thread runs it. */
        @JvmStatic
        public fun <T> wrap(task: Callable<T>): Callable<T> = here(task)

        private val router by lazy { Router(Services.entries) }

        /** A new mock with all options at their defaults, in scope on this thread. Close it when done. */
        @JvmStatic
        public fun start(): MockAws = start(MockAwsOptions())

        /**
         * A new mock, in scope on this thread: `MockAws.start(o -> o.region("eu-central-1"))`. Close it when done.
         */
        @JvmStatic
        public fun start(configure: Consumer<MockAwsOptions.Builder>): MockAws =
            start(MockAwsOptions.builder().also(configure::accept).build())

        /** A new mock, in scope on this thread. Close it when done. */
        @JvmStatic
        public fun start(options: MockAwsOptions): MockAws = create(options, SystemTime(), callSite()).opened()

        internal fun create(
            options: MockAwsOptions,
            ticker: Ticker,
            startedAt: StackTraceElement?,
        ): MockAws {
            val clock = EngineClock(ticker, options.startAt, frozen = options.clock == MockClock.MANUAL)
            val home = Place(options.accountId, options.region)
            val world = World(clock, Ids(options.seed), BodyStore(), States(), home)
            return assemble(options, world, clock, startedAt)
        }

        private fun assemble(
            options: MockAwsOptions,
            world: World,
            clock: EngineClock,
            startedAt: StackTraceElement?,
        ) = MockAws(options, world, clock, Engine(world, Journal(), router, options.strict), startedAt)
    }

    /** Lets clients find this mock, where its options want that. */
    internal fun registered(): MockAws =
        apply {
            if (options.intercept) {
                Interception.install()
                Scopes.add(scope)
            }
        }

    private fun opened(): MockAws = registered().apply { if (options.intercept) Scopes.push(scope) }

    /** Fails when a block that wants [wanted] cannot share this mock. */
    internal fun checkJoinable(wanted: MockAwsOptions) {
        val differing = options.differencesTo(wanted)
        require(differing.isEmpty()) {
            "This mockAws { } is inside of another and joins it, but asks for ${differing.joinToString()}. " +
                "Leave that out, or make it a mock of its own: mockAws(isolated = true)"
        }
    }
}

/** The scope of a mock, which knows it. */
internal class MockScope(
    val mock: MockAws,
    handler: HttpHandler,
    region: String,
    clock: EngineClock,
    startedAt: StackTraceElement?,
) : Scope(handler, region, clock, startedAt)
