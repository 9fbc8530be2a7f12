package io.mockaws.services.dynamodb

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.collections.shouldNotContainDuplicates
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.EnumSource
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest
import software.amazon.awssdk.services.dynamodb.model.OperationType
import software.amazon.awssdk.services.dynamodb.model.ParameterizedStatement
import software.amazon.awssdk.services.dynamodb.model.Record
import software.amazon.awssdk.services.dynamodb.model.StreamViewType
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException
import software.amazon.awssdk.services.dynamodb.model.WriteRequest
import java.math.BigInteger
import java.nio.file.Path
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.seconds

/**
 * What gets into a stream. What AWS tells of which write, and how many bytes, is from recordings of it:
 * https://github.com/localstack/localstack/blob/main/tests/aws/services/dynamodb/test_dynamodb.snapshot.json.
 */
class StreamRecordsTest : DynamoDbStreamsContract() {
    private fun Record.told() = "${eventName()} ${dynamodb().keys().values.joinToString { it.s() }}"

    private fun TransactWriteItem.Builder.putting(vararg attributes: Pair<String, String>) =
        put { it.tableName("people").item(item(*attributes)) }

    private fun update(
        id: String,
        expression: String,
        vararg values: Pair<String, String>,
    ) {
        client.updateItem {
            it.tableName("people").key(item("id" to id)).updateExpression(expression)
                .expressionAttributeValues(item(*values).ifEmpty { null })
        }
    }

    @Test
    fun `a record has all that AWS tells`() {
        table()
        put("id" to "Fred")
        put("id" to "Fred", "name" to "Fred")
        val (inserted, modified) = records()
        inserted.eventVersion() shouldBe "1.1"
        inserted.eventSource() shouldBe "aws:dynamodb"
        inserted.awsRegion() shouldBe "us-east-1"
        inserted.eventID() shouldMatch "[0-9a-f]{32}"
        inserted.eventName() shouldBe OperationType.INSERT
        inserted.userIdentity() shouldBe null
        inserted.dynamodb().approximateCreationDateTime().epochSecond shouldBe aws.time.now().epochSeconds
        inserted.dynamodb().approximateCreationDateTime().nano shouldBe 0
        inserted.dynamodb().streamViewType() shouldBe StreamViewType.NEW_AND_OLD_IMAGES
        inserted.dynamodb().sequenceNumber() shouldMatch "[1-9][0-9]{20}"
        inserted.dynamodb().sizeBytes() shouldBe 12
        inserted.dynamodb().hasOldImage() shouldBe false
        modified.eventName() shouldBe OperationType.MODIFY
        modified.dynamodb().keys() shouldBe item("id" to "Fred")
        modified.dynamodb().oldImage() shouldBe item("id" to "Fred")
        modified.dynamodb().newImage() shouldBe item("id" to "Fred", "name" to "Fred")
        modified.dynamodb().sizeBytes() shouldBe 26
    }

    @ParameterizedTest
    @EnumSource(StreamViewType::class, mode = EnumSource.Mode.EXCLUDE, names = ["UNKNOWN_TO_SDK_VERSION"])
    fun `images are those of the view type`(viewType: StreamViewType) {
        table("$viewType")
        put("id" to "a", "n" to "1")
        put("id" to "a", "n" to "2")
        delete("a")
        val hasOld = viewType in setOf(StreamViewType.OLD_IMAGE, StreamViewType.NEW_AND_OLD_IMAGES)
        val hasNew = viewType in setOf(StreamViewType.NEW_IMAGE, StreamViewType.NEW_AND_OLD_IMAGES)
        val records = records().map { it.dynamodb() }
        records.map { it.streamViewType() }.toSet() shouldBe setOf(viewType)
        records.map { it.keys() } shouldBe List(3) { item("id" to "a") }
        records.map { it.hasOldImage() } shouldBe listOf(false, hasOld, hasOld)
        records.map { it.hasNewImage() } shouldBe listOf(hasNew, hasNew, false)
        if (hasOld) records[1].oldImage() shouldBe item("id" to "a", "n" to "1")
        if (hasNew) records[1].newImage() shouldBe item("id" to "a", "n" to "2")
    }

