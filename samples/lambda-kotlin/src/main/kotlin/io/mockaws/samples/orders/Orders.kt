package io.mockaws.samples.orders

import aws.sdk.kotlin.services.dynamodb.DynamoDbClient
import aws.sdk.kotlin.services.dynamodb.model.AttributeValue
import aws.sdk.kotlin.services.dynamodb.putItem
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json

@Serializable
data class Order(
    val id: String,
    val total: Int,
)

/** What a queue hands to a function. */
@Serializable
data class Messages(
    @SerialName("Records") val records: List<Message>,
)

@Serializable
data class Message(
    val body: String,
)

/** Who takes the money. */
fun interface Payments {
    suspend fun charge(order: Order)
}

/** What happens to an order: it is paid, or, where that fails in the end, cancelled. Each step is a function of AWS Lambda. */
class Orders(
    private val payments: Payments,
) {
    suspend fun pay(messages: Messages) {
        for (order in messages.orders()) {
            payments.charge(order)
            record(order, "PAID")
        }
    }

    suspend fun cancel(messages: Messages) {
        for (order in messages.orders()) record(order, "CANCELLED")
    }

    private suspend fun record(
        order: Order,
        state: String,
    ) {
        DynamoDbClient.fromEnvironment().use { db ->
            db.putItem {
                tableName = "orders"
                item = mapOf("id" to AttributeValue.S(order.id), "state" to AttributeValue.S(state))
            }
        }
    }

    private fun Messages.orders() = records.map { Json.decodeFromString<Order>(it.body) }
}
