package io.mockaws.services.dynamodb

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException
import software.amazon.awssdk.services.dynamodb.model.WriteRequest
import java.nio.file.Path

class DynamoDbBatchTest : DynamoDbContract() {
    private fun key(id: String) = mapOf("id" to s(id))

    private fun ids(table: String = "things") = aws.dynamoDb.table(table).items().map { it["id"] as String }.sorted()

    @BeforeEach
    fun tables() {
        aws.dynamoDb.table("things", partitionKey = "id")
        aws.dynamoDb.table("others", partitionKey = "id")
    }

    private fun put(id: String) = WriteRequest.builder().putRequest { it.item(key(id)) }.build()

    private fun delete(id: String) = WriteRequest.builder().deleteRequest { it.key(key(id)) }.build()

    @Test
    fun `a batch puts and deletes in several tables`() {
        aws.dynamoDb.table("things").put(mapOf("id" to "old"))
        val done =
            client.batchWriteItem {
                it.requestItems(
                    mapOf("things" to listOf(put("a"), delete("old")), "others" to listOf(put("b")))
                ).returnConsumedCapacity("TOTAL")
            }
        done.unprocessedItems() shouldBe emptyMap()
        done.consumedCapacity().associate { it.tableName() to it.capacityUnits() } shouldBe mapOf("things" to 2.0, "others" to 1.0)
        ids() shouldContainExactly listOf("a")
        ids("others") shouldContainExactly listOf("b")
    }

    @Test
    fun `a batch gets what is there`() {
        aws.dynamoDb.table("things").put(mapOf("id" to "a", "n" to 1))
        val wanted = KeysAndAttributes.builder().keys(key("a"), key("zzz")).projectionExpression("n").build()
        val found = client.batchGetItem { it.requestItems(mapOf("things" to wanted)) }
        found.responses() shouldBe mapOf("things" to listOf(mapOf("n" to n(1))))
        found.unprocessedKeys() shouldBe emptyMap()
    }

    @Test
    fun `a batch with a mistake does nothing at all`() {
        validation("Provided list of item keys contains duplicates") {
            client.batchWriteItem { it.requestItems(mapOf("things" to listOf(put("a"), put("a")))) }
        }
        validation("Provided list of item keys contains duplicates") {
            val wanted = KeysAndAttributes.builder().keys(key("a"), key("a")).build()
            client.batchGetItem { it.requestItems(mapOf("things" to wanted)) }
        }
        validation("Too many items requested for the BatchWriteItem call") {
            client.batchWriteItem {
                it.requestItems(mapOf("things" to (1..20).map { i -> put("$i") }, "others" to (1..20).map { i -> put("$i") }))
            }
        }
        ids() shouldContainExactly emptyList()
    }

    private fun write(configure: TransactWriteItem.Builder.() -> Unit) = TransactWriteItem.builder().apply(configure).build()

    @Test
    fun `a transaction writes all of its items`() {
        aws.dynamoDb.table("things").put(mapOf("id" to "old", "n" to 1))
        aws.dynamoDb.table("others").put(mapOf("id" to "guard"))
        val done =
            client.transactWriteItems {
                it
                    .transactItems(
                        write { put { put -> put.tableName("things").item(key("new")) } },
                        write {
                            update { u ->
                                u
                                    .tableName("things")
                                    .key(key("old"))
                                    .updateExpression("ADD n :n")
                                    .expressionAttributeValues(mapOf(":n" to n(1)))
                            }
                        },
                        write {
                            conditionCheck { c -> c.tableName("others").key(key("guard")).conditionExpression("attribute_exists(id)") }
                        },
                        write { delete { d -> d.tableName("others").key(key("nothing")) } },
                    ).returnConsumedCapacity("TOTAL")
            }
        ids() shouldContainExactly listOf("new", "old")
        aws.dynamoDb.table("things").get("old")!!["n"] shouldBe 2
        done.consumedCapacity().first { it.tableName() == "things" }.writeCapacityUnits() shouldBe 4.0
    }

    @Test
    fun `a transaction with one condition that fails writes nothing and says which`() {
        aws.dynamoDb.table("things").put(mapOf("id" to "old", "n" to 1))
        val cancelled =
            shouldThrow<TransactionCanceledException> {
                client.transactWriteItems {
                    it.transactItems(
                        write { put { put -> put.tableName("things").item(key("new")) } },
                        write {
                            put { put ->
                                put
                                    .tableName("things")
                                    .item(key("old"))
                                    .conditionExpression("attribute_not_exists(id)")
                                    .returnValuesOnConditionCheckFailure("ALL_OLD")
                            }
                        },
                    )
                }
            }
        cancelled.awsErrorDetails().errorMessage() shouldBe
            "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]"
        cancelled.cancellationReasons().map { it.code() } shouldContainExactly listOf("None", "ConditionalCheckFailed")
        cancelled.cancellationReasons()[1].item() shouldBe key("old") + ("n" to n(1))
        ids() shouldContainExactly listOf("old")
    }

