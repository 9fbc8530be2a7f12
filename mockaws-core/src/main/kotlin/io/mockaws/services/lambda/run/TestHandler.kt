package io.mockaws.services.lambda.run

import io.mockaws.engine.CallContext
import io.mockaws.services.lambda.invocation.ExecutionEnvironment
import io.mockaws.services.lambda.invocation.FunctionCall
import io.mockaws.services.lambda.invocation.LambdaContext
import io.mockaws.services.lambda.invocation.asFunctionFailure
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.isActive

/** The code of a function that a test has given; it takes and returns JSON. */
internal class TestHandler(
    /** Whether it may suspend, and so goes by the clock where it waits. */
    val isSuspending: Boolean,
    val run: suspend (event: String, context: LambdaContext) -> String,
) : ExecutionEnvironment {
    override val isOfThisJvm: Boolean get() = true

    override suspend fun invoke(call: FunctionCall): String =
        try {
            run(call.event, call.context)
        } catch (ended: CancellationException) {
            if (!currentCoroutineContext().isActive) throw ended
            throw ended.asFunctionFailure()
        } catch (thrown: Exception) {
            throw thrown.asFunctionFailure()
        } catch (broken: LinkageError) {
            throw broken.asFunctionFailure()
        }
}

/** What the code of the function [name] is kept under that a test has given. */
internal fun functionKey(
    call: CallContext<*>,
    name: String,
): String = "lambda ${call.account} ${call.region} $name"
