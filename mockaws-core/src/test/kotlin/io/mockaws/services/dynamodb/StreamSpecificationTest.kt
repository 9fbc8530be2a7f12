package io.mockaws.services.dynamodb

import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldMatch
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest
import software.amazon.awssdk.services.dynamodb.model.KeyType
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification
import software.amazon.awssdk.services.dynamodb.model.StreamStatus
import software.amazon.awssdk.services.dynamodb.model.StreamViewType
import software.amazon.awssdk.services.dynamodb.model.TableStatus
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

/**
 * Streams of tables as CreateTable, UpdateTable and DeleteTable make, show and end them. Answers and refusals are those that
 * AWS gave in October 2026, as the findings DDB-TABLE-035, 050, 180, 362, 378 and 382 of ack-api-quirks tell.
 */
class StreamSpecificationTest : DynamoDbStreamsContract() {
    private val enabled = StreamSpecification.builder().streamEnabled(true)

    @Test
    fun `a table is made with a stream, which every description shows`() {
        val created = table("KEYS_ONLY")
        created.streamSpecification() shouldBe enabled.streamViewType(StreamViewType.KEYS_ONLY).build()
        created.latestStreamLabel() shouldMatch "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}"
        created.latestStreamArn() shouldBe "${created.tableArn()}/stream/${created.latestStreamLabel()}"
        val described = describe()
        described.streamSpecification() shouldBe created.streamSpecification()
        described.latestStreamArn() shouldBe created.latestStreamArn()
        described.latestStreamLabel() shouldBe created.latestStreamLabel()
    }

    @Test
    fun `a table without a stream shows nothing of one`() {
        client.createTable { create ->
            create.tableName("people").billingMode("PAY_PER_REQUEST").keySchema(key("id", KeyType.HASH))
                .attributeDefinitions({ it.attributeName("id").attributeType("S") }).streamSpecification { it.streamEnabled(false) }
        }
        describe().streamSpecification() shouldBe null
        describe().latestStreamArn() shouldBe null
        streams.listStreams().streams() shouldHaveSize 0
    }

    @Test
    fun `a stream is enabled, disabled and enabled anew`() {
        table(viewType = null)
        val first = enable("NEW_IMAGE")
        first.tableStatus() shouldBe TableStatus.UPDATING
        first.streamSpecification() shouldBe enabled.streamViewType(StreamViewType.NEW_IMAGE).build()
        disable().streamSpecification() shouldBe null
        describe().streamSpecification() shouldBe null
        describe().latestStreamArn() shouldBe first.latestStreamArn()
        val second = enable("OLD_IMAGE")
        second.latestStreamArn() shouldNotBe first.latestStreamArn()
        stream(first.latestStreamArn()).streamStatus() shouldBe StreamStatus.DISABLED
        stream(second.latestStreamArn()).streamStatus() shouldBe StreamStatus.ENABLED
        streams.listStreams { it.tableName("people") }.streams().map { it.streamArn() } shouldBe
            listOf(first.latestStreamArn(), second.latestStreamArn())
    }

