package io.mockaws.services.lambda.run

import io.mockaws.services.lambda.code.LocalCode
import io.mockaws.services.lambda.invocation.ExecutionEnvironment
import io.mockaws.services.lambda.invocation.FunctionCall
import java.nio.file.Path

/** An instance of [code], which begins by [begin] and is stale as soon as one of [parts] has changed. */
internal class LocalEnvironment(
    private val code: LocalCode,
    private val parts: List<Path>,
    begin: () -> ExecutionEnvironment,
) : ExecutionEnvironment {
    private val stamp = code.stamp(parts)
    private val environment = begin()

    override val isStale: Boolean get() = code.hasChangedSince(stamp, parts)

    override val isOfThisJvm: Boolean get() = environment.isOfThisJvm

    override suspend fun invoke(call: FunctionCall): String = environment.invoke(call)

    override fun close() = environment.close()
}
