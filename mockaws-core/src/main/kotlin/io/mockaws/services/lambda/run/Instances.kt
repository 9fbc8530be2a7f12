package io.mockaws.services.lambda.run

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
    /** The version that it was made from; another revision needs another instance. */
    val key: String,
    /** Null where it could not be initialised: then [failure] says why. */
    val environment: ExecutionEnvironment?,
    val failure: FunctionFailure?,
    val logStream: String,
    /** Whether it was made for the invocation at hand. */
    var isFirst: Boolean = true,
)

/** The instances of functions, idle ones for who comes next; and how many are in use. */
internal class Instances : AutoCloseable {
    private val idle = HashMap<String, ArrayDeque<Instance>>()
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
            if (reserved == null && unreservedInUse(order) >= unreserved(order)) {
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
        val key = keyOf(order)
        val there = synchronized(this) { idle[key]?.removeLastOrNull() }
        if (there != null) return there.also { it.isFirst = false }
        closeOthers(order, key)
        val given = order.call.world.functions[functionKey(order.call, order.function.name)] as TestHandler?
        if (given != null) return Instance(key, given, null, logStream(order))
        return try {
            Instance(key, order.call.environmentOf(order.function, order.version), null, logStream(order))
        } catch (failure: FunctionFailure) {
            Instance(key, null, failure, logStream(order))
        }
    }

    fun giveBack(
        instance: Instance,
        isBroken: Boolean,
    ) {
        if (isBroken || instance.environment == null) {
            instance.environment?.close()
        } else {
            synchronized(this) { idle.getOrPut(instance.key) { ArrayDeque() }.addLast(instance) }
        }
    }

    /** Instances of what the version was before are of no use any more. */
    private fun closeOthers(
        order: InvocationOrder,
        key: String,
    ) {
        val version = key.substringBefore(SEPARATOR)
        val gone =
            synchronized(this) {
                val keys = idle.keys.filter { it != key && it.substringBefore(SEPARATOR) == version }
                keys.flatMap { idle.remove(it).orEmpty() }
            }
        gone.forEach { it.environment?.close() }
    }

    /** Closes the idle ones of the function with this ARN. */
    fun close(arn: String) {
        val gone =
            synchronized(this) {
                idle.keys.filter { it.startsWith("$arn ") }.flatMap { idle.remove(it).orEmpty() }
            }
        gone.forEach { it.environment?.close() }
    }

    override fun close() {
        val all = synchronized(this) { idle.values.flatten().also { idle.clear() } }
        all.forEach { it.environment?.close() }
    }

    private fun keyOf(order: InvocationOrder): String {
        val given = order.call.world.functions[functionKey(order.call, order.function.name)]
        return "${order.function.arn} ${order.version.version}$SEPARATOR${revision(order.version)} ${given?.hashCode()}"
    }

    /** What makes an instance another one. */
    private fun revision(version: FunctionVersion) = version.copy(revisionId = "", description = "").hashCode()

    private fun logStream(order: InvocationOrder): String =
        "${day.format(order.call.now().toJavaInstant())}/[${order.version.version}]${order.call.ids.hex(STREAM_ID)}"

    private companion object {
        const val SEPARATOR = '|'
        const val STREAM_ID = 32
        val day: DateTimeFormatter = DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC)
    }
}
