package io.mockaws

import io.mockaws.engine.BodyStore
import io.mockaws.engine.Catalogue
import io.mockaws.engine.Engine
import io.mockaws.engine.EngineClock
import io.mockaws.engine.Ids
import io.mockaws.engine.Journal
import io.mockaws.engine.Place
import io.mockaws.engine.Router
import io.mockaws.engine.SavedWorld
import io.mockaws.engine.Service
import io.mockaws.engine.States
import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.sdk.InstalledSdks
import io.mockaws.sdk.RealCalls
import io.mockaws.sdk.java.JavaSdk
import io.mockaws.sdk.kotlin.KotlinSdk
import io.mockaws.services.Services
import io.mockaws.services.dynamodb.DynamoDbFixture
import io.mockaws.services.dynamodb.DynamoDbService
import io.mockaws.services.s3.S3Fixture
import io.mockaws.services.s3.S3Service
import io.mockaws.services.sqs.SqsFixture
import io.mockaws.services.sqs.SqsService
import io.mockaws.testing.CallHandler
import io.mockaws.testing.Calls
import io.mockaws.testing.CallsUntilFailure
import io.mockaws.testing.FaultInjection
import io.mockaws.testing.FaultRules
import io.mockaws.testing.Registration
import io.mockaws.testing.Reply
import io.mockaws.testing.StubScript
import io.mockaws.testing.StubbedCall
import io.mockaws.testing.TestRules
import io.mockaws.wire.http.HttpHandler
import java.io.IOException
import java.nio.file.Path
import java.util.concurrent.atomic.AtomicBoolean
import java.util.function.Consumer
import kotlin.time.Instant

/**
 * AWS in memory. Each `MockAws` is a world of its own: what is made in one is not seen in another. Safe for all
 * threads.
 *
 * In Kotlin it is the receiver of a [mockAws] block; in Java it is opened by [start] and closed by
 * try-with-resources. Clients reach it when they are configured by [kotlinSdk] or [javaSdk].
 */
