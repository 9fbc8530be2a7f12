package io.mockaws.testing

/** The faults of one mock: [io.mockaws.MockAws.faults]. */
public class FaultInjection internal constructor(
    private val source: CallSource,
) {
    /** Takes every rule away. */
    public fun clear(): Unit = source.rules.clearFaults()

    /** The rules that hold, a line each. */
    override fun toString(): String = source.rules.faults.toString()
}
