package io.mockaws.services.dynamodb

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.dynamodb.model.BillingMode
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex
import software.amazon.awssdk.services.dynamodb.model.KeyType
import software.amazon.awssdk.services.dynamodb.model.OnDemandThroughput
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput
import software.amazon.awssdk.services.dynamodb.model.TableDescription
import software.amazon.awssdk.services.dynamodb.model.TableStatus
import software.amazon.awssdk.services.dynamodb.model.UpdateGlobalSecondaryIndexAction
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest
import software.amazon.awssdk.services.dynamodb.model.WarmThroughput

/**
 * `OnDemandThroughput` and `WarmThroughput`, as AWS answered in October 2026: the notes "ack-api-quirks" (DDB-TABLE-038, 039, 059, 061,
 * 128, 152, 178, 433, 442 and 456); maxima also https://github.com/nubo-db/dynoxide/issues/159.
 */
class DynamoDbThroughputTest : DynamoDbContract() {
    private val invalid = "One or more parameter values were invalid:"

    private fun maxima(read: Long?, write: Long?) =
        OnDemandThroughput.builder().maxReadRequestUnits(read).maxWriteRequestUnits(write).build()

    private fun warm(read: Long?, write: Long?) = WarmThroughput.builder().readUnitsPerSecond(read).writeUnitsPerSecond(write).build()

    private fun units(both: Long) = ProvisionedThroughput.builder().readCapacityUnits(both).writeCapacityUnits(both).build()

    private fun create(
        billing: BillingMode = BillingMode.PAY_PER_REQUEST,
        index: GlobalSecondaryIndex.Builder.() -> Unit = {},
        more: CreateTableRequest.Builder.() -> Unit = {},
    ): TableDescription =
        client.createTable { request ->
            request.tableName("things").billingMode(billing).keySchema(key("id", KeyType.HASH))
                .attributeDefinitions({ it.attributeName("id").attributeType("S") }, { it.attributeName("g").attributeType("S") })
                .globalSecondaryIndexes({ global ->
                    global.indexName("byG").keySchema(key("g", KeyType.HASH)).projection { it.projectionType("ALL") }
                    if (billing == BillingMode.PROVISIONED) global.provisionedThroughput(units(5))
                    global.index()
                })
            if (billing == BillingMode.PROVISIONED) request.provisionedThroughput(units(5))
            request.more()
        }.tableDescription()

    private fun update(change: UpdateTableRequest.Builder.() -> Unit): TableDescription =
        client.updateTable { it.tableName("things").change() }.tableDescription()

    private fun updateIndex(change: UpdateGlobalSecondaryIndexAction.Builder.() -> Unit) =
        update { globalSecondaryIndexUpdates({ update -> update.update { it.indexName("byG").change() } }) }

    private fun described(): TableDescription = client.describeTable { it.tableName("things") }.table()

    private fun TableDescription.warmth() = warmThroughput().run { listOf(readUnitsPerSecond(), writeUnitsPerSecond(), statusAsString()) }

    @Test
    fun `maxima of a table and an index are shown`() {
        create(index = { onDemandThroughput(maxima(10, null)) }) { onDemandThroughput(maxima(100, 50)) }
        described().onDemandThroughput() shouldBe maxima(100, 50)
        described().globalSecondaryIndexes().single().onDemandThroughput() shouldBe maxima(10, null)
        indexedTable()
        client.describeTable { it.tableName("indexed") }.table().onDemandThroughput() shouldBe null
    }

    @Test
    fun `maxima change one by one and go with -1`() {
        create()
        val answer = update { onDemandThroughput(maxima(1000, 500)) }
        answer.tableStatus() shouldBe TableStatus.ACTIVE
        answer.onDemandThroughput() shouldBe maxima(1000, 500)
        update { onDemandThroughput(maxima(2000, null)) }
        described().onDemandThroughput() shouldBe maxima(2000, 500)
        update { onDemandThroughput(maxima(-1, null)) }.onDemandThroughput() shouldBe maxima(-1, 500)
        described().onDemandThroughput() shouldBe maxima(null, 500)
        update { onDemandThroughput(maxima(null, -1)) }
        described().onDemandThroughput() shouldBe null
        updateIndex { onDemandThroughput(maxima(7, 8)) }
        described().globalSecondaryIndexes().single().onDemandThroughput() shouldBe maxima(7, 8)
        updateIndex { onDemandThroughput(maxima(-1, -1)) }
        described().globalSecondaryIndexes().single().onDemandThroughput() shouldBe null
    }

