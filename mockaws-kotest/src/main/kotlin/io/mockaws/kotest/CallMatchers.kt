package io.mockaws.kotest

import io.kotest.matchers.Matcher
import io.kotest.matchers.MatcherResult
import io.kotest.matchers.should
import io.kotest.matchers.shouldNot
import io.mockaws.MockAws
import io.mockaws.testing.Call
import io.mockaws.testing.Calls

/**
 * A call to look for in the journal. Made by [call].
 */
public class ExpectedCall internal constructor(
    internal val service: String,
    internal val operation: String,
    private val assertions: (Call.() -> Unit)?,
) {
    /** Null when it is [call], else why not. */
    internal fun mismatch(call: Call): String? {
        if (call.service != service || call.operation != operation) return "is another operation"
        if (assertions == null) return null
        return HardAssertions.failureOf { call.assertions() }?.let { it.message ?: it.toString() }
    }

    /** As a message names it. */
    override fun toString(): String =
        if (assertions == null) "$service:$operation" else "$service:$operation that meets the assertions"
}

/**
 * A call to [operation] of [service], for which all of [assertions] hold:
 * `call("sqs", "SendMessage") { input["MessageBody"] shouldBe "42" }`.
 *
 * @param service its name: `sqs`
 * @param operation as AWS names it: `SendMessage`
 */
public fun call(
    service: String,
    operation: String,
    assertions: (Call.() -> Unit)? = null,
): ExpectedCall = ExpectedCall(service, operation, assertions)

/** The mock has received such a call, once or more often: `aws shouldHaveReceived call("sqs", "SendMessage")`. */
public infix fun MockAws.shouldHaveReceived(call: ExpectedCall): MockAws = apply { this should haveReceived(call) }

/** The mock has received such a call exactly so many [times]. Retries of an SDK are calls of their own. */
public fun MockAws.shouldHaveReceived(
    call: ExpectedCall,
    times: Int,
): MockAws = apply { this should haveReceived(call, times) }

/** The mock has received no such call. */
public infix fun MockAws.shouldNotHaveReceived(
    call: ExpectedCall
): MockAws = apply { this shouldNot haveReceived(call) }

/** The mock has received these calls in this order, with or without others between them. */
public fun MockAws.shouldHaveReceivedInOrder(vararg calls: ExpectedCall): MockAws =
    apply { this should haveReceivedInOrder(*calls) }

/** Whether a mock has received such a call. */
public fun haveReceived(call: ExpectedCall): Matcher<MockAws> =
    Matcher { mock ->
        val calls = mock.callsFor(call)
        val found = calls.where { call.mismatch(it) == null }
        resultOf(
            found.isNotEmpty(),
            "The mock should have received $call",
            "The mock should not have received $call",
            { if (found.isEmpty()) nearMisses(call, calls) else "it did ${found.size.of("time")}" },
            { calls },
        )
    }

/** Whether a mock has received such a call exactly so many [times]. */
public fun haveReceived(
    call: ExpectedCall,
    times: Int,
): Matcher<MockAws> =
    Matcher { mock ->
        val calls = mock.callsFor(call)
        val found = calls.where { call.mismatch(it) == null }.size
        resultOf(
            found == times,
            "The mock should have received $call ${times.of("time")}",
            "The mock should not have received $call ${times.of("time")}",
            { if (found == 0) nearMisses(call, calls) else "it did ${found.of("time")}" },
            { calls },
        )
    }

/** Whether a mock has received these calls in this order, with or without others between them. */
public fun haveReceivedInOrder(
    vararg calls: ExpectedCall
): Matcher<MockAws> = Matcher { inOrder(it.callsFor(*calls), calls) }

/** All calls of the mock, where each of [expected] is one that AWS has. */
private fun MockAws.callsFor(vararg expected: ExpectedCall): Calls {
    expected.forEach { calls(it.service, it.operation) }
    return calls()
}

private fun inOrder(
    received: Calls,
    expected: Array<out ExpectedCall>,
): MatcherResult {
    var at = 0
    val found = ArrayList<Call>()
    for (call in expected) {
        while (at < received.size && call.mismatch(received[at]) != null) at++
        if (at == received.size) break
        found += received[at++]
    }
    val lines = expected.mapIndexed { i, call ->
        found.getOrNull(i)?.let { "$call: #${it.number}" }
            ?: "$call: not received"
    }
    val missing = expected.getOrNull(found.size)
    val place = if (found.isEmpty()) "" else " after #${found.last().number}"
    return resultOf(
        missing == null,
        "The mock should have received ${expected.size.of("call")} in order",
        "The mock should not have received ${expected.size.of("call")} in order",
        { listing(if (missing == null) "it did:" else "there is no $missing$place:", lines) },
        { received },
    )
}

private fun nearMisses(
    expected: ExpectedCall,
    calls: Calls,
): String {
    val near = calls.service(expected.service).operation(expected.operation)
    if (near.isEmpty()) return "there was no call of ${expected.service}:${expected.operation}"
    val lines = near.map { "#${it.number}: ${expected.mismatch(it)}".replace("\n", "\n    ") }
    return listing("they hold for none:", lines)
}
