package io.mockaws.services.dynamodb.partiql

import io.mockaws.engine.AwsFault
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.expression.InvalidExpression

/**
 * What is wrong with a statement. Where a test does not name another source, these are the words that
 * https://github.com/paritysuite/dynamodb-conformance recorded at AWS (`partiql*.test.ts`).
 */
internal object PartiQlFaults {
    fun malformed(detail: String): AwsFault =
        DynamoDbFaults.validation("Statement wasn't well formed, can't be processed: $detail")

    fun at(
        message: String,
        position: Position,
    ): AwsFault = DynamoDbFaults.validation("$message at $position")

    fun unrecognizedFunction(call: Expression.Call): AwsFault = at("Unrecognized function: ${call.name}", call.position)

    fun unsupportedExpression(expression: Expression): AwsFault =
        at("Unsupported token in expression: ${expression.shown}", expression.position)

    fun unsupportedClause(
        clause: String,
        position: Position,
    ): AwsFault = at("Unsupported clause: $clause", position)

    fun incompleteKey(): AwsFault =
        DynamoDbFaults.validation("Where clause does not contain a mandatory equality on all key attributes")

    fun severalValuesOf(key: String): AwsFault =
        DynamoDbFaults.validation(
            "Multiple conditions on same key $key. Only single item Update/Insert/Delete are supported",
        )

    fun keyType(key: String): AwsFault =
        DynamoDbFaults.validation("Key attribute's data type should match its data type in table's schema: Key $key")

    fun readsAndWrites(operation: String): AwsFault =
        DynamoDbFaults.validation("$operation API does not support both read and write operations in the same request.")

    fun existsOutsideOfTransaction(): AwsFault =
        DynamoDbFaults.validation("EXISTS can only be used in ExecuteTransaction write requests.")

    fun indexInTransaction(): AwsFault =
        DynamoDbFaults.validation("Reads on indices are not supported within transactions.")

    /** Expressions complain with the name of their parameter in front; a statement has none. */
    inline fun <R> translating(translate: () -> R): R =
        try {
            translate()
        } catch (invalid: InvalidExpression) {
            throw DynamoDbFaults.validation(invalid.message)
        }
}
