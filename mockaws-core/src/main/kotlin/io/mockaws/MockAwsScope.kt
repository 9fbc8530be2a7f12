package io.mockaws

import io.mockaws.engine.SystemTime
import io.mockaws.engine.VirtualTime
import io.mockaws.scope.ScopeElement
import io.mockaws.scope.Scopes
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.withContext
import java.nio.file.Path
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.time.Instant

/**
 * The mock of a [mockAws] block, and the block's own coroutine scope: what is launched in the block has the mock in
 * scope, on whichever thread it runs, and the block waits for it before the mock closes.
 */
public class MockAwsScope internal constructor(
    core: MockCore,
    coroutines: CoroutineScope,
) : MockAws(core),
    CoroutineScope by coroutines

/**
 * Runs [block] with a mock of AWS that answers every call of either SDK that is made in it, and closes the mock when
 * the block ends, however it ends.
 *
 * Inside of another block it joins that block's mock, which goes on afterwards; unless it is [isolated]. So it does on
 * the thread of a test that has a mock, as `@MockAwsTest` gives it, or [MockAws.start] in the same class. Inside of
 * `runTest` the mock's time is the test's virtual time, also while it is joined there.
 *
 * @param region see [MockAwsOptions.region]
 * @param accountId see [MockAwsOptions.accountId]
 * @param seed see [MockAwsOptions.seed]
 * @param clock see [MockAwsOptions.clock]
 * @param startAt see [MockAwsOptions.startAt]
 * @param strict see [MockAwsOptions.strict]
 * @param derived see [MockAwsOptions.derived]
 * @param lenient see [MockAwsOptions.lenient]
 * @param iam see [MockAwsOptions.iam]
 * @param intercept see [MockAwsOptions.intercept]
 * @param services see [MockAwsOptions.services]
 * @param serverMode see [MockAwsOptions.serverMode]
 * @param port see [MockAwsOptions.port]
 * @param serverPort see [MockAwsOptions.serverPort]
 * @param autoEndpoint see [MockAwsOptions.autoEndpoint]
 * @param registryDir see [MockAwsOptions.registryDir]
 * @param isolated whether the mock is new even where it could join another
 * @return what [block] returns
 * @throws IllegalArgumentException when it joins a mock that has other options than those asked for, and for options
 *   that do not go together
 * @throws IllegalStateException when it wants a server and there is none on the class path, or none to attach to; and
 *   when some other class has a mock open on this thread, and it cannot be told whether the block belongs to that
 * @throws AssertionError as [MockAws.close] does. Whatever leaves [block] brings the journal with it, as a suppressed exception
 */
public suspend fun <T> mockAws(
    region: String = MockAwsOptions.DEFAULT_REGION,
    accountId: String = MockAwsOptions.DEFAULT_ACCOUNT,
    seed: Long = 0,
    clock: MockClock = MockClock.AUTO,
    startAt: Instant? = null,
    strict: Boolean = false,
    derived: Boolean = true,
    lenient: Boolean = false,
    iam: Boolean = false,
    intercept: Boolean = true,
    services: Set<String> = emptySet(),
    serverMode: Boolean = false,
    port: Int = 0,
    serverPort: Int = 0,
    autoEndpoint: AutoEndpoint = AutoEndpoint.FORCE,
    registryDir: Path? = null,
    isolated: Boolean = false,
    block: suspend MockAwsScope.() -> T,
): T {
    ClassPath.check()
    val options =
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
            serverMode = serverMode,
            port = port,
            registryDir = registryDir,
            serverPort = serverPort,
            autoEndpoint = autoEndpoint
        )
    val context = currentCoroutineContext()
    val outer = if (isolated) null else surrounding(context)
    if (outer != null) {
        outer.checkJoinable(options)
        return outer.inTimeOf(context) { withContext(EmptyCoroutineContext) { MockAwsScope(outer, this).block() } }
    }
    val ticker = (if (clock == MockClock.AUTO) VirtualTime.of(context, startAt) else null) ?: SystemTime()
    val core = MockCore.create(options, ticker, startedAt = null).register()
    return MockAws(core).use { mock ->
        mock.showingCalls {
            withContext(if (intercept) ScopeElement(core.scope) else EmptyCoroutineContext) {
                MockAwsScope(core, this).block()
            }
        }
    }
}

/** The mock that a block in [context] joins, or null where it has one of its own. */
private fun surrounding(context: CoroutineContext): MockCore? {
    val own = context[ScopeElement]?.scope?.takeIf { it.isOpen }
    val scope = own ?: Scopes.around()
    if (scope == null) {
        val unsure = Scopes.top()?.scope
        check(unsure == null) {
            "This mockAws { } runs on the thread of a mock that is open (started at ${unsure?.startedAt}), and it " +
                "cannot be told whether it belongs to that. To join it, run it in aws.runInScope { } or " +
                "withContext(aws.asContextElement()); to have a mock of its own, say mockAws(isolated = true); " +
                "and if nobody needs that mock any more, it was never closed"
        }
    }
    return (scope as MockScope?)?.core
}

/** Runs [block] with the clock at the virtual time of the `runTest` that [context] belongs to, if it is at nobody's yet. */
internal inline fun <T> MockCore.inTimeOf(
    context: CoroutineContext,
    block: () -> T,
): T {
    val back = follow(context)
    try {
        return block()
    } finally {
        back()
    }
}

/** What leaves [block], or what it launched, brings the journal with it. */
private inline fun <T> MockAws.showingCalls(block: () -> T): T =
    try {
        block()
    } catch (cancelled: CancellationException) {
        throw cancelled
    } catch (failure: Throwable) {
        throw withCalls(failure)
    }
