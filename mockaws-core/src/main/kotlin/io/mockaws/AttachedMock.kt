package io.mockaws

import io.mockaws.engine.EngineClock
import io.mockaws.engine.TestClock
import io.mockaws.iam.Deed
import io.mockaws.scope.Scope
import io.mockaws.server.RemoteControl
import io.mockaws.server.ServerMode
import io.mockaws.testing.Calls
import io.mockaws.testing.Registration
import io.mockaws.testing.TestRules
import io.mockaws.wire.http.HttpHandler
import java.nio.file.Path
import java.time.Instant
import java.util.concurrent.atomic.AtomicInteger
import kotlin.coroutines.CoroutineContext

/** A mock that forwards every call to a server which runs without it, and does by HTTP what can be done so. */
internal class AttachedMock private constructor(
    override val options: MockAwsOptions,
    override val server: ServerMode.Attached,
    startedAt: StackTraceElement?,
) : MockCore() {
    private val remote = RemoteControl(server)
    override val handler: HttpHandler get() = server.handler
    override val clock: TestClock get() = remote

    /** Its clock is for what waits in this JVM, an SDK before it tries again. */
    override val scope: Scope = MockScope(this, handler, EngineClock(), startedAt)
    override val services: Set<String> get() = remote.services()
    override val rules: TestRules get() = throw needs(Need.RULES)

    override fun calls(
        service: String?,
        operation: String?,
    ): Calls = remote.calls(service, operation)

    override fun deeds(): List<Deed> = throw needs(Need.DEEDS)

    override fun watchCalls(listener: Runnable): Registration = throw needs(Need.CALLS)

    override fun complaint(): AssertionError? = null

    override fun memory(need: Need): LocalMock = throw needs(need)

    private fun needs(need: Need) =
        UnsupportedOperationException(
            "This mock is attached to the server at ${server.endpoint}, and its memory is there. ${need.words}"
        )

    override fun reset() = remote.reset(service = null)

    override fun reset(service: String) = remote.reset(service)

    override fun reseed(seed: Long) = remote.reseed(seed)

    override fun snapshot(): Snapshot {
        val name = "attached-$process-${taken.incrementAndGet()}"
        remote.snapshot(name)
        return RemoteSnapshot(server.endpoint, name)
    }

    override fun restore(snapshot: Snapshot) {
        require(snapshot is RemoteSnapshot && snapshot.server == server.endpoint) {
            "This snapshot was not taken of a mock that is attached to ${server.endpoint}"
        }
        remote.restore(snapshot.name)
    }

    /** The state is the server's, and the same for all. */
    override fun forTest(): MockCore = create(options, server.endpoint.port, options.registryDir, startedAt = null)

    override fun seeded() = Unit

    /** The server's time is its own. */
    override fun follow(context: CoroutineContext): () -> Unit = {}

    override fun listen() = Unit

    override fun end() = server.close()

    override fun checkJoinable(wanted: MockAwsOptions) {
        require(wanted.serverPort != 0) {
            "This mockAws { } is inside of one that is attached to the server at ${server.endpoint}, and would have " +
                "its state in this JVM. Attach it, too (serverPort = ${options.serverPort}), or make it a mock of " +
                "its own: mockAws(isolated = true)"
        }
        super.checkJoinable(wanted)
    }

    override fun toString(): String = "attached to ${server.endpoint}"

    companion object {
        private val taken = AtomicInteger()

        /** This process among all that ever attach: containers may have the same ids. */
        private val process =
            ProcessHandle.current().let { "${it.pid()}-${it.info().startInstant().orElse(Instant.EPOCH).epochSecond}" }

        /**
         * A mock that is attached to the server at [port]; null means the one that was started last.
         *
         * @throws IllegalStateException when there is none
         */
        fun create(
            options: MockAwsOptions,
            port: Int?,
            registryDir: Path?,
            startedAt: StackTraceElement?,
        ): AttachedMock {
            val server = ServerMode.installed().attach(port, registryDir)
            return AttachedMock(options.attachedTo(server, registryDir), server, startedAt)
        }
    }
}
