package io.mockaws

import io.mockaws.engine.isAccount
import io.mockaws.model.Models
import io.mockaws.server.ServerMode
import io.mockaws.services.Services
import io.mockaws.wire.suggestion
import java.nio.file.Path
import kotlin.time.Instant
import kotlin.time.toJavaInstant
import kotlin.time.toKotlinInstant

/**
 * How a mock is set up. In Kotlin the same names are parameters of [mockAws] and [MockAws.start]; in Java they are
 * the methods of [Builder]: `MockAws.start(o -> o.region("eu-central-1").strict(true))`.
 */
public class MockAwsOptions internal constructor(
    /** The region of fixtures and of configured clients, and of calls that name none. Default `us-east-1`. */
    @get:JvmName("region") public val region: String = DEFAULT_REGION,
    /** The account of fixtures and of configured clients: twelve digits. Default `123456789012`. */
    @get:JvmName("accountId") public val accountId: String = DEFAULT_ACCOUNT,
    /** What all made-up ids follow from: the same calls with the same seed get the same ids. Default 0. */
    @get:JvmName("seed") public val seed: Long = 0,
    /** What moves the time. Default [MockClock.AUTO]. */
    @get:JvmName("clock") public val clock: MockClock = MockClock.AUTO,
    /** The instant at which the mock's time begins, or null for the system's. Default null. */
    @get:JvmSynthetic public val startAt: Instant? = null,
    /** Whether a request with members that the backend does not honour fails instead of being answered. Default false. */
    @get:JvmName("strict") public val strict: Boolean = false,
    /**
     * Whether operations that nobody has written are answered by rules from AWS's model, with real state; else they
     * answer 501 `NotImplemented`. [strict] refuses them in any case. Default true.
     */
    @get:JvmName("derived") public val derived: Boolean = true,
    /**
     * Whether operations whose result no model determines (an invocation, a query, a detection) answer the emptiest valid
     * output in place of 501 `NotImplemented`. Default false.
     */
    @get:JvmName("lenient") public val lenient: Boolean = false,
    /**
     * Whether policies decide who may do what: a call that AWS's evaluation of identity-based, resource-based and session
     * policies and of permissions boundaries does not allow is refused as AWS refuses it. Who calls with credentials that
     * no user, role or session has is the root user. Default false.
     */
    @get:JvmName("iam") public val iam: Boolean = false,
    /** Whether the mock answers clients that nobody configured for it. Default true. */
    @get:JvmName("intercept") public val intercept: Boolean = true,
    /** The names of the services that answer; the others are as unknown ones. Empty, the default, for all of AWS's. */
    @get:JvmName("services") public val services: Set<String> = emptySet(),
    /**
     * Whether the mock also listens on a port of 127.0.0.1, for clients of other languages and processes. Needs the
     * module `mockaws-ktor`. Default false.
     */
    @get:JvmName("serverMode") public val serverMode: Boolean = false,
    /** The port that it listens on then; 0, the default, takes one that is free. */
    @get:JvmName("port") public val port: Int = 0,
    /**
     * The folder of the registry file, by which other processes find a mock's server. Default: the one that the
     * environment variable `MOCKAWS_SERVER_REGISTRY_DIR` names, else `mockaws` in the user's cache folder.
     */
    @get:JvmName("registryDir") public val registryDir: Path? = null,
    /**
     * The port of a server on this machine that runs already, in this or in another process, and answers in place of
     * memory in this JVM: the mock is attached to it. It is asked at once whether it is there, and goes on when the mock
     * is closed. State, time, ids and journal are the server's, and so are region and account unless others are named.
     * Needs the module `mockaws-ktor`. Default 0: none.
     */
    @get:JvmName("serverPort") public val serverPort: Int = 0,
    /**
     * Which clients are answered, of those that nobody configured for the mock; with [serverMode] or [serverPort].
     * Default [AutoEndpoint.FORCE].
     */
    @get:JvmName("autoEndpoint") public val autoEndpoint: AutoEndpoint = AutoEndpoint.FORCE,
) {
    init {
        checkServer()
        services.forEach {
            require(Services.isName(it)) { "No service ${suggestion(it, Models.index.map { it.name })}" }
        }
        require(region.matches(Regex("[a-z]{2,}(-[a-z0-9]+)+-\\d+"))) { "Not a region: \"$region\"" }
        require(isAccount(accountId)) { "An account id has twelve digits: \"$accountId\"" }
    }

    private fun checkServer() {
        require(port in 0..MAX_PORT) { "A port is between 0 and $MAX_PORT: $port" }
        require(serverPort in 0..MAX_PORT) { "A port is between 0 and $MAX_PORT: serverPort = $serverPort" }
        if (serverPort != 0) return checkAttached()
        require(port == 0 || serverMode) {
            "port = $port is for the mock's own server: add serverMode = true, or leave it out; serverPort = $port " +
                "attaches to a server that runs already"
        }
        require(registryDir == null || serverMode) {
            "registryDir is for a server: add serverMode = true or serverPort, or leave it out"
        }
        require(autoEndpoint == AutoEndpoint.FORCE || serverMode) {
            "autoEndpoint = $autoEndpoint is for a server: add serverMode = true or serverPort, or leave it out"
        }
    }

    private fun checkAttached() {
        require(!serverMode) {
            "serverMode = true starts a server, and serverPort = $serverPort attaches to one that runs already: " +
                "leave out one of them"
        }
        require(port == 0) { "port is for a server that is started; leave it out beside serverPort = $serverPort" }
        val theirs =
            listOfNotNull(
                "seed = $seed".takeIf { seed != 0L },
                "clock = $clock".takeIf { clock != MockClock.AUTO },
                "startAt = $startAt".takeIf { startAt != null },
                "strict = $strict".takeIf { strict },
                "derived = $derived".takeIf { !derived },
                "lenient = $lenient".takeIf { lenient },
                "iam = $iam".takeIf { iam },
                "services = $services".takeIf { services.isNotEmpty() },
            )
        require(theirs.isEmpty()) {
            "${theirs.joinToString()}: that is the server's to say, which runs already at port $serverPort. " +
                "Start it so, or leave that out"
        }
    }

    /** [startAt] for Java. */
    @JvmName("startAt")
    public fun startAtJava(): java.time.Instant? = startAt?.toJavaInstant()

    /** What [wanted] asks for, by a value that is not the default, and these options do not have. */
    internal fun differencesTo(wanted: MockAwsOptions): List<String> {
        val default = MockAwsOptions()

        fun <T> differs(
            name: String,
            of: MockAwsOptions.() -> T,
        ): String? = wanted.of().takeIf { it != default.of() && it != of() }?.let { "$name = $it (not ${of()})" }
        return listOfNotNull(
            differs("region") { region },
            differs("accountId") { accountId },
            differs("seed") { seed },
            differs("clock") { clock },
            differs("startAt") { startAt },
            differs("strict") { strict },
            differs("derived") { derived },
            differs("lenient") { lenient },
            differs("iam") { iam },
            differs("intercept") { intercept },
            differs("services") { services },
            differs("serverMode") { serverMode },
            differs("port") { port },
            differs("registryDir") { registryDir },
            differs("serverPort") { serverPort },
            differs("autoEndpoint") { autoEndpoint },
        )
    }

    /** The same for a mock that shares everything but the port. */
    internal fun forFork(): MockAwsOptions = with(port = 0)

    /** The same for a mock that nobody finds by itself. */
    internal fun forDetachedFork(): MockAwsOptions = with(port = 0, serverMode = false, intercept = false)

    /** The same for a mock that is attached to [server], whose region and account count where no others are named. */
    internal fun attachedTo(
        server: ServerMode.Attached,
        registryDir: Path?,
    ): MockAwsOptions =
        with(
            region = if (region == DEFAULT_REGION) server.region else region,
            accountId = if (accountId == DEFAULT_ACCOUNT) server.accountId else accountId,
            registryDir = registryDir,
            serverPort = server.endpoint.port,
        )

    private fun with(
        region: String = this.region,
        accountId: String = this.accountId,
        intercept: Boolean = this.intercept,
        serverMode: Boolean = this.serverMode,
        port: Int = this.port,
        registryDir: Path? = this.registryDir,
        serverPort: Int = this.serverPort,
    ) = MockAwsOptions(
        region,
        accountId,
        seed,
        clock,
        startAt,
        strict,
        derived,
        lenient,
        iam,
        intercept,
        services,
        serverMode,
        port,
        registryDir,
        serverPort,
        autoEndpoint
    )

    /** Collects the options for Java. */
    public class Builder internal constructor() {
        private var region = DEFAULT_REGION
        private var accountId = DEFAULT_ACCOUNT
        private var seed = 0L
        private var clock = MockClock.AUTO
        private var startAt: Instant? = null
        private var strict = false
        private var derived = true
        private var lenient = false
        private var iam = false
        private var intercept = true
        private var services = emptySet<String>()
        private var serverMode = false
        private var port = 0
        private var registryDir: Path? = null
        private var serverPort = 0
        private var autoEndpoint = AutoEndpoint.FORCE

        /** See [MockAwsOptions.region]. */
        public fun region(region: String): Builder = apply { this.region = region }

        /** See [MockAwsOptions.accountId]. */
        public fun accountId(accountId: String): Builder = apply { this.accountId = accountId }

        /** See [MockAwsOptions.seed]. */
        public fun seed(seed: Long): Builder = apply { this.seed = seed }

        /** See [MockAwsOptions.clock]. */
        public fun clock(clock: MockClock): Builder = apply { this.clock = clock }

        /** See [MockAwsOptions.startAt]. */
        public fun startAt(startAt: java.time.Instant): Builder = apply { this.startAt = startAt.toKotlinInstant() }

        /** See [MockAwsOptions.strict]. */
        public fun strict(strict: Boolean): Builder = apply { this.strict = strict }

        /** See [MockAwsOptions.derived]. */
        public fun derived(derived: Boolean): Builder = apply { this.derived = derived }

        /** See [MockAwsOptions.lenient]. */
        public fun lenient(lenient: Boolean): Builder = apply { this.lenient = lenient }

        /** See [MockAwsOptions.iam]. */
        public fun iam(iam: Boolean): Builder = apply { this.iam = iam }

        /** See [MockAwsOptions.intercept]. */
        public fun intercept(intercept: Boolean): Builder = apply { this.intercept = intercept }

        /** See [MockAwsOptions.services]. */
        public fun services(services: Set<String>): Builder = apply { this.services = services }

        /** See [MockAwsOptions.serverMode]. */
        public fun serverMode(serverMode: Boolean): Builder = apply { this.serverMode = serverMode }

        /** See [MockAwsOptions.port]. */
        public fun port(port: Int): Builder = apply { this.port = port }

        /** See [MockAwsOptions.registryDir]. */
        public fun registryDir(registryDir: Path): Builder = apply { this.registryDir = registryDir }

        /** See [MockAwsOptions.serverPort]. */
        public fun serverPort(serverPort: Int): Builder = apply { this.serverPort = serverPort }

        /** See [MockAwsOptions.autoEndpoint]. */
        public fun autoEndpoint(autoEndpoint: AutoEndpoint): Builder = apply { this.autoEndpoint = autoEndpoint }

        /**
         * The options.
         *
         * @throws IllegalArgumentException for a malformed region or account id, for a service that there is none of, for
         *   a port that is none, and for options that do not go together
         */
        public fun build(): MockAwsOptions =
            MockAwsOptions(
                region,
                accountId,
                seed,
                clock,
                startAt,
                strict,
                derived,
                lenient,
                iam,
                intercept,
                services,
                serverMode,
                port,
                registryDir,
                serverPort,
                autoEndpoint
            )
    }

    public companion object {
        internal const val DEFAULT_REGION = "us-east-1"
        private const val MAX_PORT = 65535
        internal const val DEFAULT_ACCOUNT = "123456789012"

        /** All options at their defaults, to be changed. */
        @JvmStatic
        public fun builder(): Builder {
            ClassPath.check()
            return Builder()
        }
    }
}

/** What moves the time of a mock. */
public enum class MockClock {
    /**
     * The virtual time of the test when a [mockAws] block begins inside `runTest` of kotlinx-coroutines-test; else as
     * [SYSTEM].
     */
    AUTO,

    /** The system's clock; [MockTime] can still advance or freeze it. */
    SYSTEM,

    /** Nothing but [MockTime.advanceBy] and [MockTime.advanceTo]. */
    MANUAL,
}
