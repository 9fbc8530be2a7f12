package io.mockaws.services.lambda.function

import io.mockaws.engine.AwsFault
import kotlinx.serialization.Serializable

/** Errors of AWS Lambda and their words; statuses are the model's. */
internal object LambdaFaults {
    /** Beside the message: whose fault it is. */
    @Serializable
    private class Whose(
        val type: String = "User",
    )

    /** Why a call was throttled. */
    @Serializable
    private class Throttled(
        val reason: String,
        val type: String = "User",
        val retryAfterSeconds: String? = null,
    )

    private fun fault(
        code: String,
        message: String?,
    ) = AwsFault.with(code, message, Whose())

    fun invalid(message: String) = fault("InvalidParameterValueException", message)

    /** The same of limits of an account, where nobody is said to be at fault. */
    fun limit(message: String) = AwsFault("InvalidParameterValueException", message)

    /** What the checks of the model say, where a handler has to. */
    fun validation(message: String) = AwsFault("ValidationException", message)

    fun notFound(message: String) = fault("ResourceNotFoundException", message)

    /** @param arn of a function, with its qualifier where the call named one */
    fun noFunction(arn: String) = notFound("Function not found: $arn")

    fun noAlias(arn: String) = notFound("Cannot find alias arn: $arn")

    fun noResource() = notFound("The resource you requested does not exist.")

    fun conflict(message: String) = fault("ResourceConflictException", message)

    fun exists(name: String) = conflict("Function already exist: $name")

    /** @param call what tells the latest id: `GetFunction/GetAlias` */
    fun otherRevision(call: String) =
        fault(
            "PreconditionFailedException",
            "The Revision Id provided does not match the latest Revision Id. Call the $call API to retrieve the " +
                "latest Revision Id",
        )

    fun accessDenied(message: String? = null) = AwsFault("AccessDeniedException", message, FORBIDDEN)

    fun tooMany(
        reason: String,
        message: String = "Rate Exceeded.",
    ) = AwsFault.with("TooManyRequestsException", message, Throttled(reason))

    fun requestTooLarge(most: Int) =
        fault("RequestTooLargeException", "Request must be smaller than $most bytes for the InvokeFunction operation")

    fun zipTooLarge(most: Long) =
        AwsFault("RequestEntityTooLargeException", "Zipped size must be smaller than $most bytes", TOO_LARGE)

    fun noJson(reason: String) =
        fault(
            "InvalidRequestContentException",
            "Could not parse request body into json: Could not parse payload into json: $reason",
        )

    fun invalidStatement(id: String) = notFound("Statement $id is not found in resource policy.")

    fun statementExists(id: String) =
        conflict(
            "The statement id ($id) provided already exists. Please provide a new statement id, or remove the " +
                "existing statement.",
        )

    fun noProvisionedConcurrency() =
        fault(
            "ProvisionedConcurrencyConfigNotFoundException",
            "No Provisioned Concurrency Config found for this function",
        )

    /** No code of the function can run here; [reason] says why and [remedy] what would. */
    fun cannotRun(
        name: String,
        reason: String,
        remedy: String,
    ) = AwsFault(
        "NotImplemented",
        "mockaws cannot run the function $name: $reason. Nothing was sent to AWS. $remedy",
        NOT_IMPLEMENTED,
    )

    private const val FORBIDDEN = 403
    private const val TOO_LARGE = 413
    private const val NOT_IMPLEMENTED = 501
}