    @Test
    fun `what contradicts itself or the table is refused`() {
        val invalid = "One or more parameter values were invalid: "
        validation("${invalid}Table is being created with a stream enabled, UpdateViewType is required") {
            client.createTable { it.withStream(enabled = true, viewType = null) }
        }
        validation("${invalid}Table is being created with a stream disabled, UpdateViewType should not be specified") {
            client.createTable { it.withStream(enabled = false, viewType = "NEW_IMAGE") }
        }
        validation(
            "1 validation error detected: Value 'new_image' at 'streamSpecification.streamViewType' failed to satisfy constraint: " +
                "Member must satisfy enum value set: [OLD_IMAGE, KEYS_ONLY, NEW_AND_OLD_IMAGES, NEW_IMAGE]",
        ) { client.createTable { it.withStream(enabled = true, viewType = "new_image") } }
        validation(
            "1 validation error detected: Value null at 'streamSpecification.streamEnabled' failed to satisfy constraint: " +
                "Member must not be null",
        ) { client.createTable { it.withStream(enabled = null, viewType = "NEW_IMAGE") } }
        table(viewType = null)
        validation("Table has no stream to disable: TableName: people") { disable() }
        validation("${invalid}If stream is being enabled then UpdateViewType is required") { enable(null) }
        enable("NEW_IMAGE")
        validation("Table already has an enabled stream: TableName: people") { enable("NEW_IMAGE") }
        validation("Table already has an enabled stream: TableName: people") { enable("OLD_IMAGE") }
        validation("${invalid}If stream is being disabled, then UpdateViewType must not be specified") {
            client.updateTable { update ->
                update.tableName("people").streamSpecification { it.streamEnabled(false).streamViewType("KEYS_ONLY") }
            }
        }
        describe().streamSpecification().streamViewType() shouldBe StreamViewType.NEW_IMAGE
    }

    @Test
    fun `a stream is not changed with throughput or indexes, but with the change to paying per request`() {
        table(viewType = null)
        validation("One or more parameter values were invalid: You cannot modify stream status while updating table IOPS") {
            client.updateTable { update ->
                update.tableName("people").billingMode("PROVISIONED").provisionedThroughput {
                    it.readCapacityUnits(1).writeCapacityUnits(1)
                }
                    .streamSpecification { it.streamEnabled(true).streamViewType("KEYS_ONLY") }
            }
        }
        validation("One or more parameter values were invalid: You cannot create or delete index while changing stream status") {
            client.updateTable { update ->
                update.tableName("people").streamSpecification { it.streamEnabled(true).streamViewType("KEYS_ONLY") }
                    .globalSecondaryIndexUpdates({ index -> index.delete { it.indexName("none") } })
            }
        }
        client.updateTable { update ->
            update.tableName("people").billingMode("PAY_PER_REQUEST")
                .streamSpecification { it.streamEnabled(true).streamViewType("KEYS_ONLY") }
        }
        describe().streamSpecification().streamEnabled() shouldBe true
    }

    @Test
    fun `a disabled stream is there for a day`() {
        table()
        put("id" to "a")
        val arn = arn()
        aws.time.advanceBy(1.hours)
        disable()
        put("id" to "b")
        aws.time.advanceBy(22.hours)
        records(arn) shouldHaveSize 1
        aws.time.advanceBy(1.hours)
        records(arn) shouldHaveSize 0
        aws.time.advanceBy(1.hours)
        refused("ResourceNotFoundException", "Requested resource not found: Stream: $arn not found") { stream(arn) }
        streams.listStreams().streams() shouldHaveSize 0
    }

    @Test
    fun `the stream of a table that is deleted can be read for a day, and a table of its name has one of its own`() {
        val old = table().latestStreamArn()
        put("id" to "a")
        client.deleteTable { it.tableName("people") }.tableDescription().latestStreamArn() shouldBe old
        stream(old).streamStatus() shouldBe StreamStatus.DISABLED
        records(old) shouldHaveSize 1
        val new = table().latestStreamArn()
        new shouldNotBe old
        records(new) shouldHaveSize 0
        streams.listStreams { it.tableName("people") }.streams() shouldHaveSize 2
        aws.time.advanceBy(24.hours - 1.seconds)
        records(old) shouldHaveSize 1
        aws.time.advanceBy(1.seconds)
        streams.listStreams { it.tableName("people") }.streams().single().streamArn() shouldBe new
    }

    private fun CreateTableRequest.Builder.withStream(
        enabled: Boolean?,
        viewType: String?,
    ) {
        tableName("people").billingMode("PAY_PER_REQUEST").keySchema(key("id", KeyType.HASH))
        attributeDefinitions({ it.attributeName("id").attributeType("S") })
        streamSpecification { it.streamEnabled(enabled).streamViewType(viewType) }
    }
}
