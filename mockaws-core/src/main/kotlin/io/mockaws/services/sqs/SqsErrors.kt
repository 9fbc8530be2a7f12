package io.mockaws.services.sqs

import io.mockaws.engine.ServiceErrors

/**
 * Amazon SQS's error codes: today's, and those of its Query days, which SDKs still show.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html#API_SendMessage_Errors and
 * the same section of the other operations
 */
internal val sqsErrors =
    ServiceErrors(
        """
        400 BatchEntryIdsNotDistinct BatchRequestTooLong EmptyBatchRequest InvalidAddress InvalidAttributeName
        400 InvalidAttributeValue InvalidBatchEntryId InvalidIdFormat InvalidMessageContents InvalidSecurity
        400 KmsAccessDenied KmsDisabled KmsInvalidKeyUsage KmsInvalidState KmsNotFound KmsOptInRequired KmsThrottled
        400 MessageNotInflight QueueDeletedRecently QueueDoesNotExist QueueNameExists ReceiptHandleIsInvalid
        400 RequestThrottled TooManyEntriesInBatchRequest UnsupportedOperation
        403 OverLimit PurgeQueueInProgress
        404 ResourceNotFoundException
        """,
        mapOf(
            "BatchEntryIdsNotDistinct" to "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
            "BatchRequestTooLong" to "AWS.SimpleQueueService.BatchRequestTooLong",
            "EmptyBatchRequest" to "AWS.SimpleQueueService.EmptyBatchRequest",
            "InvalidBatchEntryId" to "AWS.SimpleQueueService.InvalidBatchEntryId",
            "InvalidParameterValueException" to "InvalidParameterValue",
            "KmsAccessDenied" to "KMS.AccessDeniedException",
            "KmsDisabled" to "KMS.DisabledException",
            "KmsInvalidKeyUsage" to "KMS.InvalidKeyUsageException",
            "KmsInvalidState" to "KMS.InvalidStateException",
            "KmsNotFound" to "KMS.NotFoundException",
            "KmsOptInRequired" to "KMS.OptInRequired",
            "KmsThrottled" to "KMS.ThrottlingException",
            "MessageNotInflight" to "AWS.SimpleQueueService.MessageNotInflight",
            "MissingRequiredParameterException" to "MissingParameter",
            "PurgeQueueInProgress" to "AWS.SimpleQueueService.PurgeQueueInProgress",
            "QueueDeletedRecently" to "AWS.SimpleQueueService.QueueDeletedRecently",
            "QueueDoesNotExist" to "AWS.SimpleQueueService.NonExistentQueue",
            "QueueNameExists" to "QueueAlreadyExists",
            "TooManyEntriesInBatchRequest" to "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
            "UnsupportedOperation" to "AWS.SimpleQueueService.UnsupportedOperation",
        ),
    ) { "RequestThrottled" to "The request was denied due to request throttling." }
