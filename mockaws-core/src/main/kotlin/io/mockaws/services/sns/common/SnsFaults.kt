package io.mockaws.services.sns.common

import io.mockaws.engine.AwsFault
import kotlinx.serialization.Serializable

/**
 * Amazon SNS's errors and their words; statuses and Query codes are the model's. Words were taken from AWS's answers as
 * LocalStack has recorded them (`tests/aws/services/sns`), else from AWS's documentation.
 */
internal object SnsFaults {
    /** `Invalid parameter: Token`. */
    fun invalid(what: String): AwsFault = sentence("Invalid parameter: $what")

    /** `Invalid parameter: TopicArn Reason: ...`. */
    fun invalid(
        parameter: String,
        reason: String,
    ): AwsFault = invalid("$parameter Reason: $reason")

    /** The same code without the usual beginning. */
    fun sentence(message: String): AwsFault = AwsFault("InvalidParameterException", message)

    /** @param what `Topic`, `Subscription`, `Endpoint`, `PlatformApplication` */
    fun notFound(what: String): AwsFault = AwsFault("NotFoundException", "$what does not exist")

    /** What is tagged, or a phone number of the sandbox. */
    fun resourceNotFound(message: String = "Resource does not exist"): AwsFault =
        AwsFault("ResourceNotFoundException", message)

    /** What is wrong with a message attribute. */
    fun attribute(message: String): AwsFault = AwsFault("InvalidParameterValueException", message)

    fun tooManyEntries(): AwsFault =
        AwsFault(
            "TooManyEntriesInBatchRequestException",
            "The batch request contains more entries than permissible.",
        )

    fun emptyBatch(): AwsFault =
        AwsFault("EmptyBatchRequestException", "The batch request doesn't contain any entries.")

    fun sameEntryId(): AwsFault =
        AwsFault(
            "BatchEntryIdsNotDistinctException",
            "Two or more batch entries in the request have the same Id.",
        )

    fun entryId(reason: String): AwsFault =
        AwsFault("InvalidBatchEntryIdException", "The Id of a batch entry in the batch request $reason")

    fun batchTooLong(): AwsFault =
        AwsFault(
            "BatchRequestTooLongException",
            "The length of all the messages put together is more than the limit.",
        )

    fun tooManyTags(): AwsFault =
        AwsFault("TagLimitExceededException", "Could not complete request: tag quota of per resource exceeded")

    fun endpointDisabled(): AwsFault = AwsFault("EndpointDisabledException", "Endpoint is disabled")

    fun applicationDisabled(): AwsFault =
        AwsFault("PlatformApplicationDisabledException", "Platform application is disabled")

    fun userError(message: String): AwsFault = AwsFault("UserErrorException", message)

    fun verification(): AwsFault =
        AwsFault.with(
            "VerificationException",
            "Verification code does not match",
            VerificationStatus("VERIFICATION_FAILED")
        )

    @Serializable
    class VerificationStatus(
        val status: String,
    )
}
