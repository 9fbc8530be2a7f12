@file:OptIn(TestFrameworkApi::class)

package io.mockaws.kotest

import io.kotest.core.extensions.ProjectExtension
import io.kotest.core.extensions.SpecExtension
import io.kotest.core.extensions.TestCaseExtension
import io.kotest.core.project.ProjectContext
import io.kotest.core.spec.Spec
import io.kotest.core.test.TestCase
import io.kotest.engine.test.TestResult
import io.mockaws.AutoEndpoint
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.MockClock
import io.mockaws.TestFrameworkApi
import kotlinx.coroutines.CancellationException
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/**
 * Gives Kotest's tests an AWS of their own: every call that either SDK makes in a test is answered by the test's mock,
 * with nothing injected. [mockAws] is that mock.
 *
 * For the whole project it is one line in the project's configuration, `override val extensions =
 * listOf(MockAwsExtension())`; for one spec `extension(MockAwsExtension())` in it, which goes before the project's.
 * Kotest's `@ApplyExtension` is for specs that run one after the other: while an annotated spec runs, Kotest applies
 * its extensions to the tests of all others too.
 *
 * In a test with `coroutineTestScope = true` the mock's time is the test's virtual time, where it is the test's own
 * mock. A test that fails has the journal in its stack trace, as a suppressed exception.
 *
 * @param isolation which tests share a mock
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
 * @param serverMode see [MockAwsOptions.serverMode]: every mock has a server of its own on a free port, and so with
 *   [Isolation.PerTest] every test has
 * @param serverPort see [MockAwsOptions.serverPort]. Its state is one for all tests, so it needs another isolation than
 *   [Isolation.PerTest]
 * @param autoEndpoint see [MockAwsOptions.autoEndpoint]
 * @param forbidRealCalls whether calls outside of a mock fail from the first spec on, see [MockAws.forbidRealCalls]
 * @param fixture makes what every mock begins with. It runs once, and its world is forked for each mock
 * @throws IllegalArgumentException for a malformed region or account id, and for options that do not go together
 */
public class MockAwsExtension(
    private val isolation: Isolation = Isolation.PerTest,
    region: String = "us-east-1",
    accountId: String = "123456789012",
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
    serverPort: Int = 0,
    autoEndpoint: AutoEndpoint = AutoEndpoint.FORCE,
    private val forbidRealCalls: Boolean = true,
    fixture: suspend MockAws.() -> Unit = {},
) : TestCaseExtension,
    SpecExtension,
    ProjectExtension {
    private val options =
        MockAwsOptions.builder()
            .region(region).accountId(accountId).seed(seed).clock(clock).strict(strict)
            .derived(derived).lenient(lenient).iam(iam).intercept(intercept).services(services)
            .serverMode(serverMode).serverPort(serverPort).autoEndpoint(autoEndpoint)
            .apply { startAt?.let { startAt(it.toJavaInstant()) } }
            .build()

    init {
        require(serverPort == 0 || isolation != Isolation.PerTest) {
            "The server at serverPort = $serverPort has one state for all tests: " +
                "add isolation = Isolation.PerProject, and have tests reset() it; or give each test a server of its own by serverMode = true"
        }
    }

    private val worlds = Worlds(options, fixture)

    /** Whether it is the project's; a spec's own goes before it. */
    @Volatile
    private var isProjectWide = false

    override suspend fun interceptProject(
        context: ProjectContext,
        callback: suspend (ProjectContext) -> Unit,
    ) {
        isProjectWide = true
        if (forbidRealCalls) MockAws.forbidRealCalls()
        try {
            callback(context)
        } finally {
            worlds.close()
        }
    }

    override suspend fun intercept(
        spec: Spec,
        execute: suspend (Spec) -> Unit,
    ) {
        if (forbidRealCalls) MockAws.forbidRealCalls()
        when {
            isolation == Isolation.PerTest || isOverruled(CurrentMock.here()) -> execute(spec)
            isolation == Isolation.PerSpec -> worlds.next().use { CurrentMock(it, this).inScope { execute(spec) } }
            else -> CurrentMock(worlds.shared(), this).inScope { execute(spec) }
        }
    }

    override suspend fun intercept(
        testCase: TestCase,
        execute: suspend (TestCase) -> TestResult,
    ): TestResult {
        val current = CurrentMock.here()
        return when {
            isOverruled(current) -> execute(testCase)

            isolation != Isolation.PerTest -> checkNotNull(current) {
                "$isolation is for specs and projects"
            }.run(testCase, execute)

            current?.owner === this -> current.runNested(testCase, execute)

            else -> runAlone(testCase, current, execute)
        }
    }

    private suspend fun runAlone(
        testCase: TestCase,
        replaced: CurrentMock?,
        execute: suspend (TestCase) -> TestResult,
    ): TestResult {
        // The project's extension comes first and has made a mock already, which nobody has seen yet.
        if (testCase.parent == null) replaced?.giveWay()
        val next =
            try {
                worlds.next()
            } catch (cancelled: CancellationException) {
                throw cancelled
            } catch (failure: Throwable) {
                return testCase.failWith(failure, execute)
            }
        return next.use { mock ->
            CurrentMock(mock, this, isOneTests = true).run(testCase, execute).unlessItThrows { mock.verifyStubs() }
        }
    }

    private fun isOverruled(current: CurrentMock?) =
        current != null && current.owner !== this && isProjectWide && !current.owner.isProjectWide
}