    @Test
    fun `maxima are for what pays by request`() {
        validation("$invalid MaxReadRequestUnits for OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED.") {
            create(BillingMode.PROVISIONED) { onDemandThroughput(maxima(0, 1)) }
        }
        validation(
            "$invalid MaxWriteRequestUnits for OnDemandThroughput for index: byG cannot be specified when table BillingMode is PROVISIONED.",
        ) { create(BillingMode.PROVISIONED, { onDemandThroughput(maxima(null, 1)) }) }
        create(BillingMode.PROVISIONED)
        validation("$invalid MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED") {
            update { onDemandThroughput(maxima(1, 1)) }
        }
        update { billingMode(BillingMode.PAY_PER_REQUEST).onDemandThroughput(maxima(3, 4)) }
        updateIndex { onDemandThroughput(maxima(5, 6)) }
        described().onDemandThroughput() shouldBe maxima(3, 4)
        update {
            billingMode(BillingMode.PROVISIONED).provisionedThroughput(units(5))
                .globalSecondaryIndexUpdates({ u -> u.update { it.indexName("byG").provisionedThroughput(units(5)) } })
        }
        described().onDemandThroughput() shouldBe null
        described().globalSecondaryIndexes().single().onDemandThroughput() shouldBe null
    }

    @Test
    fun `maxima are at least one`() {
        for (units in listOf(0L, -1L, -2L)) {
            withClue(units) {
                validation("$invalid Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range") {
                    create { onDemandThroughput(maxima(units, units)) }
                }
                validation("$invalid Requested MaxWriteRequestUnits for OnDemandThroughput for index : byG is outside of valid range") {
                    create(index = { onDemandThroughput(maxima(1, units)) })
                }
            }
        }
        create()
        validation("$invalid Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range") {
            update { onDemandThroughput(maxima(0, 0)) }
        }
    }

    @Test
    fun `warm throughput is raised from where AWS begins`() {
        val created = create(index = { warmThroughput(warm(15_000, 5000)) }) { warmThroughput(warm(12_001, null)) }
        created.warmThroughput().readUnitsPerSecond() shouldBe 12_001
        described().warmth() shouldBe listOf(12_001L, 4000L, "ACTIVE")
        described().globalSecondaryIndexes().single().warmThroughput().writeUnitsPerSecond() shouldBe 5000
        val answer = update { warmThroughput(warm(null, 4002)) }
        answer.tableStatus() shouldBe TableStatus.ACTIVE
        answer.warmth() shouldBe listOf(12_001L, 4000L, "UPDATING")
        described().warmth() shouldBe listOf(12_001L, 4002L, "ACTIVE")
        update { warmThroughput(warm(12_001, 4002)) }
        updateIndex { warmThroughput(warm(16_000, null)) }
        described().globalSecondaryIndexes().single().warmThroughput().readUnitsPerSecond() shouldBe 16_000
    }

