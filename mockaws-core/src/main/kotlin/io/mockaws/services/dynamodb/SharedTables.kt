package io.mockaws.services.dynamodb

import io.mockaws.engine.CallContext
import io.mockaws.engine.Operation
import io.mockaws.engine.operation
import io.mockaws.kit.Arn

/**
 * A line for an operation that accounts may have on tables of each other's, which they call by their ARNs. Policies have
 * let the caller in before; without policies that act the tables of another account are not there.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-iam-actions.html
 *
 * @param named what the request calls the table, or the stream
 */
internal inline fun <reified I : Any, reified O : Any> shared(
    name: String,
    noinline named: (I) -> String?,
    noinline handler: (I, CallContext<DynamoDbState>) -> O,
): Operation<DynamoDbState, I, O> = operation(name) { request: I, call -> handler(request, call.where(named(request))) }

internal fun CallContext<DynamoDbState>.where(named: String?): CallContext<DynamoDbState> {
    if (permissions == null || named == null || !named.startsWith("arn:")) return this
    val owner = Arn.parse(named)?.account ?: return this
    if (owner == account) return this
    return at(place.copy(account = owner)).also { it.state.expire(clock) }
}
