package io.mockaws.services.dynamodb

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.longs.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException
import software.amazon.awssdk.services.dynamodb.model.Record
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsAsyncClient
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/**
 * The four operations of DynamoDB Streams. What AWS refuses, and how a closed shard ends, is also in ScyllaDB's tests, which run
 * against AWS: https://github.com/scylladb/scylladb/blob/master/test/alternator/test_streams.py. Its words for what is not there
 * are in LocalStack's recordings (tests/aws/services/dynamodbstreams), those for an expired iterator in
 * https://github.com/spring-attic/spring-integration-aws/pull/59.
 */
class DynamoDbStreamsTest : DynamoDbStreamsContract() {
    private fun List<Record>.ids() = map { it.dynamodb().keys().getValue("id").s() }

    @Test
    fun `a stream is described with its shard`() {
        val table = table("OLD_IMAGE")
        val stream = stream()
        stream.streamArn() shouldBe table.latestStreamArn()
        stream.streamLabel() shouldBe table.latestStreamLabel()
        stream.tableName() shouldBe "people"
        stream.keySchema() shouldBe table.keySchema()
        stream.streamViewTypeAsString() shouldBe "OLD_IMAGE"
        stream.streamStatusAsString() shouldBe "ENABLED"
        stream.creationRequestDateTime().toEpochMilli() shouldBe aws.time.now().toEpochMilliseconds()
        stream.lastEvaluatedShardId() shouldBe null
        val shard = stream.shards().single()
        shard.shardId() shouldMatch "shardId-[0-9]{20}-[0-9a-f]{8}"
        shard.parentShardId() shouldBe null
        shard.sequenceNumberRange().startingSequenceNumber() shouldMatch "[0-9]{21}"
        shard.sequenceNumberRange().endingSequenceNumber() shouldBe null
    }

    @Test
    fun `the shard of a disabled stream is closed, and what reads it comes to an end`() {
        table()
        val arn = arn()
        put("id" to "a")
        val waiting = iterator(ShardIteratorType.LATEST)
        disable()
        val range = stream(arn).shards().single().sequenceNumberRange()
        range.endingSequenceNumber() shouldBe records(arn).single().dynamodb().sequenceNumber()
        val all = streams.getRecords { it.shardIterator(iterator(arn = arn)) }
        all.records() shouldHaveSize 1
        all.nextShardIterator() shouldBe null
        val none = streams.getRecords { it.shardIterator(waiting) }
        none.records().shouldBeEmpty()
        none.nextShardIterator() shouldBe null
    }

    @Test
    fun `a closed shard that never had a record, or has none any more, comes to an end`() {
        val empty = table(name = "empty").latestStreamArn()
        disable("empty")
        streams.getRecords { it.shardIterator(iterator(arn = empty)) }.nextShardIterator() shouldBe null
        val range = stream(empty).shards().single().sequenceNumberRange()
        range.endingSequenceNumber() shouldBe range.startingSequenceNumber()
        val trimmed = table().latestStreamArn()
        put("id" to "a")
        aws.time.advanceBy(23.hours)
        disable()
        aws.time.advanceBy(1.hours)
        streams.getRecords { it.shardIterator(iterator(arn = trimmed)) }.nextShardIterator() shouldBe null
    }

    @Test
    fun `shards are paged and filtered`() {
        table()
        val shard = stream().shards().single().shardId()
        fun shards(
            after: String
        ) = streams.describeStream { it.streamArn(arn()).limit(1).exclusiveStartShardId(after) }.streamDescription().shards()
        shards(after = "shardId-00000000000000000000-00000000").map { it.shardId() } shouldBe listOf(shard)
        shards(after = shard).shouldBeEmpty()
        streams.describeStream { describe -> describe.streamArn(arn()).shardFilter { it.type("CHILD_SHARDS").shardId(shard) } }
            .streamDescription().shards().shouldBeEmpty()
    }

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ShardFilter.html */
    @Test
    fun `a shard filter has a type and the id of a shard`() {
        table()
        val shard = stream().shards().single().shardId()

        fun refused(
            problem: String,
            type: String?,
            id: String?,
        ) = validation("1 validation error detected: Value $problem") {
            streams.describeStream { describe -> describe.streamArn(arn()).shardFilter { it.type(type).shardId(id) } }
        }
        refused("null at 'shardFilter.type' failed to satisfy constraint: Member must not be null", null, shard)
        refused("null at 'shardFilter.shardId' failed to satisfy constraint: Member must not be null", "CHILD_SHARDS", null)
        val at = "'shardFilter.shardId' failed to satisfy constraint: Member must have length"
        refused("'qwerty' at $at greater than or equal to 28", "CHILD_SHARDS", "qwerty")
        refused("'${"s".repeat(66)}' at $at less than or equal to 65", "CHILD_SHARDS", "s".repeat(66))
    }