    @Test
    fun `a transaction is repeated by its token without effect, and only as it was`() {
        fun add(
            amount: Int,
            token: String,
        ) = client.transactWriteItems {
            it.clientRequestToken(token).transactItems(
                write {
                    update { u ->
                        u
                            .tableName("things")
                            .key(key("a"))
                            .updateExpression("ADD n :n")
                            .expressionAttributeValues(mapOf(":n" to n(amount)))
                    }
                },
            )
        }
        repeat(2) { add(1, "token") }
        aws.dynamoDb.table("things").get("a")!!["n"] shouldBe 1
        shouldThrow<IdempotentParameterMismatchException> { add(2, "token") }
        add(2, "other")
        aws.dynamoDb.table("things").get("a")!!["n"] shouldBe 3
    }

    @Test
    fun `a transaction with an empty key is no valid request`() {
        validation(
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty " +
                "string value. Key: id",
        ) {
            client.transactWriteItems {
                it.transactItems(write { delete { d -> d.tableName("things").key(mapOf("id" to s(""))) } })
            }
        }
    }

    @Test
    fun `a transaction names an item once`() {
        validation("Transaction request cannot include multiple operations on one item") {
            client.transactWriteItems {
                it.transactItems(
                    write { put { put -> put.tableName("things").item(key("a")) } },
                    write { delete { d -> d.tableName("things").key(key("a")) } },
                )
            }
        }
    }

    @Test
    fun `a transaction reads in the order it was asked`() {
        aws.dynamoDb.table("things").put(mapOf("id" to "a", "n" to 1))

        fun get(id: String) = TransactGetItem.builder().get { it.tableName("things").key(key(id)) }.build()
        val read = client.transactGetItems { it.transactItems(get("zzz"), get("a")) }
        read.responses().map { it.hasItem() } shouldContainExactly listOf(false, true)
        read.responses()[1].item() shouldBe key("a") + ("n" to n(1))
    }

    // As TransactWriteItems and ExecuteTransaction do: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html
    @Test
    fun `a transaction reads an item once`() {
        fun get(
            table: String,
            key: Map<String, AttributeValue>,
        ) = TransactGetItem.builder().get { it.tableName(table).key(key) }.build()
        val message = "Transaction request cannot include multiple operations on one item"
        validation(message) { client.transactGetItems { it.transactItems(get("things", key("a")), get("things", key("a"))) } }
        validation(message) {
            client.transactGetItems {
                it.transactItems(
                    get("things", key("a")),
                    get("things", key("b")),
                    get("arn:aws:dynamodb:us-east-1:123456789012:table/things", key("a"))
                )
            }
        }
        // What is wrong with the keys themselves comes behind.
        val wrong = mapOf("id" to n(1))
        validation(message) { client.transactGetItems { it.transactItems(get("things", wrong), get("things", wrong)) } }
        client.transactGetItems { it.transactItems(get("things", key("a")), get("others", key("a")), get("things", key("b"))) }
            .responses().size shouldBe 3
    }

    @Test
    fun `two transactions are told apart though their hash is the same, also after a save`(
        @TempDir folder: Path,
    ) {
        fun put(value: String) =
            client.transactWriteItems {
                it.clientRequestToken("token").transactItems(
                    write {
                        put { put -> put.tableName("things").item(key("a") + ("v" to s(value))) }
                    }
                )
            }
        "Aa".hashCode() shouldBe "BB".hashCode()
        put("Aa")
        shouldThrow<IdempotentParameterMismatchException> { put("BB") }
        aws.save(folder.resolve("world"))
        aws.reset()
        aws.load(folder.resolve("world"))
        put("Aa")
        shouldThrow<IdempotentParameterMismatchException> { put("BB") }
    }

    @Test
    fun `a transaction reads no more than 4 MB`() {
        val table = aws.dynamoDb.table("things")
        repeat(11) { table.put(mapOf("id" to "$it", "v" to "x".repeat(390 * 1024))) }

        fun get(count: Int) =
            client.transactGetItems {
                it.transactItems(
                    (0 until count).map { i ->
                        TransactGetItem.builder().get { g -> g.tableName("things").key(key("$i")) }.build()
                    }
                )
            }
        get(10).responses().count { it.hasItem() } shouldBe 10
        validation("The aggregate size of the items in the transaction cannot exceed 4 MB") { get(11) }
    }
}
