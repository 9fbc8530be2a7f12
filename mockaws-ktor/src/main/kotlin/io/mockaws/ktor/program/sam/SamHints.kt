package io.mockaws.ktor.program.sam

import io.mockaws.services.lambda.invocation.LambdaInvocation
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What a person has to change for a function that failed. */
internal object SamHints {
    private const val SHOWN = 200

    /** A line about [invocation] of [function]; null where nothing is wrong that could be told. */
    fun of(
        function: String,
        invocation: LambdaInvocation,
    ): String? {
        val error = invocation.error ?: return ofAnswer(function, invocation.result.orEmpty())
        val fields = parsed(error)
        val message = text(fields, "errorMessage")
        val type = text(fields, "errorType")
        return when {
            "Class not found" in message || type.endsWith("NoClassDefFoundError") ->
                "$function: $message. Build the project; if it is built, correct Handler or CodeUri, and have " +
                    "its libraries in target/dependency or in its jar"

            "ImportModuleError" in type || "No module named" in message || "Cannot find module" in message ->
                "$function: $message. Correct Handler or CodeUri, or install the module beside the code"

            "Task timed out" in message ->
                "$function: $message. Raise Timeout in the template, or see what it " +
                    "waits for"

            type == "Runtime.ExitError" -> "$function: $message. Its process ended; what it wrote is above"

            else -> "$function: ${listOf(type, message).filter { it.isNotEmpty() }.joinToString(": ")}"
        }
    }

    private fun ofAnswer(
        function: String,
        result: String,
    ): String? {
        val fields = parsed(result)
        if (fields != null && ("statusCode" in fields || "isAuthorized" in fields || "policyDocument" in fields)) {
            return null
        }
        return "$function: it returned ${result.take(SHOWN)}, which is no answer of an API. Return an object " +
            "with statusCode, headers and body"
    }

    private fun parsed(text: String): JsonObject? =
        try {
            Json.parseToJsonElement(text) as? JsonObject
        } catch (_: SerializationException) {
            null
        }

    private fun text(
        fields: JsonObject?,
        name: String,
    ) = (fields?.get(name) as? JsonPrimitive)?.content.orEmpty()
}
