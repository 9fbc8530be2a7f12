package io.mockaws.services.lambda.invocation

import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import java.lang.reflect.InvocationTargetException
import java.lang.reflect.UndeclaredThrowableException

/**
 * An exception as the runtime of Java tells it: `errorMessage`, `errorType`, `stackTrace` and `cause`.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/java-exceptions.html
 */
internal fun Throwable.asFunctionFailure(isFatal: Boolean = false): FunctionFailure {
    val thrown = unwrapped()
    return FunctionFailure(document(thrown, HashSet()).toString(), isFatal, thrown.stackTraceToString().trimEnd())
}

private fun Throwable.unwrapped(): Throwable =
    when {
        this is InvocationTargetException && cause != null -> targetException.unwrapped()
        this is UndeclaredThrowableException && cause != null -> undeclaredThrowable.unwrapped()
        else -> this
    }

private fun document(
    thrown: Throwable,
    seen: MutableSet<Throwable>,
): JsonObject =
    buildJsonObject {
        seen += thrown
        put("errorMessage", thrown.message)
        put("errorType", thrown.javaClass.name)
        putJsonArray("stackTrace") { frames(thrown).forEach { add(JsonPrimitive(it.toString())) } }
        thrown.cause?.takeIf { it !in seen }?.let { put("cause", document(it, seen)) }
    }

/** Those of the function: what called it is no business of its own. */
private fun frames(thrown: Throwable): List<StackTraceElement> =
    thrown.stackTrace.toList().dropLastWhile { !isOurs(it) }.dropLastWhile { isOurs(it) || isReflection(it) }
        .ifEmpty { thrown.stackTrace.toList() }

private fun isOurs(frame: StackTraceElement) =
    frame.className.startsWith("io.mockaws.services.lambda.") && !frame.className.endsWith("Test")

private fun isReflection(frame: StackTraceElement) =
    frame.className.startsWith("jdk.internal.reflect.") || frame.className.startsWith("java.lang.reflect.")
