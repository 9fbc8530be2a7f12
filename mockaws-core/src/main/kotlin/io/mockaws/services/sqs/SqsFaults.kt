package io.mockaws.services.sqs

import io.mockaws.engine.AwsFault
import io.mockaws.wire.ErrorShape

/**
 * Amazon SQS's errors. The code is that of today's JSON protocol, the query code the one that the service had in its
 * Query days and that SDKs still show: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
 */
internal object SqsFaults {
    fun queueDoesNotExist() =
        AwsFault(
            ErrorShape(
                "QueueDoesNotExist",
                "The specified queue does not exist.",
                queryCode = simpleQueueService("NonExistentQueue"),
                queryMessage = "The specified queue does not exist for this wsdl version.",
            ),
        )

    fun queueNameExists(attribute: String) =
        AwsFault(
            "QueueNameExists",
            "A queue already exists with the same name and a different value for attribute $attribute",
            queryCode = "QueueAlreadyExists",
        )

    fun queueDeletedRecently() =
        AwsFault(
            "QueueDeletedRecently",
            "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
            queryCode = simpleQueueService("QueueDeletedRecently"),
        )

    fun purgeQueueInProgress(queue: String) =
        AwsFault(
            "PurgeQueueInProgress",
            "Only one PurgeQueue operation on $queue is allowed every 60 seconds.",
            status = 403,
            queryCode = simpleQueueService("PurgeQueueInProgress"),
        )

    fun invalidAddress(url: String) =
        AwsFault("InvalidAddress", "The address $url is not valid for this endpoint.")

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

    fun unknownAttribute(name: String) = invalidAttributeName("Unknown Attribute $name.")

    fun invalidAttributeName(message: String) = AwsFault("InvalidAttributeName", message)

    fun invalidAttributeValue(
        name: String,
        reason: String? = null,
    ) = AwsFault(
        "InvalidAttributeValue",
        "Invalid value for the parameter $name." + reason?.let { " Reason: $it" }.orEmpty(),
    )

    fun invalidMessageContents() =
        AwsFault(
            "InvalidMessageContents",
            "Invalid characters found. Valid unicode characters are " +
                "#x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
        )

    fun receiptHandleIsInvalid(handle: String) =
        AwsFault("ReceiptHandleIsInvalid", "The input receipt handle \"$handle\" is not a valid receipt handle.")

    fun messageNotInflight() =
        AwsFault(
            "MessageNotInflight",
            "The specified message isn't in flight.",
            queryCode = simpleQueueService("MessageNotInflight"),
        )

    fun tooManyInFlight() =
        AwsFault(
            "OverLimit",
            "The maximum number of in flight messages is reached: ${SqsLimits.IN_FLIGHT}.",
            status = 403,
        )

    fun tooManyActions(count: Int) =
        AwsFault(
            "OverLimit",
            "$count Actions were found, maximum allowed is ${SqsLimits.ACTIONS_PER_STATEMENT}.",
            status = 403,
        )

    fun emptyBatchRequest(entry: String) =
        AwsFault(
            "EmptyBatchRequest",
            "There should be at least one $entry in the request.",
            queryCode = simpleQueueService("EmptyBatchRequest"),
        )

    fun tooManyEntriesInBatchRequest(count: Int) =
        AwsFault(
            "TooManyEntriesInBatchRequest",
            "Maximum number of entries per request are ${SqsLimits.BATCH_ENTRIES}. You have sent $count.",
            queryCode = simpleQueueService("TooManyEntriesInBatchRequest"),
        )

    fun batchEntryIdsNotDistinct(id: String) =
        AwsFault(
            "BatchEntryIdsNotDistinct",
            "Id $id repeated.",
            queryCode = simpleQueueService("BatchEntryIdsNotDistinct")
        )

    fun invalidBatchEntryId() =
        AwsFault(
            "InvalidBatchEntryId",
            "A batch entry id can only contain alphanumeric characters, hyphens and underscores. " +
                "It can be at most ${SqsLimits.BATCH_ENTRY_ID} letters long.",
            queryCode = simpleQueueService("InvalidBatchEntryId"),
        )

    fun batchRequestTooLong(bytes: Int) =
        AwsFault(
            "BatchRequestTooLong",
            "Batch requests cannot be longer than ${SqsLimits.BATCH_BYTES} bytes. You have sent $bytes bytes.",
            queryCode = simpleQueueService("BatchRequestTooLong"),
        )

    fun resourceNotFound(message: String) = AwsFault("ResourceNotFoundException", message, status = 404)

    private fun simpleQueueService(name: String) = "AWS.SimpleQueueService.$name"
}
