package io.mockaws.samples.sam

import com.amazonaws.services.lambda.runtime.Context
import com.amazonaws.services.lambda.runtime.RequestHandler
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.sqs.SqsClient

/** Answers the shop's API: its page, and orders. */
class ShopHandler : RequestHandler<Map<String, Any?>, Map<String, Any?>> {
    private val db = DynamoDbClient.create()
    private val sqs = SqsClient.create()
    private val orders = System.getenv("ORDERS")
    private val toShip = System.getenv("TO_SHIP")

    override fun handleRequest(
        event: Map<String, Any?>,
        context: Context,
    ): Map<String, Any?> =
        when (event["resource"]) {
            "/orders" -> take(event["body"] as String? ?: "", context.awsRequestId)
            "/orders/{id}" -> show((event["pathParameters"] as Map<*, *>)["id"] as String)
            else -> answer(200, page, "text/html")
        }

    private fun take(
        what: String,
        id: String,
    ): Map<String, Any?> {
        val item = mapOf("id" to id, "what" to what, "state" to "taken").mapValues { AttributeValue.fromS(it.value) }
        db.putItem { it.tableName(orders).item(item) }
        sqs.sendMessage { it.queueUrl(toShip).messageBody(id) }
        return answer(201, """{"id":"$id"}""")
    }

    private fun show(id: String): Map<String, Any?> {
        val found = db.getItem { it.tableName(orders).key(mapOf("id" to AttributeValue.fromS(id))) }
        if (!found.hasItem()) return answer(404, """{"message":"There is no order $id"}""")
        return answer(200, """{"id":"$id","state":"${found.item().getValue("state").s()}"}""")
    }

    private fun answer(
        status: Int,
        body: String,
        type: String = "application/json",
    ) = mapOf("statusCode" to status, "headers" to mapOf("Content-Type" to type), "body" to body)

    private companion object {
        val page = ShopHandler::class.java.getResource("page.html")!!.readText()
    }
}
