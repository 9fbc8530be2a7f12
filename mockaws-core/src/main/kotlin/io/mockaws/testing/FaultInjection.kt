package io.mockaws.testing

/** The faults of one mock: [io.mockaws.MockAws.faults]. */
public class FaultInjection internal constructor(
    private val rules: TestRules,
) {
    /** The rules that hold, in the order in which they are asked. */
    @get:JvmName("active")
    public val active: List<ActiveFault> get() = rules.faults.all

    /** Takes one rule away. Does nothing where it holds no more. */
    public fun remove(fault: ActiveFault): Unit = rules.removeFault(fault)

    /** Takes every rule away. */
    public fun clear(): Unit = rules.clearFaults()

    /** The rules that hold, a line each. */
    override fun toString(): String = rules.faults.toString()
}
