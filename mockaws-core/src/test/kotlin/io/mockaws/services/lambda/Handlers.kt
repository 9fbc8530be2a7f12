package io.mockaws.services.lambda

import com.amazonaws.services.lambda.runtime.Context
import com.amazonaws.services.lambda.runtime.RequestHandler
import com.amazonaws.services.lambda.runtime.RequestStreamHandler
import com.amazonaws.services.lambda.runtime.events.S3Event
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse
import com.amazonaws.services.lambda.runtime.events.SQSEvent
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import java.io.InputStream
import java.io.OutputStream
import java.util.concurrent.atomic.AtomicInteger

// Handlers as production code has them: nothing of ours in them.

class Greeting : RequestHandler<Map<String, String>, Map<String, Any>> {
    private var count = 0

    override fun handleRequest(
        event: Map<String, String>,
        context: Context,
    ): Map<String, Any> {
        context.logger.log("greets ${event["name"]}")
        return mapOf("text" to "Hello ${event["name"]}", "count" to ++count, "left" to (context.remainingTimeInMillis > 0))
    }
}

/** A client in a static field, as AWS's guides have it. */
class StoresObjects : RequestHandler<S3Event, Int> {
    override fun handleRequest(
        event: S3Event,
        context: Context,
    ): Int {
        for (record in event.records) {
            db.putItem { r ->
                r.tableName("objects").item(mapOf("id" to AttributeValue.fromS(record.s3.`object`.urlDecodedKey)))
            }
        }
        return event.records.size
    }

    companion object {
        val db: DynamoDbClient = DynamoDbClient.create()
    }
}

class FailsEverySecond : RequestHandler<SQSEvent, SQSBatchResponse> {
    override fun handleRequest(
        event: SQSEvent,
        context: Context,
    ): SQSBatchResponse =
        SQSBatchResponse(
            event.records.filterIndexed { i, _ -> i % 2 == 1 }.map { SQSBatchResponse.BatchItemFailure(it.messageId) },
        )
}

class Reverses : RequestStreamHandler {
    override fun handleRequest(
        input: InputStream,
        output: OutputStream,
        context: Context,
    ) = output.write("\"${input.readBytes().decodeToString().trim('"').reversed()}\"".encodeToByteArray())
}

data class Sum(
    var a: Int = 0,
    var b: Int = 0,
)

class Calculator {
    fun add(sum: Sum): Int = sum.a + sum.b

    fun describe(
        sum: Sum,
        context: Context,
    ): Sum = Sum(sum.b, sum.a).also { context.logger.log("swapped") }

    fun name(context: Context): String = context.functionName

    fun nothing() = Unit
}

class FailsToBegin : RequestHandler<String, String> {
    init {
        tries.incrementAndGet()
        error("no luck")
    }

    override fun handleRequest(
        input: String,
        context: Context,
    ): String = input

    companion object {
        val tries = AtomicInteger()
    }
}

/** Blocks for as many milliseconds as it is told. */
class Sleeps : RequestHandler<Int, Int> {
    override fun handleRequest(
        input: Int,
        context: Context,
    ): Int {
        Thread.sleep(input.toLong())
        return input
    }
}

/** Asks for its environment where production code does: while it is made, and in the handler. */
class ReadsEnvironment : RequestHandler<Any?, List<String?>> {
    private val table = System.getenv("TABLE")

    override fun handleRequest(
        event: Any?,
        context: Context,
    ): List<String?> = listOf(table, System.getenv("TABLE"), System.getenv()["AWS_REGION"], System.getenv("_HANDLER"))
}
