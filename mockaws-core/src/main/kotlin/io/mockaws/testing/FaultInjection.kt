package io.mockaws.testing

/** The faults of one mock: [io.mockaws.MockAws.faults]. */
public class FaultInjection internal constructor(
    private val source: CallSource,
) {
    /** The rules that hold, in the order in which they are asked. */
    @get:JvmName("active")
    public val active: List<ActiveFault> get() = source.rules.faults.all

    /** Takes one rule away. Does nothing where it holds no more. */
    public fun remove(fault: ActiveFault): Unit = source.rules.removeFault(fault)

    /** Takes every rule away. */
    public fun clear(): Unit = source.rules.clearFaults()

    /** The rules that hold, a line each. */
    override fun toString(): String = source.rules.faults.toString()
}
