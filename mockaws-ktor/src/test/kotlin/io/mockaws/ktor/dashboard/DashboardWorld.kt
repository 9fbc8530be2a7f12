package io.mockaws.ktor.dashboard

import io.mockaws.ktor.admin.Served
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException
import software.amazon.awssdk.services.s3.model.S3Exception
import java.util.Base64
import kotlin.time.Duration.Companion.seconds

/** A small shop, so that there is something to look at. */
object DashboardWorld {
    /** Four by four pixels. */
    private val PICTURE: ByteArray =
        Base64.getDecoder().decode(
            "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAEElEQVR4nGPgL5gFRwzEcQD8yRKhv3ARiwAAAABJRU5ErkJggg==",
        )

    private const val RECEIPT =
        """{"total":1999,"currency":"EUR","customer":{"name":"Ann","email":"ann@example.com"},
        "lines":[{"sku":"tea-100","count":2,"price":799},{"sku":"cup-blue","count":1,"price":401}],"paid":true}"""

    fun fill(served: Served) {
        val aws = served.aws
        aws.s3.bucket("receipts").put("42.json", RECEIPT, "application/json", mapOf("order" to "42", "shop" to "berlin"))
            .put("2026/11/41.json", RECEIPT, "application/json").put("readme.txt", "One receipt for each order.", "text/plain")
        aws.s3.bucket("photos").put("2026/cat.png", PICTURE, "image/png")
            .put("evil.html", "<script>document.title = 'bad'</script>", "text/html")
        aws.dynamoDb.table("customers", "id").let { table ->
            repeat(12) { table.put(mapOf("id" to "c-$it", "name" to "Customer $it", "orders" to it, "vip" to (it % 3 == 0))) }
        }
        queues(served)
        calls(served)
    }

    /** A call with a long error code, which its client tries again until it gives up. */
    private fun throttled(served: Served) {
        val throttling = served.aws.faults { error("ProvisionedThroughputExceededException").on("dynamodb", "GetItem") }
        try {
            served.dynamoDb.getItem { it.tableName("customers").key(mapOf("id" to AttributeValue.fromS("c-7"))) }
        } catch (_: DynamoDbException) {
            // It is in the journal now.
        }
        throttling.close()
    }

    private fun queues(served: Served) {
        val aws = served.aws
        aws.sqs.queue("orders-dlq")
        val orders = aws.sqs.queue("orders") { visibilityTimeout = 30.seconds }
        repeat(8) { orders.send("""{"order":${it + 42},"total":${1999 + it * 150}}""", mapOf("shop" to "berlin")) }
        aws.sqs.queue("orders.fifo").send("first", groupId = "ann")
    }

    private fun calls(served: Served) {
        val queue = served.sqs.createQueue { it.queueName("orders") }.queueUrl()
        served.sqs.receiveMessage { it.queueUrl(queue).maxNumberOfMessages(2) }
        served.s3.putObject({ it.bucket("receipts").key("43.json").contentType("application/json") }, RequestBody.fromString(RECEIPT))
        served.dynamoDb.getItem { it.tableName("customers").key(mapOf("id" to AttributeValue.fromS("c-3"))) }
        served.dynamoDb.scan { it.tableName("customers").limit(5) }
        throttled(served)
        try {
            served.s3.getObjectAsBytes { it.bucket("receipts").key("missing.json") }
        } catch (_: S3Exception) {
            // It is in the journal now.
        }
        served.sqs.sendMessage { it.queueUrl(queue).messageBody("""{"order":50,"total":120}""") }
    }
}
