package io.mockaws.services.ec2.state

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.text
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource

/** RunInstances knows its instances by their token, and answers what has become of them. */
private val KEEPS_ITS_OWN = setOf("RunInstances")

/**
 * Does [action], once for each token of a client: who asks the same again gets the same answer.
 * https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html
 */
internal suspend fun Ec2Call.once(
    operation: String,
    input: Members,
    action: suspend () -> Members,
): Members {
    val token = input.text("ClientToken")
    if (token == null || operation in KEEPS_ITS_OWN) return action()
    val asked = (input - "ClientToken").toSortedMap().toString().hashCode()
    val known = state.now.find(Kind.REQUEST, "$operation $token")
    if (known != null) {
        if (known.int("Asked") == asked) return known.part("Answer").orEmpty()
        throw AwsFault(
            "IdempotentParameterMismatch",
            "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).",
        )
    }
    val answer = action()
    state.write { put(Resource(Kind.REQUEST, "$operation $token", 0, mapOf("Asked" to asked, "Answer" to answer))) }
    return answer
}