public class MockAws private constructor(
    private val options: MockAwsOptions,
    private val world: World,
    private val clock: EngineClock,
) : AutoCloseable {
    private val journal = Journal()
    private val engine = Engine(world, journal, router, options.strict)
    private val rules = TestRules(catalogue, { InstalledSdks.types }, clock, options.seed) { engine.interception = it }
    private val closed = AtomicBoolean()

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
     * Every call that was answered, oldest first; after 10,000 the oldest are forgotten.
     *
     * @param service only calls to the service with this signing name (`"s3"`, `"dynamodb"`, `"sqs"`)
     * @param operation only calls of this operation, as AWS names it (`"PutObject"`)
     */
    @JvmOverloads
    public fun calls(
        service: String? = null,
        operation: String? = null,
    ): Calls {
        val all = journal.all()
        val ofService = if (service == null) all else all.service(service)
        return if (operation == null) ofService else ofService.operation(operation)
    }

    /** The faults that [faults] has put up, to look at and to clear. */
    @get:JvmName("faults")
    public val faults: FaultInjection = FaultInjection(rules)

    /**
     * Lets calls go wrong: `faults { throttle().on("dynamodb", "PutItem").first(2) }`. Rules hold until they are taken
     * away by what this returns, by [FaultInjection.clear] or [reset].
     *
     * @throws IllegalArgumentException for a service or operation that there is none of; no rule holds then
     */
    @JvmSynthetic
    public fun faults(configure: FaultRules.() -> Unit): Registration = rules.addFaults(configure)

    /** The same for Java: `aws.faults(f -> f.latency(Duration.ofSeconds(2)).on("s3"))`. */
    public fun faults(configure: Consumer<FaultRules>): Registration = rules.addFaults(configure::accept)

    /**
     * Adds to the script of the calls that have to come, in their order: `stub { respond("sqs", "ListQueues") }`. It is
     * strict: see [StubScript]. [verifyStubs] and [close] fail when it was not kept to.
     *
     * @throws IllegalArgumentException for names or members that there are none of; the script stays as it was then
     */
    @JvmSynthetic
    public fun stub(configure: StubScript.() -> Unit): Unit = rules.addStubs(configure)

    /** The same for Java: `aws.stub(s -> s.respond("sqs", "ListQueues"))`. */
    public fun stub(configure: Consumer<StubScript>): Unit = rules.addStubs(configure::accept)

    /**
     * Lets [handler] answer an operation in place of its service, until what this returns is closed. The handler that
     * came last is asked, and may call through to the service: `on("sqs", "SendMessage") { callThrough() }`.
     *
     * @param service its signing name: `sqs`
     * @param operation as AWS names it: `SendMessage`
     * @throws IllegalArgumentException when there is none of that name
     */
    @JvmSynthetic
    public fun on(
        service: String,
        operation: String,
        handler: StubbedCall.() -> Reply,
    ): Registration = rules.addHandler(service, operation, handler)

    /** The same for Java: `aws.on("sqs", "SendMessage", call -> call.fail("OverLimit"))`. */
    public fun on(
        service: String,
        operation: String,
        handler: CallHandler,
    ): Registration = rules.addHandler(service, operation, handler)

    /**
     * Fails when calls did not go by the stubs, when stubbed calls were never made, or when a handler of [on] failed.
     * What it tells is not told again; the script is over then.
     *
     * @throws AssertionError that says which, with the journal as a suppressed exception
     */
    public fun verifyStubs() {
        rules.complaints(calls())?.let { throw it }
    }

    /**
     * Forgets everything: the state of every service, the journal, faults, stubs and handlers. The clock and the ids
     * go on, and what already went against the stubs is still told by [verifyStubs] and [close].
     */
    public fun reset() {
        world.states.clear()
        journal.clear()
        rules.clear()
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
     * neither stubs nor faults. What happens in one is not seen in the other. It must be closed like any other mock. Takes no longer for a full world than for
     * an empty one.
     */
    public fun fork(): MockAws {
        checkOpen()
        val clock = clock.fork()
        val position = world.ids.position()
        val ids = Ids(position.seed, position.drawn)
        return MockAws(options, World(clock, ids, world.bodies.retain(), world.states.fork(), world.home), clock)
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
     * Ends the mock and deletes its temporary files. Does nothing the second time.
     *
     * @throws AssertionError as [verifyStubs] does, when all else is done
     */
    override fun close() {
        if (closed.compareAndSet(false, true)) {
            world.states.clear()
            world.bodies.release()
            verifyStubs()
        }
    }

    override fun toString(): String = "MockAws($accountId, $region, ${journal.all().size} calls)"

    private fun saved() = SavedWorld(Services.all, world.bodies)

    private fun checkOpen() = check(!closed.get()) { "This mock is closed" }

    private fun serviceNamed(name: String): Service<*> =
        requireNotNull(Services.all.firstOrNull { it.shape.signingName == name }) {
            "No service \"$name\"; there are ${Services.all.map { it.shape.signingName }.sorted()}"
        }

    public companion object {
        /**
         * From here on a call of the AWS SDK for Java v2 that no mock would answer fails with
         * [io.mockaws.sdk.RealAwsCallException], before credentials are looked for and anything is sent. It holds for
         * the whole JVM, until [allowRealCalls]. Clients of the AWS SDK for Kotlin are not watched.
         */
        @JvmStatic
        public fun forbidRealCalls() {
            RealCalls.areForbidden = true
        }

        /** Takes [forbidRealCalls] back. */
        @JvmStatic
        public fun allowRealCalls() {
            RealCalls.areForbidden = false
        }

        private val router by lazy { Router(Services.entries) }
        private val catalogue by lazy { Catalogue(Services.entries) }

        /** A new mock with all options at their defaults. Close it when done. */
        @JvmStatic
        public fun start(): MockAws = start(MockAwsOptions())

        /** A new mock: `MockAws.start(o -> o.region("eu-central-1"))`. Close it when done. */
        @JvmStatic
        public fun start(configure: Consumer<MockAwsOptions.Builder>): MockAws =
            start(MockAwsOptions.builder().also(configure::accept).build())

        /** A new mock. Close it when done. */
        @JvmStatic
        public fun start(options: MockAwsOptions): MockAws {
            val clock = EngineClock(startAt = options.startAt, frozen = options.clock == MockClock.MANUAL)
            val home = Place(options.accountId, options.region)
            return MockAws(options, World(clock, Ids(options.seed), BodyStore(), States(), home), clock)
        }
    }
}

/**
 * Runs [block] with a new mock of AWS, and closes it when the block ends, however it ends.
 *
 * @param region see [MockAwsOptions.region]
 * @param accountId see [MockAwsOptions.accountId]
 * @param seed see [MockAwsOptions.seed]
 * @param clock see [MockAwsOptions.clock]
 * @param startAt see [MockAwsOptions.startAt]
 * @param strict see [MockAwsOptions.strict]
 * @return what [block] returns
 */
public suspend fun <T> mockAws(
    region: String = MockAwsOptions.DEFAULT_REGION,
    accountId: String = MockAwsOptions.DEFAULT_ACCOUNT,
    seed: Long = 0,
    clock: MockClock = MockClock.SYSTEM,
    startAt: Instant? = null,
    strict: Boolean = false,
    block: suspend MockAws.() -> T,
): T = MockAws.start(MockAwsOptions(region, accountId, seed, clock, startAt, strict)).use { it.showingCalls(block) }

/** A failed assertion in [block] brings the journal with it. */
private suspend fun <T> MockAws.showingCalls(block: suspend MockAws.() -> T): T =
    try {
        block()
    } catch (failure: AssertionError) {
        CallsUntilFailure.attachTo(failure, calls())
        throw failure
    }
