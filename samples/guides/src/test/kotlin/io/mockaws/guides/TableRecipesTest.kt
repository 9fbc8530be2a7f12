package io.mockaws.guides

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException
import kotlin.time.Duration.Companion.hours

/** The recipes of docs/recipes.md that need a table. */
class TableRecipesTest {
    @Test
    fun `a throttled write is tried again`() = runTest {
        mockAws {
            val orders = dynamoDb.table("orders", partitionKey = "id")
            faults { throttle().on("dynamodb", "PutItem").first(2) }

            put("42")

            orders.count shouldBe 1
            calls("dynamodb", "PutItem").map { it.attempt } shouldBe listOf(1, 2, 3)
        }
    }

    @Test
    fun `an answer that got lost leaves its work done`() = runTest {
        mockAws {
            val orders = dynamoDb.table("orders", partitionKey = "id")
            faults { cutResponse(0).on("dynamodb", "PutItem").first(1) }

            shouldThrow<ConditionalCheckFailedException> { putOnce("42") }

            orders.count shouldBe 1
            calls("dynamodb", "PutItem").attempt(2).single().errorCode shouldBe "ConditionalCheckFailedException"
        }
    }

    @Test
    fun `a write with a condition is done once`() = runTest {
        mockAws {
            dynamoDb.table("orders", partitionKey = "id")

            putOnce("42")
            shouldThrow<ConditionalCheckFailedException> { putOnce("42") }

            calls("dynamodb", "PutItem").succeeded().size shouldBe 1
        }
    }

    @Test
    fun `a transaction with the same token is carried out once`() = runTest {
        mockAws {
            val totals = dynamoDb.table("totals", partitionKey = "id")

            add(19, token = "order-42")
            add(19, token = "order-42") // the caller tries again

            totals.get("all")!!["sum"] shouldBe 19
            calls("dynamodb", "TransactWriteItems").size shouldBe 2
        }
    }

    @Test
    fun `a session is gone two days after its time to live`() = runTest {
        mockAws {
            val sessions = dynamoDb.table("sessions", partitionKey = "id")
            client.updateTimeToLive {
                it.tableName("sessions").timeToLiveSpecification { ttl -> ttl.attributeName("expires").enabled(true) }
            }
            sessions.put(mapOf("id" to "a", "expires" to (time.now() + 1.hours).epochSeconds))

            delay(2.hours)
            sessions.count shouldBe 1 // expired, and still there: AWS takes its time
            delay(48.hours)
            sessions.count shouldBe 0
        }
    }

    @Test
    fun `an order is written once and then paid`() = runTest {
        mockAws {
            val orders = dynamoDb.table("orders", partitionKey = "id").withStream()

            placeAndPay("42")

            orders.changes().map { "$it" } shouldBe listOf("INSERT {id=42}", "MODIFY {id=42}")
            orders.changes().last().oldImage!!["state"] shouldBe "placed"
            orders.changes().last().newImage!!["state"] shouldBe "paid"
        }
    }

    @Test
    fun `a consumer that was away for a day begins anew`() = runTest {
        mockAws {
            val orders = dynamoDb.table("orders", partitionKey = "id").withStream()
            orders.put(mapOf("id" to "1"))
            val consumer = StreamConsumer(client.describeTable { it.tableName("orders") }.table().latestStreamArn())
            consumer.poll() shouldBe listOf("1")

            orders.put(mapOf("id" to "2"))
            delay(25.hours)
            orders.put(mapOf("id" to "3"))

            consumer.poll() shouldBe listOf("3") // ExpiredIteratorException, TrimmedDataAccessException, and on
        }
    }

    private fun put(id: String) {
        client.putItem { it.tableName("orders").item(mapOf("id" to AttributeValue.fromS(id))) }
    }

    private fun placeAndPay(id: String) {
        for (state in listOf("placed", "paid")) {
            client.putItem { it.tableName("orders").item(mapOf("id" to AttributeValue.fromS(id), "state" to AttributeValue.fromS(state))) }
        }
    }

    private fun putOnce(id: String) {
        client.putItem {
            it.tableName("orders").item(mapOf("id" to AttributeValue.fromS(id)))
                .conditionExpression("attribute_not_exists(id)")
        }
    }

    private fun add(
        amount: Int,
        token: String,
    ) {
        client.transactWriteItems { transaction ->
            transaction.clientRequestToken(token).transactItems({ item ->
                item.update {
                    it.tableName("totals").key(mapOf("id" to AttributeValue.fromS("all")))
                        .updateExpression("ADD #s :amount").expressionAttributeNames(mapOf("#s" to "sum"))
                        .expressionAttributeValues(mapOf(":amount" to AttributeValue.fromN("$amount")))
                }
            })
        }
    }

    private val client = DynamoDbClient.builder().region(Region.US_EAST_1).build()
}
