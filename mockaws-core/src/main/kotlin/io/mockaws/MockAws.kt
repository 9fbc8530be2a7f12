package io.mockaws

import io.mockaws.MockCore.Need
import io.mockaws.derive.ServiceFixture
import io.mockaws.engine.SavedWorld
import io.mockaws.engine.SystemTime
import io.mockaws.engine.context
import io.mockaws.scope.NoMockInScopeException
import io.mockaws.scope.ScopeElement
import io.mockaws.scope.ScopedExecutorService
import io.mockaws.scope.callSite
import io.mockaws.scope.here
import io.mockaws.scope.within
import io.mockaws.sdk.RealCalls
import io.mockaws.sdk.intercept.Interception
import io.mockaws.sdk.java.JavaSdk
import io.mockaws.sdk.kotlin.KotlinSdk
import io.mockaws.services.Services
import io.mockaws.state.StateBrowser
import io.mockaws.wire.http.HttpHandler
import java.io.IOException
import java.net.URI
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
public open class MockAws internal constructor(
    internal val core: MockCore,
) : ServiceFixtures(core),
    AutoCloseable {
    /** The region that fixtures and configured clients work in. */
    @get:JvmName("region")
    public val region: String get() = core.options.region

    /** The account that fixtures and configured clients work in: twelve digits. */
    @get:JvmName("accountId")
    public val accountId: String get() = core.options.accountId

    /** The services that answer, by the names that they sign by or that the AWS CLI has: `s3`, `sqs`, `dynamodbstreams`, ... */
    @get:JvmName("services")
    public val services: Set<String> get() = core.services

    /**
     * What clients elsewhere take for AWS: `http://127.0.0.1:54321`. Only with [MockAwsOptions.serverMode], or attached.
     *
     * @throws IllegalStateException when the mock has no server
     */
    @get:JvmName("endpoint")
    public val endpoint: URI get() = server.endpoint

    /** The host of [endpoint]. */
    @get:JvmName("host")
    public val host: String get() = endpoint.host

    /** The port of [endpoint]. */
    @get:JvmName("port")
    public val port: Int get() = endpoint.port

    /**
     * The file by which other processes find the server of this mock, as long as that runs: JSON with its `endpoint`,
     * `host`, `port` and `pid`. See [MockAwsOptions.registryDir].
     *
     * @throws IllegalStateException when the mock has no server, or its server no such file: the user's cache folder could
     *   not be written
     */
    @get:JvmName("registryPath")
    public val registryPath: Path
        get() =
            checkNotNull(server.registryPath) {
                "The server has no registry file; where the user's cache folder cannot be written, name a folder by " +
                    "registryDir or MOCKAWS_SERVER_REGISTRY_DIR"
            }

    private val server get() = checkNotNull(core.server) {
        "This mock has no server; start it with serverMode = true"
    }

    /** The mock's clock. */
    @get:JvmName("time")
    public val time: MockTime = MockTime(core.clock)

    /**
     * What there is in every service, account and region, to be shown to people and tools.
     *
     * @throws UnsupportedOperationException when the mock is attached to a server
     */
    @get:JvmName("state")
    public val state: StateBrowser
        get() = StateBrowser(
            core.memory(Need.STATE).world,
            Services.pages.filter { services.isEmpty() || it.name in services },
        )

    /**
     * Any other service of AWS's, which is derived from its model: `aws.service("glue").resources("Database")`.
     *
     * @param name as the AWS CLI has it: `glue`, `stepfunctions`
     * @throws IllegalArgumentException when AWS has no such service, when this mock has not, or when somebody has written
     * it: then it has a fixture of its own
     */
    public fun service(name: String): ServiceFixture {
        val local = core.memory(Need.FIXTURES)
        val service = local.derivedService(name)
        return ServiceFixture(service) { local.world.context(service) }
    }

    /** This mock for clients of the AWS SDK for Java v2, which must be on the class path. */
    @get:JvmName("javaSdk")
    public val javaSdk: JavaSdk by lazy { JavaSdk(core.handler, region, accountId) }

    /** This mock for clients of the AWS SDK for Kotlin, which must be on the class path. */
    @get:JvmName("kotlinSdk")
    public val kotlinSdk: KotlinSdk by lazy { KotlinSdk(core.handler, region, accountId) }

    /** The mock as a function from request to response, for whoever brings a transport of their own. */
    @get:JvmName("handler")
    public val handler: HttpHandler get() = core.handler

    /**
     * Forgets everything: the state of every service, the journal, faults, stubs and handlers. The clock and the ids
     * go on, and what already went against the stubs is still told by [verifyStubs] and [close].
     */
    public fun reset(): Unit = core.reset()

    /**
     * Forgets the state of one service, in every account and region. The journal stays. DynamoDB and DynamoDB Streams have one
     * state, which either name forgets.
     *
     * @param service its name: `"sqs"`
     * @throws IllegalArgumentException when there is no such service
     */
    public fun reset(service: String): Unit = core.reset(service)

    /**
     * From here on calls are answered only when they are signed with one of these keys, or by a client that this mock has
     * configured; others get AWS's errors: `SignatureDoesNotMatch`, `InvalidClientTokenId`, `RequestTimeTooSkewed`, ...
     * Signature Version 4 in the header and in presigned URLs, of whole bodies and of chunks. A signature is in time by
     * the mock's clock or by the system's, which clients go by; how long a presigned URL holds, the mock's clock decides.
     * Without it signatures are not looked at, which is what most tests want. Keys of an earlier call stay known.
     *
     * @param accessKeys the secret access key of each access key
     * @param exempt how many calls are answered first, however they are signed: what sets up a test; 0 unless given
     * @throws UnsupportedOperationException when the mock is attached to a server
     * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">Signature Version 4</a>
     */
    @JvmOverloads
    public fun verifySignatures(
        accessKeys: Map<String, String>,
        exempt: Long = 0,
    ) {
        require(exempt >= 0) { "Not a number of calls: $exempt" }
        core.memory(Need.SIGNATURES).verifySignatures(accessKeys, exempt)
    }

    /** From here on all made-up ids follow from [seed], as in a mock that was started with it: [MockAwsOptions.seed]. */
    public fun reseed(seed: Long): Unit = core.reseed(seed)

    /** The state of every service as it is now. Takes no longer for a full world than for an empty one. */
    public fun snapshot(): Snapshot = core.snapshot()

    /** Puts every service back to [snapshot]. The journal and the clock stay; ids go on as they did after the snapshot. */
    public fun restore(snapshot: Snapshot): Unit = core.restore(snapshot)

    /**
     * A mock of its own that begins with this one's state, options and time; its journal is empty and it has neither stubs
     * nor faults. What happens in one is not seen in the other. It is in scope on this thread, as after [start], and must
     * be closed like any other mock. Where this one has a server, it has one of its own on a free port. Takes no longer
     * for a full world than for an empty one.
     *
     * @throws IllegalStateException when this mock is closed
     * @throws UnsupportedOperationException when it is attached to a server
     */
    public fun fork(): MockAws = MockAws(core.memory(Need.FORK).fork(callSite()).open())

    /**
     * A fork that no client finds by itself: it is in no scope and has no server. For who gives it an address of its own.
     *
     * @throws IllegalStateException when this mock is closed
     * @throws UnsupportedOperationException when it is attached to a server
     */
    public fun detachedFork(): MockAws = MockAws(core.memory(Need.FORK).fork(callSite(), isDetached = true).register())

    /**
     * Writes the state of every service to a file, in place of what it held. [load] reads it, also in another
     * process.
     *
     * @throws java.io.IOException when the file cannot be written; what it held before is still there then
     */
    @Throws(IOException::class)
    public fun save(path: Path) {
        val mock = core.memory(Need.FILES)
        saved(mock).save(path, mock.world.states.fork(), mock.world.ids.position())
    }

    /**
     * Puts every service to the state in [path], which [save] wrote. The journal and the clock stay.
     *
     * @throws java.io.IOException when the file cannot be read, is damaged or none of ours; nothing is changed then
     */
    @Throws(IOException::class)
    public fun load(path: Path) {
        val mock = core.memory(Need.FILES)
        val loaded = saved(mock).load(path)
        mock.replaceBy(loaded.states, loaded.ids)
    }

    /**
     * This mock as part of a coroutine's context: in scope wherever the coroutine runs, as in
     * `scope.launch(aws.asContextElement()) { }`.
     */
    @JvmSynthetic
    public fun asContextElement(): CoroutineContext.Element = ScopeElement(core.scope)

    /**
     * From here on this mock is in scope only where [runInScope], [callInScope] or [asContextElement] bring it: neither
     * on the thread that started it, nor as the only mock that is open, nor for the clients that were built in it. For
     * extensions of test frameworks: a world that is made once, to [fork] for each test.
     */
    public fun detach(): Unit = core.scope.detach()

    /** Runs [task] on this thread with this mock in scope. */
    public fun runInScope(task: Runnable): Unit = within(core.scope) { task.run() }

    /**
     * Runs [task] on this thread with this mock in scope, and returns what it returns.
     *
     * @throws Exception what [task] throws
     */
    @Throws(Exception::class)
    public fun <T> callInScope(task: Callable<T>): T = within(core.scope) { task.call() }

    /**
     * Ends the mock and deletes its temporary files. Does nothing the second time.
     *
     * @throws AssertionError as [verifyStubs] does, when all else is done
     */
    override fun close() {
        if (core.close()) verifyStubs()
    }

    /** Whether [other] is the same mock. */
    override fun equals(other: Any?): Boolean = other is MockAws && other.core === core

    override fun hashCode(): Int = core.hashCode()

    override fun toString(): String = "MockAws($accountId, $region, $core)"

    private fun saved(mock: LocalMock) = SavedWorld(Services::keptAs, mock.world.bodies)

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

        /** A new mock with all options at their defaults, in scope on this thread. Close it when done. */
        @JvmStatic
        public fun start(): MockAws {
            ClassPath.check()
            return start(MockAwsOptions())
        }

        /**
         * A new mock, in scope on this thread: `MockAws.start(o -> o.region("eu-central-1"))`. Close it when done.
         */
        @JvmStatic
        public fun start(configure: Consumer<MockAwsOptions.Builder>): MockAws {
            ClassPath.check()
            return start(MockAwsOptions.builder().also(configure::accept).build())
        }

        /** A new mock, in scope on this thread. Close it when done. */
        @JvmStatic
        public fun start(options: MockAwsOptions): MockAws =
            MockAws(MockCore.create(options, SystemTime(), callSite()).open())

        /**
         * A mock that is attached to the server on this machine that was started last, of those that have a
         * [registry file][MockAws.registryPath] and answer. All it does is forward: see [MockAwsOptions.serverPort]. Close
         * it when done; the server goes on.
         *
         * @throws IllegalStateException when no server answers, or `mockaws-ktor` is not on the class path
         */
        @JvmStatic
        public fun attach(): MockAws = attached(port = null, registryDir = null)

        /**
         * The same with the registry files in a folder of their own, as [MockAwsOptions.registryDir] names one.
         *
         * @throws IllegalStateException when no server answers, or `mockaws-ktor` is not on the class path
         */
        @JvmStatic
        public fun attach(registryDir: Path): MockAws = attached(port = null, registryDir)

        /**
         * A mock that is attached to the server at a port of this machine: [MockAwsOptions.serverPort].
         *
         * @throws IllegalArgumentException for a port that is none
         * @throws IllegalStateException when no server answers there, or `mockaws-ktor` is not on the class path
         */
        @JvmStatic
        public fun attach(port: Int): MockAws {
            ClassPath.check()
            require(port != 0) { "A server has no port 0; name its own, or none at all for the last that was started" }
            return start(MockAwsOptions(serverPort = port))
        }

        private fun attached(
            port: Int?,
            registryDir: Path?,
        ): MockAws {
            ClassPath.check()
            return MockAws(AttachedMock.create(MockAwsOptions(), port, registryDir, callSite()).open())
        }
    }
}
