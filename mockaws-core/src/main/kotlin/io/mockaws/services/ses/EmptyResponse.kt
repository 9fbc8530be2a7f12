package io.mockaws.services.ses

import io.mockaws.engine.Operation
import io.mockaws.engine.operation
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.SesState
import kotlinx.serialization.Serializable

/** An answer that has no members, and is there: `<DeleteIdentityResult/>`. */
@Serializable
internal class EmptyResponse

/** A line of a table for an operation that answers nothing but that it is done. */
internal inline fun <reified I : Any> done(
    name: String,
    noinline handler: suspend (I, SesCall) -> Unit,
): Operation<SesState, I, EmptyResponse> =
    operation(name) { input: I, call: SesCall ->
        handler(input, call)
        EmptyResponse()
    }
