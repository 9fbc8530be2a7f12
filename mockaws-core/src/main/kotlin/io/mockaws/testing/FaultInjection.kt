package io.mockaws.testing

/** The faults of one mock: [io.mockaws.MockAws.faults]. */
public class FaultInjection internal constructor(
    private val rules: TestRules,
) {
    /** Takes every rule away. */
    public fun clear(): Unit = rules.clearFaults()

    /** The rules that hold, a line each. */
    override fun toString(): String = rules.faults.toString()
}
