package io.mockaws.services.dynamodb.value

import io.mockaws.services.dynamodb.DynamoDbLimits

/** What is wrong with [name] for an attribute, in the words of AWS's DynamoDB Local; null for nothing. */
internal fun nameProblem(name: String): String? =
    when {
        name.isEmpty() -> "Empty attribute name"

        name.length > DynamoDbLimits.ATTRIBUTE_NAME_BYTES / MAX_BYTES_PER_CHAR &&
            utf8Length(name) > DynamoDbLimits.ATTRIBUTE_NAME_BYTES ->
            "Attribute name is too large, must be less than ${DynamoDbLimits.ATTRIBUTE_NAME_BYTES + 1} bytes"

        else -> null
    }

private const val MAX_BYTES_PER_CHAR = 3
