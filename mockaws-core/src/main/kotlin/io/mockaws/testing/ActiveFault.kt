package io.mockaws.testing

import io.mockaws.engine.Ids
import java.util.concurrent.atomic.AtomicInteger

/** A rule of [io.mockaws.MockAws.faults] that holds, and what it has done so far. */
public class ActiveFault internal constructor(
    /** The rule that was put up. To change it now has no effect. */
    @get:JvmName("rule")
    public val rule: FaultRule,
    private val dice: Ids,
) {
    internal val kind = rule.kind
    private val service = rule.service
    private val operation = rule.operation
    private val conditions = rule.conditions.toList()
    private val first = rule.first
    private val every = rule.every
    private val probability = rule.probability
    private val name = rule.toString()
    private val askedSoFar = AtomicInteger()
    private val struckSoFar = AtomicInteger()

    /** How many calls it was asked about: those that its `on` and `where` are true of. */
    @get:JvmName("asked")
    public val asked: Int get() = askedSoFar.get()

    /** How many of those it struck. */
    @get:JvmName("struck")
    public val struck: Int get() = struckSoFar.get()

    internal fun strikes(call: IncomingCall): Boolean {
        if (service != null && service != call.service) return false
        if (operation != null && operation != call.operation) return false
        if (!conditions.all { it.test(call) }) return false
        val count = askedSoFar.incrementAndGet()
        val strikes = count <= first && count % every == 0 && isDrawn()
        if (strikes) struckSoFar.incrementAndGet()
        return strikes
    }

    private fun isDrawn(): Boolean {
        if (probability == null) return true
        return (dice.nextLong() ushr UNUSED_BITS).toDouble() / (1L shl (Long.SIZE_BITS - UNUSED_BITS)) < probability
    }

    /** What it does, where and when: `throttle on sqs every 3`. */
    override fun toString(): String = name

    private companion object {
        /** A double has 53 bits of precision. */
        private const val UNUSED_BITS = 11
    }
}
