package io.mockaws.services.dynamodb

/**
 * What a call that comes too fast is answered: requests for items come up against the table's throughput, those for
 * tables against the account's.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
internal fun throttledDynamoDb(operation: String): Pair<String, String> =
    if (operation in itemOperations) {
        "ProvisionedThroughputExceededException" to
            "The level of configured provisioned throughput for the table was exceeded. " +
            "Consider increasing your provisioning level with the UpdateTable API."
    } else {
        "ThrottlingException" to "Rate of requests exceeds the allowed throughput."
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
