package io.mockaws

import io.mockaws.engine.EngineClock
import io.mockaws.engine.TestClock
import io.mockaws.engine.Ticker
import io.mockaws.scope.Scope
import io.mockaws.scope.Scopes
import io.mockaws.scope.Way
import io.mockaws.sdk.intercept.Interception
import io.mockaws.server.ServerMode
import io.mockaws.testing.CallSource
import io.mockaws.wire.http.HttpHandler
import kotlin.coroutines.CoroutineContext

/**
 * One mock as [MockAws] needs it, wherever its AWS is: in this JVM ([LocalMock]), or in a server that was there before
 * ([AttachedMock]).
 */
internal abstract class MockCore : CallSource {
    abstract val options: MockAwsOptions

    /** AWS as a function. */
    abstract val handler: HttpHandler
    abstract val clock: TestClock
    abstract val scope: Scope

    /** Where others reach it, or null. */
    abstract val server: ServerMode.Server?

    /** The names of those that answer. */
    abstract val services: Set<String>

    abstract fun reset()

    abstract fun reset(service: String)

    abstract fun reseed(seed: Long)

    abstract fun snapshot(): Snapshot

    abstract fun restore(snapshot: Snapshot)

    /**
     * The mock itself, for what needs its memory.
     *
     * @throws UnsupportedOperationException when that is in another process
     */
    abstract fun memory(need: Need): LocalMock

    /** A mock for one test, where this one is what many tests begin with. */
    abstract fun forTest(): MockCore

    /** All is made that tests begin with. */
    abstract fun seeded()

    /** Goes by the virtual time of the `runTest` that [context] belongs to, where it can; gives what ends that. */
    abstract fun follow(context: CoroutineContext): () -> Unit

    /** Begins to listen, where that was asked for. */
    protected abstract fun listen()

    /** Gives everything up that it holds; it is closed already. */
    protected abstract fun end()

    /** Lets clients find this mock, where its options want that. */
    fun register(): MockCore =
        apply {
            try {
                listen()
            } catch (failure: Throwable) {
                close()
                throw failure
            }
            if (options.intercept) {
                Interception.install()
                Scopes.add(scope)
            }
        }

    /** The same, and puts it in scope on this thread. */
    fun open(): MockCore = register().apply { if (options.intercept) Scopes.push(scope) }

    /** Whether it was open until now. */
    fun close(): Boolean {
        if (!scope.close()) return false
        end()
        return true
    }

    /** Fails when a block that wants [wanted] cannot share this mock. */
    open fun checkJoinable(wanted: MockAwsOptions) {
        val differing = options.differencesTo(wanted)
        require(differing.isEmpty()) {
            "This mockAws { } is inside of another and joins it, but asks for ${differing.joinToString()}. " +
                "Leave that out, ask for it where the outer one begins, or make it a mock of its own: " +
                "mockAws(isolated = true)"
        }
    }

    /** What needs the memory that the state is in, and what serves instead. */
    enum class Need(
        val words: String,
    ) {
        FIXTURES("Fixtures look into memory: make and look at things with a client"),
        FORK(
            "fork() copies memory: go back by snapshot() and restore(), or have mocks with servers of their own by " +
                "serverMode = true"
        ),
        STATE("state looks into memory: the server tells its own at /_mockaws/state"),
        CALLS("watchCalls() hears of calls in memory: the server tells its own at /_mockaws/calls/live"),
        DEEDS("leastPrivilegePolicy() reads the journal with the state in memory: ask where the calls are answered"),
        FILES("save() and load() write and read memory: start the server with --data-dir"),
        RULES(
            "Stubs, handlers and faults stand before memory: put them up in the process that has started the server, " +
                "or by its POST /_mockaws/faults and POST /_mockaws/stubs"
        ),
        SIGNATURES("Signatures are verified where the calls are answered: start the server with --verify-signatures"),
        CHECKPOINT("A checkpoint is a copy of memory: go back by snapshot() and restore()"),
    }

    companion object {
        /** A mock that [options] describe; where it is in this JVM, its clock runs as [ticker] does. */
        fun create(
            options: MockAwsOptions,
            ticker: Ticker,
            startedAt: StackTraceElement?,
        ): MockCore =
            if (options.serverPort == 0) {
                LocalMock.create(options, ticker, startedAt)
            } else {
                AttachedMock.create(options, options.serverPort, options.registryDir, startedAt)
            }
    }
}

/** The scope of a mock, which knows it. */
internal class MockScope(
    val core: MockCore,
    handler: HttpHandler,
    clock: EngineClock,
    startedAt: StackTraceElement?,
) : Scope(handler, core.options.region, clock, startedAt) {
    override fun way(host: String): Way = core.options.autoEndpoint.way(host)
}
