package io.mockaws.services.lambda.state

import io.mockaws.kit.TableWriter
import io.mockaws.services.lambda.function.FunctionName
import io.mockaws.services.lambda.function.FunctionName.Companion.LATEST
import io.mockaws.services.lambda.function.FunctionVersion
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.function.LambdaFunction
import io.mockaws.services.lambda.function.isVersionNumber

/** The function that a call means, and how it was found. */
internal class FoundFunction(
    val name: FunctionName,
    val call: LambdaCall,
) {
    /** What it is now. */
    fun get(): LambdaFunction = call.state.now.functions[name.name] ?: throw LambdaFaults.noFunction(name.arn)

    fun orNull(): LambdaFunction? = call.state.now.functions[name.name]

    /** Changes it in one go. */
    fun change(change: TableWriter.(LambdaFunction) -> LambdaFunction): LambdaFunction =
        call.state.write {
            val before = functions[name.name] ?: throw LambdaFaults.noFunction(name.arn)
            change(before).also { if (it != before) put(it) }
        }

    /** The version that the call means; `$LATEST` where it names none. */
    fun version(): FunctionVersion {
        val function = orNull() ?: throw LambdaFaults.noFunction(name.qualifiedArn)
        return function.versionOf(name.qualifier) ?: throw LambdaFaults.noFunction(name.qualifiedArn)
    }

    /** Refuses a qualifier that is none of the function's, in the words of calls that take versions and aliases. */
    fun checkQualifier(function: LambdaFunction) {
        val qualifier = name.qualifier ?: return
        if (qualifier == LATEST || function.versionOf(qualifier) != null) return
        throw if (qualifier.isVersionNumber || '$' in qualifier) {
            LambdaFaults.noFunction(name.qualifiedArn)
        } else {
            LambdaFaults.noAlias(name.qualifiedArn)
        }
    }
}

/**
 * The function that [text] and [qualifier] name.
 *
 * @param isShared whether functions of other accounts can be meant, as policies allow
 */
internal fun LambdaCall.function(
    text: String,
    qualifier: String? = null,
    isShared: Boolean = false,
): FoundFunction {
    val name =
        FunctionName.parse(text, place, qualifier)
            ?: throw LambdaFaults.validation("1 validation error detected: Value '$text' at 'functionName' is no name")
    if (name.place.account != account && !isShared) throw LambdaFaults.accessDenied()
    if (name.place.region != region) {
        throw LambdaFaults.notFound(
            "Functions from '${name.place.region}' are not reachable in this region ('$region')"
        )
    }
    return FoundFunction(name, at(name.place))
}

/** The same where only the function itself can be meant. */
internal fun LambdaCall.unqualified(text: String): FoundFunction =
    function(text).also {
        if (it.name.qualifier != null) {
            throw LambdaFaults.invalid(
                "This operation is permitted on Lambda functions only. Aliases and versions do not support this " +
                    "operation. Please specify either a function name or an unqualified function ARN.",
            )
        }
    }