    @Test
    fun `streams are listed page by page, of one table or of all`() {
        val arns = (1..5).map { table(name = "table-$it").latestStreamArn() }
        val found = mutableListOf<String>()
        var last: String? = null
        do {
            val page = streams.listStreams { it.limit(2).exclusiveStartStreamArn(last) }
            found += page.streams().map { it.streamArn() }
            last = page.lastEvaluatedStreamArn()
        } while (last != null)
        found shouldBe arns
        val one = streams.listStreams { it.tableName("table-3") }.streams().single()
        one.streamArn() shouldBe arns[2]
        one.tableName() shouldBe "table-3"
        one.streamLabel() shouldBe describe("table-3").latestStreamLabel()
        streams.listStreams { it.tableName("none") }.streams().shouldBeEmpty()
    }

    @Test
    fun `an iterator begins where its type says`() {
        table()
        put("id" to "a")
        put("id" to "b")
        val second = records()[1].dynamodb().sequenceNumber()
        val latest = iterator(ShardIteratorType.LATEST)
        put("id" to "c")
        read(iterator(ShardIteratorType.TRIM_HORIZON)).ids() shouldBe listOf("a", "b", "c")
        read(iterator(ShardIteratorType.AT_SEQUENCE_NUMBER, second)).ids() shouldBe listOf("b", "c")
        read(iterator(ShardIteratorType.AFTER_SEQUENCE_NUMBER, second)).ids() shouldBe listOf("c")
        read(latest).ids() shouldBe listOf("c")
        iterator() shouldStartWith "${arn()}|1|"
    }

    @Test
    fun `both numbers of an empty shard's beginning read all that comes`() {
        table()
        val start = stream().shards().single().sequenceNumberRange().startingSequenceNumber()
        val iterators = listOf(ShardIteratorType.AT_SEQUENCE_NUMBER, ShardIteratorType.AFTER_SEQUENCE_NUMBER).map { iterator(it, start) }
        put("id" to "a")
        iterators.map { read(it).ids() } shouldBe List(2) { listOf("a") }
    }

    @Test
    fun `a consumer goes on from iterator to iterator`() {
        table()
        repeat(5) { put("id" to "$it") }
        val first = streams.getRecords { it.shardIterator(iterator()).limit(3) }
        first.records().ids() shouldBe listOf("0", "1", "2")
        val second = streams.getRecords { it.shardIterator(first.nextShardIterator()).limit(3) }
        second.records().ids() shouldBe listOf("3", "4")
        val third = streams.getRecords { it.shardIterator(second.nextShardIterator()) }
        third.records().shouldBeEmpty()
        put("id" to "5")
        read(third.nextShardIterator()).ids() shouldBe listOf("5")
        read(first.nextShardIterator()).ids() shouldBe listOf("3", "4", "5")
    }

    @Test
    fun `an answer has no more than a thousand records and a megabyte`() {
        table("KEYS_ONLY")
        val table = aws.dynamoDb.table("people")
        repeat(1001) { table.put(mapOf("id" to "$it")) }
        val all = streams.getRecords { it.shardIterator(iterator()) }
        all.records() shouldHaveSize 1000
        read(all.nextShardIterator()).ids() shouldBe listOf("1000")
        val large = aws.dynamoDb.table("large", "id").withStream("NEW_IMAGE")
        repeat(4) { large.put(mapOf("id" to "$it", "text" to "x".repeat(300_000))) }
        val some = streams.getRecords { it.shardIterator(iterator(arn = arn("large"))) }
        some.records() shouldHaveSize 3
        some.records().sumOf { it.dynamodb().sizeBytes() } shouldBeLessThanOrEqual 1024 * 1024
        read(some.nextShardIterator()) shouldHaveSize 1
    }

    @Test
    fun `an iterator expires after 15 minutes`() {
        table()
        val iterator = iterator()
        aws.time.advanceBy(15.minutes)
        val next = streams.getRecords { it.shardIterator(iterator) }.nextShardIterator()
        aws.time.advanceBy(1.seconds)
        refused("ExpiredIteratorException", "Shard iterator has expired") { read(iterator) }
        read(next).shouldBeEmpty()
    }

    @Test
    fun `records are trimmed after 24 hours`() {
        table()
        put("id" to "a")
        aws.time.advanceBy(1.hours)
        put("id" to "b")
        aws.time.advanceBy(23.hours - 1.seconds)
        val (a, b) = records().map { it.dynamodb().sequenceNumber() }
        val early = iterator()
        val late = iterator(ShardIteratorType.AT_SEQUENCE_NUMBER, b)
        aws.time.advanceBy(1.seconds)
        records().ids() shouldBe listOf("b")
        read(late).ids() shouldBe listOf("b")
        stream().shards().single().sequenceNumberRange().startingSequenceNumber() shouldBe b
        val trimmed = "The data you are trying to access has been trimmed."
        refused("TrimmedDataAccessException", trimmed) { read(early) }
        refused("TrimmedDataAccessException", trimmed) { iterator(ShardIteratorType.AT_SEQUENCE_NUMBER, a) }
        refused("TrimmedDataAccessException", trimmed) { iterator(ShardIteratorType.AFTER_SEQUENCE_NUMBER, a) }
        aws.time.advanceBy(1.hours)
        records().shouldBeEmpty()
        put("id" to "c")
        records().ids() shouldBe listOf("c")
        (records().single().dynamodb().sequenceNumber().toBigInteger() > b.toBigInteger()) shouldBe true
    }