    @Test
    fun `a write that changes nothing leaves no record`() {
        table("KEYS_ONLY")
        put("id" to "a", "n" to "1")
        put("id" to "a", "n" to "1")
        update("a", "SET n = :one", ":one" to "1")
        update("a", "REMOVE x")
        delete("b")
        client.batchWriteItem { batch ->
            batch.requestItems(
                mapOf(
                    "people" to listOf(
                        WriteRequest.builder().putRequest {
                            it.item(item("id" to "a", "n" to "1"))
                        }.build()
                    )
                )
            )
        }
        records().map { it.told() } shouldBe listOf("INSERT a")
    }

    @Test
    fun `sets are the same in any order, and numbers in any notation`() {
        table()
        val item = mapOf("id" to s("a"), "n" to n(1.50), "s" to AttributeValue.fromSs(listOf("x", "y")))
        client.putItem { it.tableName("people").item(item) }
        val same = mapOf("id" to s("a"), "n" to AttributeValue.fromN("15e-1"), "s" to AttributeValue.fromSs(listOf("y", "x")))
        client.putItem { it.tableName("people").item(same) }
        records() shouldHaveSize 1
    }

    @Test
    fun `every operation that writes items is told, in the order of its writes`() {
        table()
        put("id" to "a")
        update("b", "SET n = :n", ":n" to "1")
        update("b", "SET n = :n", ":n" to "2")
        client.batchWriteItem { batch ->
            val put = WriteRequest.builder().putRequest { it.item(item("id" to "c")) }.build()
            val delete = WriteRequest.builder().deleteRequest { it.key(item("id" to "a")) }.build()
            batch.requestItems(mapOf("people" to listOf(put, delete)))
        }
        client.transactWriteItems { transaction ->
            val put = TransactWriteItem.builder().putting("id" to "d").build()
            val check = TransactWriteItem.builder().conditionCheck {
                it.tableName("people").key(item("id" to "a")).conditionExpression("attribute_not_exists(id)")
            }.build()
            val delete = TransactWriteItem.builder().delete { it.tableName("people").key(item("id" to "b")) }.build()
            transaction.transactItems(put, check, delete)
        }
        aws.dynamoDb.table("people").put(mapOf("id" to "e"))
        aws.dynamoDb.table("people").delete("e")
        records().map { it.told() } shouldBe
            listOf("INSERT a", "INSERT b", "MODIFY b", "INSERT c", "REMOVE a", "INSERT d", "REMOVE b", "INSERT e", "REMOVE e")
    }

    @Test
    fun `statements of PartiQL are told as other writes are`() {
        table()
        client.executeStatement { it.statement("INSERT INTO people VALUE {'id': 'a'}") }
        client.executeStatement { it.statement("UPDATE people SET n = 1 WHERE id = 'a'") }
        client.executeStatement { it.statement("UPDATE people SET n = 1 WHERE id = 'a'") }
        client.batchExecuteStatement { batch ->
            batch.statements(BatchStatementRequest.builder().statement("INSERT INTO people VALUE {'id': 'b'}").build())
        }
        client.executeTransaction { all ->
            all.transactStatements(
                ParameterizedStatement.builder().statement("INSERT INTO people VALUE {'id': 'c'}").build(),
                ParameterizedStatement.builder().statement("DELETE FROM people WHERE id = 'a'").build(),
            )
        }
        records().map { it.told() } shouldBe listOf("INSERT a", "MODIFY a", "INSERT b", "INSERT c", "REMOVE a")
    }

    @Test
    fun `a transaction that fails or is repeated leaves no record`() {
        table()
        val put = TransactWriteItem.builder().putting("id" to "a").build()
        val no = TransactWriteItem.builder().conditionCheck {
            it.tableName("people").key(item("id" to "b")).conditionExpression("attribute_exists(id)")
        }.build()
        shouldThrow<TransactionCanceledException> { client.transactWriteItems { it.transactItems(put, no) } }
        records().shouldBeEmpty()
        repeat(2) { client.transactWriteItems { it.transactItems(put).clientRequestToken("once") } }
        records() shouldHaveSize 1
    }

