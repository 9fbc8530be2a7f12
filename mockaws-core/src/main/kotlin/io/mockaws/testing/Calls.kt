package io.mockaws.testing

import java.util.function.Predicate
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Instant

/**
 * Calls of a mock, oldest first: what [io.mockaws.MockAws.calls] gives. A plain list, which does not change, with
 * filters that can be chained: `aws.calls("sqs").failed().attempt(1)`. Its [toString] is the journal, a line a call.
 */
public class Calls private constructor(
    private val calls: List<Call>,
    private val began: Instant?,
    private val names: Names,
    /** The service that all of them are to, where only such are wanted. */
    private val service: String? = null,
) : List<Call> by calls {
    /**
     * Those to the service with this name: `sqs`.
     *
     * @throws IllegalArgumentException when there is no such service
     */
    public fun service(name: String): Calls {
        names.check(name, operation = null)
        return Calls(calls.filter { it.service == name }, began, names, name)
    }

    /**
     * Those of this operation, as AWS names it: `SendMessage`.
     *
     * @throws IllegalArgumentException when no service has it, or not the one whose calls these are
     */
    public fun operation(name: String): Calls {
        names.check(service, name)
        return where { it.operation == name }
    }

    /** Those that were signed for this region: `eu-central-1`. */
    public fun region(name: String): Calls = where { it.region == name }

    /** Those of this account: twelve digits. */
    public fun account(id: String): Calls = where { it.account == id }

    /** Those that were answered without an error. */
    public fun succeeded(): Calls = where { it.errorCode == null }

    /** Those that ended in an error, be it AWS's or a fault that the test asked for. */
    public fun failed(): Calls = where { it.errorCode != null }

    /** Those that ended in this error: `ThrottlingException`. */
    public fun failedWith(errorCode: String): Calls = where { it.errorCode == errorCode }

    /** Those that were this attempt of an SDK's: 1 for first attempts, without retries. */
    public fun attempt(number: Int): Calls = where { it.attempt == number }

    /** Those that [predicate] is true of. */
    public fun where(predicate: Predicate<Call>): Calls = Calls(calls.filter(predicate::test), began, names, service)

    /** Whether [other] is a list of the same calls. */
    override fun equals(other: Any?): Boolean = calls == other

    override fun hashCode(): Int = calls.hashCode()

    /** One line a call: its number, the time since the first call, the call, and the thread and coroutine. */
    override fun toString(): String = if (isEmpty()) "no calls" else joinToString("\n") { line(it) }

    private fun line(call: Call): String {
        val where = listOfNotNull(call.thread, call.coroutine).joinToString(", ")
        return "#${call.number} +${sinceBeginning(call)} $call [$where]"
    }

    private fun sinceBeginning(call: Call): Duration = (call.at - began!!).inWholeMilliseconds.milliseconds

    /** Knows what AWS calls things: what is misspelt would be found nowhere, and a test for none of it would pass. */
    internal fun interface Names {
        /**
         * @param service null for any
         * @param operation null for any
         * @throws IllegalArgumentException when there is no such thing
         */
        fun check(
            service: String?,
            operation: String?,
        )
    }

    internal companion object {
        /** None at all. */
        val NONE: Calls = Calls(emptyList(), null, { _, _ -> })

        fun of(
            calls: List<Call>,
            names: Names,
        ): Calls = Calls(calls, calls.firstOrNull()?.at, names)
    }
}
