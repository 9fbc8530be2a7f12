package io.mockaws.testing

import io.mockaws.engine.Clock
import io.mockaws.engine.Distortion
import io.mockaws.engine.Ids
import io.mockaws.engine.Ruling
import java.util.concurrent.atomic.AtomicInteger

/** The rules of one mock that hold at this moment, and how often each was asked. */
internal class ActiveFaults(
    private val clock: Clock,
    seed: Long,
) {
    private val dice = Ids(seed)

    private val active = Standing<ActiveFault>()

    val isEmpty: Boolean get() = active.isEmpty

    /** Gives what puts the rules of now back. */
    fun keep(): () -> Unit = active.keep()

    /** Puts the rules up, all at once, and gives what takes them down again. */
    fun add(rules: List<FaultRule>): () -> Unit = active.add(rules.map { ActiveFault(it, Ids(dice.nextLong())) })

    fun clear() = active.clear()

    /** The rules in their order: the first that answers has the last word, and of those for the way back the first too. */
    suspend fun rule(call: IncomingCall): Ruling? {
        var onTheWay: ActiveFault? = null
        for (fault in active.all) {
            if (!fault.strikes(call)) continue
            when (val kind = fault.kind) {
                is Latency -> clock.delay(kind.duration)
                is Failure -> return Ruling(kind.answer(call), fault.toString(), onTheWay?.kind as Distortion?)
                is BadTransport -> if (onTheWay == null) onTheWay = fault
            }
        }
        return onTheWay?.let { Ruling(null, it.toString(), it.kind as Distortion) }
    }

    override fun toString(): String = active.all.joinToString("\n").ifEmpty { "no faults" }
}

/** [rule] as it was when it was put up: its maker may hold it still. */
private class ActiveFault(
    rule: FaultRule,
    private val dice: Ids,
) {
    val kind = rule.kind
    private val service = rule.service
    private val operation = rule.operation
    private val conditions = rule.conditions.toList()
    private val first = rule.first
    private val every = rule.every
    private val probability = rule.probability
    private val name = "fault: $rule"
    private val asked = AtomicInteger()

    fun strikes(call: IncomingCall): Boolean {
        if (service != null && service != call.service) return false
        if (operation != null && operation != call.operation) return false
        if (!conditions.all { it.test(call) }) return false
        val count = asked.incrementAndGet()
        return count <= first && count % every == 0 && isDrawn()
    }

    private fun isDrawn(): Boolean {
        if (probability == null) return true
        return (dice.nextLong() ushr UNUSED_BITS).toDouble() / (1L shl (Long.SIZE_BITS - UNUSED_BITS)) < probability
    }

    override fun toString(): String = name

    private companion object {
        /** A double has 53 bits of precision. */
        const val UNUSED_BITS = 11
    }
}
