package io.mockaws.testing

import io.mockaws.engine.Answer
import io.mockaws.engine.Ruling

/** The handlers that a test has put in place of operations; the last for an operation is the one that is asked. */
internal class Overrides(
    private val answers: Answers,
    private val violations: Violations,
) {
    private class Override(
        val service: String,
        val operation: String,
        val handler: CallHandler,
    )

    private val active = Standing<Override>()

    val isEmpty: Boolean get() = active.isEmpty

    /** Gives what puts the handlers of now back. */
    fun keep(): () -> Unit = active.keep()

    /** Puts [handler] up and gives what takes it down again. */
    fun add(
        service: String,
        operation: String,
        handler: CallHandler,
    ): () -> Unit = active.add(listOf(Override(service, operation, handler)))

    fun clear() = active.clear()

    fun rule(call: IncomingCall): Ruling? {
        val override =
            active.all.lastOrNull { it.service == call.service && it.operation == call.operation } ?: return null
        val answer = ask(override.handler, call) ?: return null
        return Ruling(answer, "on(${call.service}, ${call.operation})")
    }

    private fun ask(
        handler: CallHandler,
        call: IncomingCall,
    ): Answer? =
        try {
            handler.handle(StubbedCall(call, answers)).answer
        } catch (failure: Exception) {
            answerTo(call, failure)
        } catch (failure: AssertionError) {
            complain(call, failure)
        }

    private fun answerTo(
        call: IncomingCall,
        failure: Exception,
    ): Answer =
        try {
            answers.failureOrNull(call.entry, failure) ?: complain(call, failure)
        } catch (unclear: IllegalArgumentException) {
            complain(call, unclear)
        }

    private fun complain(
        call: IncomingCall,
        failure: Throwable,
    ): Answer = violations.add("the handler of ${call.service}:${call.operation} failed: $failure", failure)
}
