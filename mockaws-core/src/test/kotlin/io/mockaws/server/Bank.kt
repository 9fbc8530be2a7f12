package io.mockaws.server

import io.mockaws.MockAws
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem

/** Accounts whose sum no transaction changes. */
internal class Bank(
    private val aws: MockAws,
) {
    private val dynamoDb = aws.javaSdk.configure(DynamoDbClient.builder()).build()

    init {
        val table = aws.dynamoDb.table("accounts")
        repeat(ACCOUNTS) { table.put(mapOf("PK" to "$it", "balance" to SUM / ACCOUNTS)) }
    }

    fun move() {
        val (from, to) = (0 until ACCOUNTS).shuffled().take(2)
        val moves = listOf(from to -1, to to 1).map { (account, amount) ->
            TransactWriteItem.builder().update {
                it.tableName("accounts").key(mapOf("PK" to RandomLoad.s("$account"))).updateExpression("ADD balance :n")
                    .expressionAttributeValues(mapOf(":n" to RandomLoad.n(amount)))
            }.build()
        }
        dynamoDb.transactWriteItems { it.transactItems(moves) }
    }

    companion object {
        const val SUM = 1000
        private const val ACCOUNTS = 4

        fun sum(aws: MockAws): Int = aws.dynamoDb.table("accounts").items().sumOf { (it["balance"] as Number).toInt() }
    }
}
