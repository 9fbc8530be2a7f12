package io.mockaws.testing

import io.mockaws.engine.Clock
import io.mockaws.engine.Distortion
import io.mockaws.engine.Ids
import io.mockaws.engine.Ruling

/** The rules of one mock that hold at this moment, and how often each was asked. */
internal class ActiveFaults(
    private val clock: Clock,
    seed: Long,
) {
    private val dice = Ids(seed)

    private val active = Standing<ActiveFault>()

    val isEmpty: Boolean get() = active.isEmpty

    /** Those that hold, in the order in which they are asked. */
    val all: List<ActiveFault> get() = active.all

    /** Gives what puts the rules of now back. */
    fun keep(): () -> Unit = active.keep()

    /** Puts the rules up, all at once, and gives what takes them down again. */
    fun add(rules: List<FaultRule>): () -> Unit = active.add(rules.map { ActiveFault(it, Ids(dice.nextLong())) })

    fun remove(fault: ActiveFault) = active.remove(listOf(fault))

    fun clear() = active.clear()

    /** The rules in their order: the first that answers has the last word, and of those for the way back the first too. */
    suspend fun rule(call: IncomingCall): Ruling? {
        var onTheWay: ActiveFault? = null
        for (fault in active.all) {
            if (!fault.strikes(call)) continue
            when (val kind = fault.kind) {
                is Latency -> clock.delay(kind.duration)
                is Failure -> return Ruling(kind.answer(call), by(fault), onTheWay?.kind as Distortion?)
                is BadTransport -> if (onTheWay == null) onTheWay = fault
            }
        }
        return onTheWay?.let { Ruling(null, by(it), it.kind as Distortion) }
    }

    private fun by(fault: ActiveFault) = "fault: $fault"

    override fun toString(): String = active.all.joinToString("\n") { by(it) }.ifEmpty { "no faults" }
}
