package io.mockaws.services.dynamodb.partiql

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.services.dynamodb.DynamoDbContract
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementResponse
import software.amazon.awssdk.services.dynamodb.model.ParameterizedStatement

/**
 * Statements about the table `tab` with the key `pk`, `sk`, and `num` with the number `pk` alone. What is expected of them
 * is what https://github.com/paritysuite/dynamodb-conformance (tests/tier2/partiql, tests/tier3/error-messages) and, for
 * order, alternatives and transactions, floci (DynamoDbPartiQL*IntegrationTest of https://github.com/hectorvent/floci)
 * recorded at AWS in September and October 2026.
 */
abstract class PartiQlContract : DynamoDbContract() {
    protected fun tables() {
        aws.dynamoDb.table("tab", "pk", "sk")
        aws.dynamoDb.table("num", "pk", partitionKeyType = "N")
    }

    protected fun run(
        statement: String,
        vararg parameters: AttributeValue,
    ): ExecuteStatementResponse =
        client.executeStatement { it.statement(statement).apply { if (parameters.isNotEmpty()) parameters(*parameters) } }

    protected fun put(
        pk: String,
        sk: String,
        vararg attributes: Pair<String, Any?>,
    ) {
        aws.dynamoDb.table("tab").put(mapOf("pk" to pk, "sk" to sk) + attributes)
    }

    protected fun item(
        pk: String,
        sk: String = "1",
    ): Map<String, Any?>? = aws.dynamoDb.table("tab").get(pk, sk)

    /** The sort keys of what `SELECT * FROM tab WHERE [where]` finds, in order. */
    protected fun found(where: String): List<String> = run("SELECT * FROM tab WHERE $where").items().map { it.getValue("sk").s() }

    protected fun refused(
        statement: String,
        message: String,
        vararg parameters: AttributeValue,
    ) = validation(message) { run(statement, *parameters) }

    protected fun malformed(
        statement: String,
        detail: String,
    ) = refused(statement, "Statement wasn't well formed, can't be processed: $detail")

    protected fun fails(
        code: String,
        call: () -> Unit,
    ): DynamoDbException = shouldThrow<DynamoDbException> { call() }.also { it.awsErrorDetails().errorCode() shouldBe code }

    protected fun transaction(
        vararg statements: String,
        token: String? = null,
    ) = client.executeTransaction { request ->
        request.transactStatements(statements.map { ParameterizedStatement.builder().statement(it).build() })
            .clientRequestToken(token)
            .returnConsumedCapacity("TOTAL")
    }
}
