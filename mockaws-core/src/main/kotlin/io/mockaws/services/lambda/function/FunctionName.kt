package io.mockaws.services.lambda.function

import io.mockaws.engine.Place
import io.mockaws.kit.Arn

/**
 * How a call names a function: by its name, by its ARN, or by a part of that, with or without a qualifier.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html
 */
internal class FunctionName private constructor(
    val name: String,
    /** A version or an alias; null where the call names none. */
    val qualifier: String?,
    /** Where it is. */
    val place: Place,
    /** Whether the qualifier came with the name. */
    val isQualified: Boolean,
) {
    /** The ARN of the function itself. */
    val arn: String get() = arnOf(name, place)

    /** The ARN with the qualifier that the call named, if any. */
    val qualifiedArn: String get() = arnOf(name, place, qualifier)

    /** The ARN with the qualifier that the call named, or with [other]. */
    fun arnOr(other: String): String = arnOf(name, place, qualifier ?: other)

    companion object {
        const val LATEST: String = "\$LATEST"
        private val text =
            Regex(
                "(?:arn:aws[a-zA-Z-]*:lambda:)?(?:([a-z]{2}(?:-gov)?-[a-z]+-\\d):)?(?:(\\d{12}):)?(?:function:)?" +
                    "([a-zA-Z0-9-_.]+)(?::(\\\$LATEST|[a-zA-Z0-9-_]+))?",
            )

        fun arnOf(
            name: String,
            place: Place,
            qualifier: String? = null,
        ): String = Arn.of("lambda", place, "function:$name${qualifier?.let { ":$it" }.orEmpty()}").toString()

        /** What [text] names, seen from [home]; null for what is no name of a function. */
        fun parse(
            text: String,
            home: Place,
            qualifier: String? = null,
        ): FunctionName? {
            val (region, account, name, own) = this.text.matchEntire(text)?.destructured ?: return null
            val place = Place(account.ifEmpty { home.account }, region.ifEmpty { home.region })
            if (qualifier != null && own.isNotEmpty() && qualifier != own) {
                throw LambdaFaults.invalid(
                    "The derived qualifier from the function name does not match the specified qualifier."
                )
            }
            return FunctionName(name, qualifier ?: own.ifEmpty { null }, place, own.isNotEmpty())
        }
    }
}

/** Whether it can be the number of a version. */
internal val String.isVersionNumber: Boolean get() = isNotEmpty() && all { it in '0'..'9' }
