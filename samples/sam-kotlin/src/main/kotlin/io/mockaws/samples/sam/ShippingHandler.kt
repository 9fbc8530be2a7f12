package io.mockaws.samples.sam

import com.amazonaws.services.lambda.runtime.Context
import com.amazonaws.services.lambda.runtime.RequestHandler
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.AttributeValue

/** Ships what comes from the queue. */
class ShippingHandler : RequestHandler<Map<String, Any?>, String> {
    private val db = DynamoDbClient.create()
    private val orders = System.getenv("ORDERS")

    override fun handleRequest(
        event: Map<String, Any?>,
        context: Context,
    ): String {
        val records = event["Records"] as List<*>
        for (record in records) {
            val id = (record as Map<*, *>)["body"] as String
            db.updateItem {
                it.tableName(
                    orders
                ).key(mapOf("id" to AttributeValue.fromS(id))).updateExpression("SET #state = :shipped")
                it.expressionAttributeNames(mapOf("#state" to "state"))
                it.expressionAttributeValues(mapOf(":shipped" to AttributeValue.fromS("shipped")))
            }
        }
        return "${records.size} shipped"
    }
}
