package io.mockaws.testing

/**
 * How far the script of one mock was kept to: [io.mockaws.MockAws.stubs]. To look at it changes nothing;
 * [io.mockaws.MockAws.verifyStubs] is what fails.
 */
public class StubsInForce internal constructor(
    private val source: CallSource,
) {
    /** The stubbed calls that were not made yet, in their order: `stub 2 of 3: sqs:SendMessage`. */
    @get:JvmName("leftOver")
    public val leftOver: List<String> get() = source.rules.leftovers()

    /** What went against the stubs, or wrong in a handler, since that was last told. */
    @get:JvmName("violations")
    public val violations: List<String> get() = source.rules.violations()

    /** Takes the script away and forgets what went against it. Handlers stay. */
    public fun clear(): Unit = source.rules.clearStubs()

    override fun toString(): String =
        (leftOver + violations).joinToString("\n").ifEmpty { "no stubs are left, and none was violated" }
}