    @Test
    fun `what is not there is refused`() {
        table()
        val arn = arn()
        val shard = stream().shards().single().shardId()
        val none = arn.dropLast(1) + "X"
        fun iterate(arn: String, shard: String, type: String, number: String? = null) =
            streams.getShardIterator { it.streamArn(arn).shardId(shard).shardIteratorType(type).sequenceNumber(number) }
        val noStream = "Requested resource not found: Stream: $none not found"
        refused("ResourceNotFoundException", noStream) { stream(none) }
        refused("ResourceNotFoundException", noStream) { iterate(none, shard, "LATEST") }
        refused("ResourceNotFoundException", "Requested resource not found: Shard does not exist") {
            iterate(arn, "shardId-00000000000000000000-00000000", "LATEST")
        }
        validation("Invalid StreamArn") { stream("fake-stream") }
        validation("Invalid StreamArn") { iterate("x".repeat(40), shard, "LATEST") }
        validation("Invalid StreamArn") { streams.listStreams { it.exclusiveStartStreamArn("x".repeat(40)) } }
        val number = stream().shards().single().sequenceNumberRange().startingSequenceNumber()
        for (type in listOf("LATEST", "TRIM_HORIZON")) refused("ValidationException", null) { iterate(arn, shard, type, number) }
        for (type in listOf("AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER")) {
            refused("ValidationException", null) { iterate(arn, shard, type) }
            refused("ValidationException", null) { iterate(arn, shard, type, "x".repeat(30)) }
            refused("ValidationException", null) { iterate(arn, shard, type, "9$number") }
        }
        refused("ValidationException", null) { iterate(arn, shard, "LAST") }
        refused("ValidationException", null) { read("x".repeat(40)) }
        refused("ValidationException", null) { read("$arn|1|AAAA") }
        refused("ResourceNotFoundException", noStream) { read(iterator().replace(arn, none)) }
    }

    @Test
    fun `limits are AWS's`() {
        table()
        fun invalid(value: Int, member: String, constraint: String, call: () -> Unit) =
            validation(
                "1 validation error detected: Value '$value' at '$member' failed to satisfy constraint: Member must have value $constraint",
                call
            )
        val iterator = iterator()
        invalid(1001, "limit", "less than or equal to 1000") { streams.getRecords { it.shardIterator(iterator).limit(1001) } }
        invalid(0, "limit", "greater than or equal to 1") { streams.getRecords { it.shardIterator(iterator).limit(0) } }
        invalid(101, "limit", "less than or equal to 100") { streams.listStreams { it.limit(101) } }
        invalid(101, "limit", "less than or equal to 100") { streams.describeStream { it.streamArn(arn()).limit(101) } }
        validation("1 validation error detected: Value null at 'streamArn' failed to satisfy constraint: Member must not be null") {
            streams.describeStream { }
        }
    }

    @Test
    fun `streams are those of the account and region`() {
        table()
        aws.javaSdk.configure(DynamoDbStreamsClient.builder()).region(Region.EU_WEST_1).build().use { elsewhere ->
            elsewhere.listStreams().streams().shouldBeEmpty()
            shouldThrow<DynamoDbException> { elsewhere.describeStream { it.streamArn(arn()) } }
        }
    }

    @Test
    fun `it is a service of its own for the journal, faults, stubs and options, with the state of DynamoDB`() {
        table()
        put("id" to "a")
        records()
        aws.calls("dynamodbstreams", "GetRecords") shouldHaveSize 1
        shouldThrow<IllegalArgumentException> { aws.calls("dynamodb", "GetRecords") }
        aws.faults { throttle().on("dynamodbstreams", "ListStreams") }
        refused("ThrottlingException", null) { streams.listStreams() }
        aws.faults.clear()
        aws.on("dynamodbstreams", "ListStreams") { respond(mapOf("Streams" to listOf(mapOf("TableName" to "stubbed")))) }
        streams.listStreams().streams().single().tableName() shouldBe "stubbed"
        aws.reset("dynamodbstreams")
        client.listTables().tableNames().shouldBeEmpty()
        MockAws.start(MockAwsOptions.builder().services(setOf("dynamodb")).build()).use { alone ->
            alone.javaSdk.configure(DynamoDbStreamsClient.builder()).build().use { refused ->
                shouldThrow<DynamoDbException> { refused.listStreams() }
            }
        }
    }

    @Test
    fun `clients that nobody configured are answered, blocking and asynchronous`() =
        runTest {
            mockAws(isolated = true) {
                dynamoDb.table("orders", "id").withStream().put(mapOf("id" to "a"))
                DynamoDbStreamsClient.create().use { it.listStreams().streams().single().tableName() shouldBe "orders" }
                DynamoDbStreamsAsyncClient.create().use { it.listStreams().join().streams().single().tableName() shouldBe "orders" }
            }
        }
}