    @Test
    fun `warm throughput does not fall`() {
        val initial =
            "is lower than initial throughput for OnDemand. See: https://docs.aws.amazon.com/amazondynamodb/latest/" +
                "developerguide/on-demand-capacity-mode.html#on-demand-capacity-mode-initial"
        validation("$invalid Requested WriteUnitsPerSecond for WarmThroughput for table $initial") {
            create { warmThroughput(warm(12_000, 3000)) }
        }
        validation("$invalid Requested ReadUnitsPerSecond for WarmThroughput for index byG $initial") {
            create(index = { warmThroughput(warm(10_000, 5000)) })
        }
        validation(
            "$invalid Requested ReadUnitsPerSecond for WarmThroughput for table is lower than ReadCapacityUnits of ProvisionedThroughput",
        ) { create(BillingMode.PROVISIONED) { warmThroughput(warm(4, 4)) } }
        create()
        val current = "is lower than current WarmThroughput, decreasing WarmThroughput is not supported"
        validation("$invalid Requested ReadUnitsPerSecond for WarmThroughput for table $current") {
            update { warmThroughput(warm(6000, 2000)) }
        }
        validation("$invalid Requested WriteUnitsPerSecond for WarmThroughput for index byG $current") {
            updateIndex { warmThroughput(warm(null, 1)) }
        }
    }

    @Test
    fun `warm throughput follows the most that was ever provisioned`() {
        create(BillingMode.PROVISIONED) { provisionedThroughput(units(1)) }
        described().warmth() shouldBe listOf(1L, 1L, "ACTIVE")
        update { provisionedThroughput(units(3)) }
        update { provisionedThroughput(units(2)) }
        described().warmth() shouldBe listOf(3L, 3L, "ACTIVE")
        update { billingMode(BillingMode.PAY_PER_REQUEST) }
        described().warmth() shouldBe listOf(12_000L, 4000L, "ACTIVE")
        update {
            billingMode(BillingMode.PROVISIONED).provisionedThroughput(units(1))
                .globalSecondaryIndexUpdates({ u -> u.update { it.indexName("byG").provisionedThroughput(units(1)) } })
        }
        described().warmth() shouldBe listOf(12_000L, 4000L, "ACTIVE")
        described().globalSecondaryIndexes().single().warmThroughput().readUnitsPerSecond() shouldBe 12_000
    }

    @Test
    fun `throughput of an index goes with how the table is billed`() {
        create()
        val others =
            "$invalid The only Updates for index: byG when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, " +
                "WarmThroughput"
        validation(others) { updateIndex { provisionedThroughput(units(5)) } }
        validation(others) { updateIndex { } }
        validation(
            "$invalid WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond specified for index: byG",
        ) { updateIndex { warmThroughput(warm(null, null)) } }
        validation("$invalid ProvisionedThroughput must be specified for index: byG") {
            update { billingMode(BillingMode.PROVISIONED).provisionedThroughput(units(5)) }
        }
        fun createIndex(units: ProvisionedThroughput?) =
            update {
                attributeDefinitions({ it.attributeName("h").attributeType("S") })
                globalSecondaryIndexUpdates({ change ->
                    change.create { index ->
                        index.indexName("byH").keySchema(key("h", KeyType.HASH)).projection { it.projectionType("ALL") }
                            .provisionedThroughput(units)
                    }
                })
            }
        validation(
            "$invalid Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: byH when BillingMode is PAY_PER_REQUEST",
        ) { createIndex(units(1)) }
        client.deleteTable { it.tableName("things") }
        create(BillingMode.PROVISIONED)
        validation("$invalid Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: byH") { createIndex(null) }
        createIndex(units(1)).globalSecondaryIndexes().map { it.indexName() } shouldBe listOf("byG", "byH")
    }

    @Test
    fun `maxima go with billing mode alone, warm throughput with nothing`() {
        create()
        val maximaAlone = "$invalid OnDemandThroughput can only be combined with BillingMode in an UpdateTable request"
        validation(maximaAlone) {
            update { onDemandThroughput(maxima(1, 1)).streamSpecification { it.streamEnabled(true).streamViewType("KEYS_ONLY") } }
        }
        validation(maximaAlone) { update { onDemandThroughput(maxima(1, 1)).warmThroughput(warm(13_000, null)) } }
        validation("$invalid WarmThroughput must be the only operation in the request") {
            update { billingMode(BillingMode.PAY_PER_REQUEST).warmThroughput(warm(13_000, null)) }
        }
        validation("$invalid DeletionProtection modification must be the only operation in the request") {
            update { deletionProtectionEnabled(true).warmThroughput(warm(13_000, null)) }
        }
    }
}