    @Test
    fun `what expires is told with the service that deletes it`() {
        table()
        aws.dynamoDb.table("people").put(mapOf("id" to "a", "until" to aws.time.now().epochSeconds))
        put("id" to "b")
        client.updateTimeToLive { ttl -> ttl.tableName("people").timeToLiveSpecification { it.attributeName("until").enabled(true) } }
        aws.time.advanceBy(2.days)
        val gone = records().single()
        gone.told() shouldBe "REMOVE a"
        gone.userIdentity().type() shouldBe "Service"
        gone.userIdentity().principalId() shouldBe "dynamodb.amazonaws.com"
        gone.dynamodb().hasOldImage() shouldBe true
        delete("b")
        records().last().userIdentity() shouldBe null
        aws.dynamoDb.table("people").changes().map { it.isExpiry } shouldBe listOf(true, false)
    }

    @Test
    fun `only what happens while the stream is enabled is told, and nothing of other tables`() {
        table(viewType = null)
        table(name = "others")
        put("id" to "a")
        enable("NEW_IMAGE")
        put("id" to "b")
        put("id" to "c", name = "others")
        client.tagResource { tag -> tag.resourceArn(describe().tableArn()).tags({ it.key("k").value("v") }) }
        val arn = arn()
        disable()
        put("id" to "d")
        records(arn).map { it.told() } shouldBe listOf("INSERT b")
        records(arn("others")).map { it.told() } shouldBe listOf("INSERT c")
    }

    @Test
    fun `sequence numbers rise, beyond nine records too, and ids are unlike`() {
        table("KEYS_ONLY")
        repeat(25) { put("id" to "$it") }
        val records = records()
        records.map { it.dynamodb().keys().getValue("id").s() } shouldBe (0..24).map { "$it" }
        val numbers = records.map { BigInteger(it.dynamodb().sequenceNumber()) }
        numbers shouldBe numbers.sorted()
        numbers.shouldNotContainDuplicates()
        records.map { it.eventID() }.shouldNotContainDuplicates()
    }

    @Test
    fun `a fork takes records along and goes its own way`() {
        table()
        put("id" to "a")
        aws.fork().use { fork ->
            fork.dynamoDb.table("people").put(mapOf("id" to "b"))
            fork.dynamoDb.table("people").changes().map { it.key["id"] } shouldBe listOf("a", "b")
        }
        put("id" to "c")
        records().map { it.told() } shouldBe listOf("INSERT a", "INSERT c")
    }

    @Test
    fun `a saved world has its streams with their records`(
        @TempDir folder: Path,
    ) {
        table()
        put("id" to "a")
        val records = records()
        disable()
        enable("KEYS_ONLY")
        aws.save(folder.resolve("world"))
        val old = streams.listStreams().streams().first().streamArn()
        val iterator = iterator()
        aws.reset()
        streams.listStreams().streams().shouldBeEmpty()
        aws.load(folder.resolve("world"))
        records(old) shouldBe records
        put("id" to "a", "n" to "1")
        read(iterator).map { it.told() } shouldBe listOf("MODIFY a")
    }

    @Test
    fun `a fixture makes a stream and tells what happened`() {
        val table = aws.dynamoDb.table("orders", "id").withStream()
        table.put(mapOf("id" to "42", "total" to 10))
        table.put(mapOf("id" to "42", "total" to 12))
        aws.time.advanceBy(1.seconds)
        table.delete("42")
        val changes = table.changes()
        changes.map { "$it" } shouldBe listOf("INSERT {id=42}", "MODIFY {id=42}", "REMOVE {id=42}")
        changes[1].oldImage shouldBe mapOf("id" to "42", "total" to 10)
        changes[1].newImage!!["total"] shouldBe 12
        changes[2].kind shouldBe ItemChange.Kind.REMOVE
        changes[2].newImage shouldBe null
        changes[2].at shouldBe aws.time.now()
        changes[2].sequenceNumber shouldBe records(arn("orders")).last().dynamodb().sequenceNumber()
        shouldThrow<IllegalArgumentException> { aws.dynamoDb.table("bills").changes() }.message shouldBe
            "The table bills has no stream; withStream() gives it one"
        shouldThrow<IllegalArgumentException> { aws.dynamoDb.table("bills").withStream("ALL") }
    }
}
