package io.mockaws.services.lambda.run

import io.mockaws.services.lambda.function.FunctionVersion
import io.mockaws.services.lambda.function.LambdaFunction
import io.mockaws.services.lambda.state.LambdaCall

/**
 * The version of [function] that runs for [qualifier]; of an alias with weights by chance, which follows from the seed. Null
 * where there is none.
 */
internal fun LambdaCall.chosenVersion(
    function: LambdaFunction,
    qualifier: String?,
): FunctionVersion? {
    val alias = function.aliases[qualifier] ?: return function.versionOf(qualifier)
    val (other, weight) = alias.weights.entries.firstOrNull() ?: return function.version(alias.version)
    val drawn = (ids.nextLong() ushr DRAWN_SHIFT).toDouble() / (1L shl DRAWN_BITS)
    return function.version(if (drawn < weight) other else alias.version)
}

private const val DRAWN_SHIFT = 11
private const val DRAWN_BITS = 53
