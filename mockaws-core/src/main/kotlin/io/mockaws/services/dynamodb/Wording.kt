package io.mockaws.services.dynamodb

import io.mockaws.engine.AwsFault
import io.mockaws.services.dynamodb.value.AttributeValue

/**
 * In which words an operation refuses a value. AWS moves its operations to new checks one by one; this is what most
 * regions, us-east-1 among them, answered in October 2026, as recorded in
 * https://github.com/paritysuite/dynamodb-conformance/blob/main/tests/tier3/error-messages/valueLayers.test.ts
 */
internal enum class Wording {
    /** PutItem, UpdateItem, DeleteItem, GetItem, BatchGetItem and Query. */
    CURRENT,

    /** Scan, BatchWriteItem and the transactions. */
    OLDER,
    ;

    fun of(value: AttributeValue.Invalid): String = if (this == CURRENT) value.message else value.older
}

/**
 * PutItem, UpdateItem and DeleteItem tell what [check] finds wrong with the request alone as one validation error;
 * what takes the table to see they tell as it is. (Same source as [Wording].)
 */
internal inline fun <T> oneError(check: () -> T): T =
    try {
        check()
    } catch (fault: AwsFault) {
        throw DynamoDbFaults.oneError(fault)
    }
