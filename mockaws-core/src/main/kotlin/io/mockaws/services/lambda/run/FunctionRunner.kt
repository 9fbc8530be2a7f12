package io.mockaws.services.lambda.run

import io.mockaws.engine.ClockDispatcher
import io.mockaws.engine.EngineClock
import io.mockaws.engine.Interruption
import io.mockaws.engine.OwnEnvironment
import io.mockaws.engine.RealWork
import io.mockaws.engine.SystemTime
import io.mockaws.engine.World
import io.mockaws.services.lambda.function.LambdaLimits
import io.mockaws.services.lambda.invocation.FunctionCall
import io.mockaws.services.lambda.invocation.FunctionFailure
import io.mockaws.services.lambda.invocation.LambdaContext
import io.mockaws.services.lambda.invocation.LambdaInvocation
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import java.util.Locale
import java.util.concurrent.ConcurrentHashMap
import kotlin.coroutines.ContinuationInterceptor
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** Runs functions of one world, on the thread or coroutine of who invokes them. */
internal class FunctionRunner private constructor(
    private val world: World,
) : AutoCloseable {
    private val instances = Instances()

    private val readers: MutableSet<String> = ConcurrentHashMap.newKeySet()

    /** When mappings came upon records of topics that they have not read yet, by their ids. */
    val seen: ConcurrentHashMap<String, Instant> = ConcurrentHashMap()

    /** Whether a batch of [key], a mapping and a shard, is being handled. */
    fun isReading(key: String): Boolean = key in readers

    /** Runs [action] as the one that handles a batch of [key]. */
    suspend fun reading(
        key: String,
        action: suspend () -> Unit,
    ) {
        if (!readers.add(key)) return
        try {
            action()
        } finally {
            readers.remove(key)
        }
    }

    /** What has run, the oldest first. */
    val invocations: Invocations = Invocations()

    /**
     * Runs what [order] asks for, and waits for it.
     *
     * @throws io.mockaws.engine.AwsFault when too many run already, or there is no code that can run here
     */
    suspend fun run(order: InvocationOrder): InvocationOutcome =
        instances.counted(order) {
            val use = instances.take(order)
            val started = world.clock.now()
            val deadline = started + order.version.timeout.seconds
            val context = contextOf(order, use.logStream) { deadline - world.clock.now() }
            val outcome = runIn(use, order, context, deadline)
            instances.giveBack(order, use, isBroken = outcome.failure?.isFatal == true)
            finished(order, started, context, outcome, use)
        }

    private class Outcome(
        val result: String?,
        val failure: FunctionFailure?,
    )

    private suspend fun runIn(
        use: Instance,
        order: InvocationOrder,
        context: LambdaContext,
        deadline: Instant,
    ): Outcome {
        use.failure?.let { return Outcome(null, it) }
        val call = FunctionCall(order.event, context, order.onFlush)
        val environment = use.environment!!
        val timeout = order.version.timeout.seconds
        val patience = patience(use, timeout)
        val end = if (isByTest) deadline else deadline + (patience - timeout)
        val surroundings = world.surroundings.context + OwnEnvironment(lazy { context.environment })
        return try {
            val result =
                if (environment is TestHandler && environment.isSuspending) {
                    withContext(surroundings) {
                        clocked(patience, deadline) { environment.invoke(call) }
                    }
                } else {
                    interrupted(patience) { withContext(surroundings) { environment.invoke(call) } }
                }
            if (result == null || world.clock.now() >= end) return Outcome(null, timedOut(order, world.clock.now()))
            val isTooLarge = result.length > LambdaLimits.RESPONSE && order.onFlush == null
            if (isTooLarge) Outcome(null, tooLarge()) else Outcome(result, null)
        } catch (failure: FunctionFailure) {
            Outcome(null, if (world.clock.now() >= end) timedOut(order, world.clock.now()) else failure)
        }
    }

    /** Whether time passes when the test says so, and not by itself. */
    private val isByTest: Boolean get() = (world.clock as? EngineClock)?.let { it.isVirtual || it.isFrozen } ?: true

    /**
     * How long code may run by real time: its timeout, and more where that would count what AWS does not. The first
     * invocation of an instance loads classes in this JVM, for which AWS allows ten seconds; and what a test moves takes no
     * time.
     */
    private fun patience(
        use: Instance,
        timeout: Duration,
    ): Duration =
        when {
            isByTest || (use.isFirst && use.environment?.isOfThisJvm == true) -> maxOf(timeout, LEAST_PATIENCE)
            else -> timeout
        }

    /** Runs what suspends, which waits by the mock's clock; null where it has waited too long. */
    private suspend fun clocked(
        patience: Duration,
        deadline: Instant,
        action: suspend () -> String,
    ): String? {
        val clock = world.clock
        val own = currentCoroutineContext()[ContinuationInterceptor] as? CoroutineDispatcher
        val dispatcher = own ?: Dispatchers.Unconfined
        if ((clock as? EngineClock)?.isVirtual == true) return untilDeadline(patience, deadline, dispatcher, action)
        return withContext(ClockDispatcher(dispatcher, clock)) { withTimeoutOrNull(patience) { action() } }
    }

    /**
     * The function times out by what it waits for by the clock, and by real time where it waits for something else:
     * virtual time stands still while it works on other threads.
     */
    private suspend fun untilDeadline(
        patience: Duration,
        deadline: Instant,
        dispatcher: CoroutineDispatcher,
        action: suspend () -> String,
    ): String? =
        coroutineScope {
            lateinit var running: Deferred<Result<String>>
            val work = RealWork()
            val limited = ClockDispatcher(dispatcher, world.clock, deadline, work) { running.cancel() }
            running = async(limited + work, CoroutineStart.LAZY) { runCatching { action() } }
            running.invokeOnCompletion { work.over() }
            val end = SystemTime().schedule(patience) { running.cancel() }
            try {
                running.await().getOrThrow()
            } catch (_: CancellationException) {
                ensureActive()
                null
            } finally {
                end.close()
            }
        }

    /** Null where it had to be interrupted. */
    private suspend fun interrupted(
        patience: Duration,
        action: suspend () -> String,
    ): String? {
        val interruption = Interruption.begin(patience)
        return try {
            val result = action()
            if (interruption.hasFired) null else result
        } catch (failure: FunctionFailure) {
            if (interruption.hasFired) null else throw failure
        } finally {
            interruption.end()
        }
    }

    private fun finished(
        order: InvocationOrder,
        started: Instant,
        context: LambdaContext,
        outcome: Outcome,
        use: Instance,
    ): InvocationOutcome {
        val failure = outcome.failure
        val duration = minOf(world.clock.now() - started, order.version.timeout.seconds)
        val log = InvocationLog(order, use, started, world.clock.now(), duration, context.written(), failure)
        log.keep()
        invocations.add(
            order,
            LambdaInvocation(
                order.requestId,
                order.function.name,
                order.version.version,
                order.event,
                outcome.result,
                failure?.document,
                order.attempt,
                started,
                duration,
                log.lines,
            ),
        )
        return InvocationOutcome(failure?.document ?: outcome.result!!, failure != null, log)
    }

    private fun contextOf(
        order: InvocationOrder,
        logStream: String,
        remaining: () -> Duration,
    ): LambdaContext {
        val version = order.version
        return LambdaContext(
            order.requestId,
            order.function.name,
            version.version,
            order.function.arnOf(order.qualifier),
            version.memorySize,
            order.logGroup,
            logStream,
            order.clientContext,
            lazy { environmentVariables(order, logStream) },
            remaining,
        )
    }

    /** Ends what runs idly of the function with this ARN. */
    fun forget(arn: String) = instances.close(arn)

    override fun close() {
        instances.close()
        invocations.clear()
    }

    companion object {
        private val LEAST_PATIENCE = 10.seconds

        fun of(world: World): FunctionRunner = world.running.part("lambda") { FunctionRunner(world) }

        private fun timedOut(
            order: InvocationOrder,
            at: Instant,
        ): FunctionFailure {
            val text = "Task timed out after ${"%.2f".format(Locale.ROOT, order.version.timeout.toDouble())} seconds"
            val document =
                buildJsonObject {
                    put("errorType", "Sandbox.Timedout")
                    put("errorMessage", "RequestId: ${order.requestId} Error: $text")
                }
            val line = "${at.toJavaInstant()} ${order.requestId} $text"
            return FunctionFailure(document.toString(), isFatal = true, logLine = line)
        }

        private fun tooLarge(): FunctionFailure {
            val document =
                buildJsonObject {
                    put(
                        "errorMessage",
                        "Response payload size exceeded maximum allowed payload size (${LambdaLimits.RESPONSE} bytes).",
                    )
                    put("errorType", "Function.ResponseSizeTooLarge")
                }
            return FunctionFailure(document.toString())
        }
    }
}
