package io.mockaws.services.dynamodb

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import org.junit.jupiter.api.AfterEach
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.BillingMode
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement
import software.amazon.awssdk.services.dynamodb.model.KeyType
import software.amazon.awssdk.services.dynamodb.model.Projection
import software.amazon.awssdk.services.dynamodb.model.ProjectionType

/** A mock and the Java SDK's client of it, for one test. */
abstract class DynamoDbContract {
    protected val aws: MockAws = MockAws.start()
    protected val client: DynamoDbClient = aws.javaSdk.configure(DynamoDbClient.builder()).build()

    @AfterEach
    fun close() {
        client.close()
        aws.close()
    }

    protected fun s(value: String): AttributeValue = AttributeValue.fromS(value)

    protected fun n(value: Number): AttributeValue = AttributeValue.fromN(value.toString())

    protected fun validation(
        message: String,
        call: () -> Unit,
    ) {
        val refused = shouldThrow<DynamoDbException> { call() }
        refused.awsErrorDetails().errorCode() shouldBe "ValidationException"
        refused.awsErrorDetails().errorMessage() shouldBe message
        refused.statusCode() shouldBe 400
    }

    /** `pk` and `sk`; a local index on `ls`, global ones on `gp` (all attributes) and on `gp`, `gn` (keys alone). */
    protected fun indexedTable(name: String = "indexed") {
        client.createTable { it.indexed(name) }
    }

    private fun CreateTableRequest.Builder.indexed(name: String) {
        tableName(name).billingMode(BillingMode.PAY_PER_REQUEST)
        keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
        attributeDefinitions(
            listOf("pk" to "S", "sk" to "S", "ls" to "S", "gp" to "S", "gn" to "N").map { (attribute, type) ->
                AttributeDefinition.builder().attributeName(attribute).attributeType(type).build()
            },
        )
        localSecondaryIndexes({
            it.indexName("local").keySchema(key("pk", KeyType.HASH), key("ls", KeyType.RANGE)).projection(keysOnly)
        })
        globalSecondaryIndexes(
            { index -> index.indexName("byGp").keySchema(key("gp", KeyType.HASH)).projection { it.projectionType(ProjectionType.ALL) } },
            { index ->
                index.indexName("byGpGn").keySchema(key("gp", KeyType.HASH), key("gn", KeyType.RANGE)).projection(keysOnly)
            },
        )
    }

    private val keysOnly = Projection.builder().projectionType(ProjectionType.KEYS_ONLY).build()

    protected fun key(
        name: String,
        type: KeyType,
    ): KeySchemaElement = KeySchemaElement.builder().attributeName(name).keyType(type).build()
}
