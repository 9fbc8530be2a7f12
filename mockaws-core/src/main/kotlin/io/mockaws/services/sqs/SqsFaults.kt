package io.mockaws.services.sqs

import io.mockaws.engine.AwsFault
import io.mockaws.engine.keys.KeyRefusal
import io.mockaws.wire.ErrorShape

/** Amazon SQS's errors and their words; status and Query code are the model's. */
internal object SqsFaults {
    fun queueDoesNotExist() =
        AwsFault(
            ErrorShape(
                "QueueDoesNotExist",
                "The specified queue does not exist.",
                queryMessage = "The specified queue does not exist for this wsdl version.",
            ),
        )

    fun queueNameExists(attribute: String) =
        fault(
            "QueueNameExists",
            "A queue already exists with the same name and a different value for attribute $attribute"
        )

    fun queueDeletedRecently() =
        fault(
            "QueueDeletedRecently",
            "You must wait 60 seconds after deleting a queue before you can create another with the same name."
        )

    fun purgeQueueInProgress(queue: String) =
        fault(
            "PurgeQueueInProgress",
            "Only one PurgeQueue operation on $queue is allowed every 60 seconds."
        )

    /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
    fun keyRefused(refusal: KeyRefusal) =
        fault(
            when (refusal.code) {
                "NotFoundException" -> "KmsNotFound"
                "DisabledException" -> "KmsDisabled"
                "KMSInvalidStateException" -> "KmsInvalidState"
                "InvalidKeyUsageException" -> "KmsInvalidKeyUsage"
                else -> "KmsAccessDenied"
            },
            refusal.message,
        )

    fun invalidAddress(url: String) =
        fault("InvalidAddress", "The address $url is not valid for this endpoint.")

    fun missingParameter(name: String) =
        AwsFault(
            "MissingRequiredParameterException",
            "The request must contain the parameter $name.",
            queryCode = "MissingParameter",
        )

    fun invalidParameter(message: String) =
        AwsFault("InvalidParameterValueException", message, queryCode = "InvalidParameterValue")

    /** `Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be ...`. */
    fun invalidParameter(
        parameter: String,
        value: Any,
        reason: String,
    ) = invalidParameter("Value $value for parameter $parameter is invalid. Reason: $reason")

    fun notRetryable(attemptId: String) =
        invalidParameter(
            "ReceiveRequestAttemptId",
            attemptId,
            "The receiveRequestAttemptId is not valid anymore since the receive call is not retryable.",
        )

    fun unknownAttribute(name: String) = invalidAttributeName("Unknown Attribute $name.")

    fun invalidAttributeName(message: String) = fault("InvalidAttributeName", message)

    fun invalidAttributeValue(
        name: String,
        reason: String? = null,
    ) = fault(
        "InvalidAttributeValue",
        "Invalid value for the parameter $name." + reason?.let { " Reason: $it" }.orEmpty(),
    )

    fun invalidMessageContents() =
        fault(
            "InvalidMessageContents",
            "Invalid characters found. Valid unicode characters are " +
                "#x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
        )

    fun receiptHandleIsInvalid(handle: String) =
        fault("ReceiptHandleIsInvalid", "The input receipt handle \"$handle\" is not a valid receipt handle.")

    fun messageNotInflight() =
        fault("MessageNotInflight", "The specified message isn't in flight.")

    fun tooManyInFlight() =
        fault(
            "OverLimit",
            "The maximum number of in flight messages is reached: ${SqsLimits.IN_FLIGHT}."
        )

    fun tooManyActions(count: Int) =
        fault(
            "OverLimit",
            "$count Actions were found, maximum allowed is ${SqsLimits.ACTIONS_PER_STATEMENT}."
        )

    fun emptyBatchRequest(entry: String) =
        fault("EmptyBatchRequest", "There should be at least one $entry in the request.")

    fun tooManyEntriesInBatchRequest(count: Int) =
        fault(
            "TooManyEntriesInBatchRequest",
            "Maximum number of entries per request are ${SqsLimits.BATCH_ENTRIES}. You have sent $count."
        )

    fun batchEntryIdsNotDistinct(id: String) =
        fault("BatchEntryIdsNotDistinct", "Id $id repeated.")

    fun invalidBatchEntryId() =
        fault(
            "InvalidBatchEntryId",
            "A batch entry id can only contain alphanumeric characters, hyphens and underscores. " +
                "It can be at most ${SqsLimits.BATCH_ENTRY_ID} letters long."
        )

    fun batchRequestTooLong(bytes: Int) =
        fault(
            "BatchRequestTooLong",
            "Batch requests cannot be longer than ${SqsLimits.BATCH_BYTES} bytes. You have sent $bytes bytes."
        )

    fun resourceNotFound(message: String) = fault("ResourceNotFoundException", message)

    private fun fault(
        code: String,
        message: String,
    ) = AwsFault(code, message)
}
