package io.mockaws.services.lambda.run

import io.mockaws.engine.OwnEnvironment
import io.mockaws.services.lambda.function.FunctionVersion
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.function.LambdaLimits
import io.mockaws.services.lambda.invocation.ExecutionEnvironment
import io.mockaws.services.lambda.invocation.FunctionFailure
import io.mockaws.services.lambda.state.functions
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import kotlin.time.toJavaInstant

/** One instance of a version of a function. */
internal class Instance(
    /** What it was made from. */
    val version: FunctionVersion,
    /** The code that the test has given, if it has. */
    val given: TestHandler?,
    /** Null where it could not be initialised: then [failure] says why. */
    val environment: ExecutionEnvironment?,
    val failure: FunctionFailure?,
    val logStream: String,
) {
    /** Whether it was made for the invocation at hand. */
    var isFirst: Boolean = true

    fun isOf(
        version: FunctionVersion,
        given: TestHandler?,
    ): Boolean = this.version === version && this.given === given && environment?.isStale != true
}

/** The instances of functions, idle ones for who comes next; and how many are in use. */
internal class Instances : AutoCloseable {
    /** By the ARN of the function and the number of the version. */
    private val idle = HashMap<Pair<String, String>, ArrayDeque<Instance>>()
    private val inUse = HashMap<String, Int>()

    /** Runs [action] as one of the invocations that go on, where there may be one more. */
    suspend fun <R> counted(
        order: InvocationOrder,
        action: suspend () -> R,
    ): R {
        begin(order)
        try {
            return action()
        } finally {
            synchronized(this) { inUse.merge(order.function.arn, -1, Int::plus) }
        }
    }

    private fun begin(order: InvocationOrder) =
        synchronized(this) {
            val function = order.function
            val running = inUse[function.arn] ?: 0
            val reserved = function.reservedConcurrency
            if (reserved != null && running >= reserved) {
                throw LambdaFaults.tooMany("ReservedFunctionConcurrentInvocationLimitExceeded")
            }
            if (reserved == null && running > 0 && unreservedInUse(order) >= unreserved(order)) {
                throw LambdaFaults.tooMany("ConcurrentInvocationLimitExceeded")
            }
            inUse[function.arn] = running + 1
        }

    private fun unreserved(order: InvocationOrder): Int =
        LambdaLimits.CONCURRENCY - order.call.state.now.functions.values.sumOf { it.reservedConcurrency ?: 0 }

    private fun unreservedInUse(order: InvocationOrder): Int =
        order.call.state.now.functions.values.filter { it.reservedConcurrency == null }.sumOf { inUse[it.arn] ?: 0 }

    /** An instance for [order], for it alone until [giveBack]. */
    fun take(order: InvocationOrder): Instance {
        val given = order.call.world.functions[functionKey(order.call, order.function.name)] as TestHandler?
        val stale = ArrayList<Instance>()
        val there =
            synchronized(this) {
                val all = idle[keyOf(order)]
                generateSequence { all?.removeLastOrNull() }.firstOrNull { instance ->
                    instance.isOf(order.version, given).also { if (!it) stale += instance }
                }
            }
        stale.forEach { it.environment?.close() }
        return there?.also { it.isFirst = false } ?: made(order, given)
    }

    private fun made(
        order: InvocationOrder,
        given: TestHandler?,
    ): Instance {
        val logStream = logStream(order)
        return try {
            val variables = OwnEnvironment(lazy { environmentVariables(order, logStream) })
            val environment = given ?: variables.within { order.call.environmentOf(order) }
            Instance(order.version, given, environment, null, logStream)
        } catch (failure: FunctionFailure) {
            Instance(order.version, given, null, failure, logStream)
        }
    }

    fun giveBack(
        order: InvocationOrder,
        instance: Instance,
        isBroken: Boolean,
    ) {
        if (isBroken || instance.environment == null) {
            instance.environment?.close()
        } else {
            synchronized(this) { idle.getOrPut(keyOf(order)) { ArrayDeque() }.addLast(instance) }
        }
    }

    /** Closes the idle ones of the function with this ARN. */
    fun close(arn: String) = close { it.first == arn }

    override fun close() = close { true }

    private fun close(isMeant: (Pair<String, String>) -> Boolean) {
        val gone = synchronized(this) { idle.keys.filter(isMeant).flatMap { idle.remove(it).orEmpty() } }
        gone.forEach { it.environment?.close() }
    }

    private fun keyOf(order: InvocationOrder) = order.function.arn to order.version.version

    private fun logStream(order: InvocationOrder): String =
        "${day.format(order.call.now().toJavaInstant())}/[${order.version.version}]${order.call.ids.hex(STREAM_ID)}"

    private companion object {
        const val STREAM_ID = 32
        val day: DateTimeFormatter = DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC)
    }
}
