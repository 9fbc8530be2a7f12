package io.mockaws.services.dynamodb

import aws.sdk.kotlin.services.dynamodb.DynamoDbClient
import aws.sdk.kotlin.services.dynamodb.batchExecuteStatement
import aws.sdk.kotlin.services.dynamodb.createTable
import aws.sdk.kotlin.services.dynamodb.deleteItem
import aws.sdk.kotlin.services.dynamodb.describeTable
import aws.sdk.kotlin.services.dynamodb.executeStatement
import aws.sdk.kotlin.services.dynamodb.executeTransaction
import aws.sdk.kotlin.services.dynamodb.getItem
import aws.sdk.kotlin.services.dynamodb.model.AttributeDefinition
import aws.sdk.kotlin.services.dynamodb.model.AttributeValue
import aws.sdk.kotlin.services.dynamodb.model.BatchStatementRequest
import aws.sdk.kotlin.services.dynamodb.model.BillingMode
import aws.sdk.kotlin.services.dynamodb.model.ConditionalCheckFailedException
import aws.sdk.kotlin.services.dynamodb.model.DuplicateItemException
import aws.sdk.kotlin.services.dynamodb.model.KeySchemaElement
import aws.sdk.kotlin.services.dynamodb.model.KeyType
import aws.sdk.kotlin.services.dynamodb.model.ParameterizedStatement
import aws.sdk.kotlin.services.dynamodb.model.ReturnValue
import aws.sdk.kotlin.services.dynamodb.model.ScalarAttributeType
import aws.sdk.kotlin.services.dynamodb.model.TableStatus
import aws.sdk.kotlin.services.dynamodb.putItem
import aws.sdk.kotlin.services.dynamodb.query
import aws.sdk.kotlin.services.dynamodb.scan
import aws.sdk.kotlin.services.dynamodb.updateItem
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test

/** What is special to a client is small, so some calls of each kind stand for all. */
class DynamoDbKotlinTest {
    private fun s(value: String) = AttributeValue.S(value)

    private fun withClient(test: suspend (DynamoDbClient) -> Unit) =
        runTest {
            mockAws {
                DynamoDbClient { kotlinSdk.configure(this) }.use { client ->
                    client.createTable {
                        tableName = "orders"
                        billingMode = BillingMode.PayPerRequest
                        attributeDefinitions =
                            listOf("PK", "SK").map { name ->
                                AttributeDefinition {
                                    attributeName = name
                                    attributeType = ScalarAttributeType.S
                                }
                            }
                        keySchema =
                            listOf("PK" to KeyType.Hash, "SK" to KeyType.Range).map { (name, type) ->
                                KeySchemaElement {
                                    attributeName = name
                                    keyType = type
                                }
                            }
                    }
                    test(client)
                }
            }
        }

    private val key = mapOf("PK" to s("a"), "SK" to s("1"))

    @Test
    fun `a table is there at once`() =
        withClient { client ->
            client.describeTable { tableName = "orders" }.table?.tableStatus shouldBe TableStatus.Active
        }

    @Test
    fun `items are put, read, updated, queried, scanned and deleted`() =
        withClient { client ->
            client.putItem {
                tableName = "orders"
                item =
                    key + mapOf("n" to AttributeValue.N("1"), "b" to AttributeValue.B(byteArrayOf(1)), "none" to AttributeValue.Null(true))
            }
            val updated =
                client.updateItem {
                    tableName = "orders"
                    this.key = this@DynamoDbKotlinTest.key
                    updateExpression = "SET n = n + :one REMOVE b, #none"
                    expressionAttributeNames = mapOf("#none" to "none")
                    expressionAttributeValues = mapOf(":one" to AttributeValue.N("1"))
                    returnValues = ReturnValue.AllNew
                }
            updated.attributes shouldBe key + ("n" to AttributeValue.N("2"))
            client
                .query {
                    tableName = "orders"
                    keyConditionExpression = "PK = :p"
                    expressionAttributeValues = mapOf(":p" to s("a"))
                }.items shouldBe listOf(updated.attributes)
            client.scan { tableName = "orders" }.count shouldBe 1
            client.deleteItem {
                tableName = "orders"
                this.key = this@DynamoDbKotlinTest.key
            }
            client
                .getItem {
                    tableName = "orders"
                    this.key = this@DynamoDbKotlinTest.key
                }.item shouldBe null
        }

    @Test
    fun `a condition that fails is the SDK's own exception`() =
        withClient { client ->
            shouldThrow<ConditionalCheckFailedException> {
                client.deleteItem {
                    tableName = "orders"
                    this.key = this@DynamoDbKotlinTest.key
                    conditionExpression = "attribute_exists(PK)"
                }
            }.message shouldBe "The conditional request failed"
        }

    @Test
    fun `statements run`() =
        withClient { client ->
            client.executeTransaction {
                transactStatements =
                    listOf(
                        ParameterizedStatement {
                            statement = "INSERT INTO orders VALUE {'PK': ?, 'SK': '1', 'total': 5}"
                            parameters = listOf(s("a"))
                        },
                    )
            }
            shouldThrow<DuplicateItemException> {
                client.executeStatement { statement = "INSERT INTO orders VALUE {'PK': 'a', 'SK': '1'}" }
            }
            client.executeStatement { statement = "SELECT total FROM orders WHERE PK = 'a'" }.items shouldBe
                listOf(mapOf("total" to AttributeValue.N("5")))
            client
                .batchExecuteStatement {
                    statements = listOf(BatchStatementRequest { statement = "DELETE FROM orders WHERE PK = 'a' AND SK = '1'" })
                }.responses
                ?.single()
                ?.tableName shouldBe "orders"
        }
}
