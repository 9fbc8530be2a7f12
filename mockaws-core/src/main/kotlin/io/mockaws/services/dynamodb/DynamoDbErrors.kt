package io.mockaws.services.dynamodb

import io.mockaws.engine.ServiceErrors

/**
 * Requests for items come up against the table's throughput, those for tables against the account's.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
internal val dynamoDbErrors =
    ServiceErrors(
        """
        400 BackupInUseException BackupNotFoundException ContinuousBackupsUnavailableException
        400 InvalidRestoreTimeException PointInTimeRecoveryUnavailableException TableAlreadyExistsException TableInUseException
        400 ConditionalCheckFailedException DuplicateItemException IdempotentParameterMismatchException
        400 ItemCollectionSizeLimitExceededException
        400 LimitExceededException ProvisionedThroughputExceededException RequestLimitExceeded ResourceInUseException
        400 ResourceNotFoundException ThrottlingException TransactionCanceledException TransactionConflictException
        400 TableNotFoundException TransactionInProgressException
        """,
        details =
        mapOf(
            "ConditionalCheckFailedException" to FailedItem.serializer().descriptor,
            "TransactionCanceledException" to CancellationReasons.serializer().descriptor,
        ),
    ) { operation ->
        if (operation in itemOperations) {
            "ProvisionedThroughputExceededException" to
                "The level of configured provisioned throughput for the table was exceeded. " +
                "Consider increasing your provisioning level with the UpdateTable API."
        } else {
            "ThrottlingException" to "Rate of requests exceeds the allowed throughput."
        }
    }

private val itemOperations =
    setOf(
        "BatchExecuteStatement",
        "BatchGetItem",
        "BatchWriteItem",
        "DeleteItem",
        "ExecuteStatement",
        "ExecuteTransaction",
        "GetItem",
        "PutItem",
        "Query",
        "Scan",
        "TransactGetItems",
        "TransactWriteItems",
        "UpdateItem",
    )
