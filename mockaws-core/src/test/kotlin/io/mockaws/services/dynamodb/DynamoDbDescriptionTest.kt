package io.mockaws.services.dynamodb

import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.dynamodb.model.BillingMode
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate
import software.amazon.awssdk.services.dynamodb.model.KeyType
import software.amazon.awssdk.services.dynamodb.model.TableClass
import software.amazon.awssdk.services.dynamodb.model.TableStatus

/**
 * What each operation on tables tells of the table, as AWS answered LocalStack's tests in October 2025
 * (tests/aws/services/dynamodb/test_dynamodb.snapshot.json: test_table_crud and test_gsi_with_billing_mode); and the words in
 * which AWS refused changes of tables in us-east-1 in October 2026 (DDB-TABLE-442 of the notes "ack-api-quirks").
 */
class DynamoDbDescriptionTest : DynamoDbContract() {
    private fun CreateTableRequest.Builder.provisioned() =
        tableName("things")
            .keySchema(key("id", KeyType.HASH))
            .attributeDefinitions({ it.attributeName("id").attributeType("S") }, { it.attributeName("g").attributeType("S") })
            .provisionedThroughput { it.readCapacityUnits(5).writeCapacityUnits(6) }
            .globalSecondaryIndexes({ index ->
                index
                    .indexName("byG")
                    .keySchema(key("g", KeyType.HASH))
                    .projection { it.projectionType("ALL") }
                    .provisionedThroughput { it.readCapacityUnits(1).writeCapacityUnits(2) }
            })

    private fun described() = client.describeTable { it.tableName("indexed") }.table()

    @Test
    fun `the answer to CreateTable does not yet say since when a table is billed by request`() {
        indexedTable()
        val billing = described().billingModeSummary()
        billing.billingMode() shouldBe BillingMode.PAY_PER_REQUEST
        billing.lastUpdateToPayPerRequestDateTime() shouldBe described().creationDateTime()
        val created = client.createTable { it.provisioned().billingMode("PROVISIONED") }.tableDescription()
        created.billingModeSummary() shouldBe null
        client.deleteTable { it.tableName("things") }
        val onDemand =
            client.createTable { request ->
                request
                    .tableName("things")
                    .billingMode("PAY_PER_REQUEST")
                    .keySchema(key("id", KeyType.HASH))
                    .attributeDefinitions({ it.attributeName("id").attributeType("S") })
            }
        onDemand.tableDescription().billingModeSummary().billingMode() shouldBe BillingMode.PAY_PER_REQUEST
        onDemand.tableDescription().billingModeSummary().lastUpdateToPayPerRequestDateTime() shouldBe null
    }

    @Test
    fun `a table and its global indexes have a warm throughput once they are there`() {
        val created = client.createTable { it.provisioned() }.tableDescription()
        created.warmThroughput() shouldBe null
        created.globalSecondaryIndexes().single().warmThroughput() shouldBe null
        val table = client.describeTable { it.tableName("things") }.table()
        table.warmThroughput().toString() shouldBe
            "TableWarmThroughputDescription(ReadUnitsPerSecond=5, WriteUnitsPerSecond=6, Status=ACTIVE)"
        table.globalSecondaryIndexes().single().warmThroughput().readUnitsPerSecond() shouldBe 1
        indexedTable()
        described().warmThroughput().readUnitsPerSecond() shouldBe 12_000
        described().globalSecondaryIndexes()[0].warmThroughput().writeUnitsPerSecond() shouldBe 4_000
    }

    @Test
    fun `the answer to DeleteTable tells no more of the schema`() {
        client.createTable { it.provisioned() }
        val deleted = client.deleteTable { it.tableName("things") }.tableDescription()
        deleted.tableStatus() shouldBe TableStatus.DELETING
        deleted.provisionedThroughput().writeCapacityUnits() shouldBe 6
        deleted.itemCount() shouldBe 0
        deleted.creationDateTime() shouldBe null
        deleted.warmThroughput() shouldBe null
        listOf(deleted.hasKeySchema(), deleted.hasAttributeDefinitions(), deleted.hasGlobalSecondaryIndexes()) shouldBe
            listOf(false, false, false)
    }

    @Test
    fun `an index without throughput is refused`() {
        validation("One or more parameter values were invalid: ProvisionedThroughput is not specified for index: byG") {
            client.createTable { request ->
                request.provisioned().globalSecondaryIndexes({ index ->
                    index.indexName("byG").keySchema(key("g", KeyType.HASH)).projection { it.projectionType("ALL") }
                })
            }
        }
    }

    @Test
    fun `an update has something to update`() {
        client.createTable { it.provisioned() }
        validation(
            "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, " +
                "SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, " +
                "DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required",
        ) { client.updateTable { it.tableName("things") } }
    }

    @Test
    fun `an index is told when its throughput would not change`() {
        client.createTable { it.provisioned() }
        validation(
            "The provisioned throughput for the index byG will not change. The requested value equals the current value. Current " +
                "ReadCapacityUnits provisioned for the index: 1. Requested ReadCapacityUnits: 1. Current WriteCapacityUnits " +
                "provisioned for the index: 2. Requested WriteCapacityUnits: 2. Refer to the Amazon DynamoDB Developer Guide for " +
                "current limits and how to request higher limits.",
        ) {
            client.updateTable { request ->
                request.tableName("things").globalSecondaryIndexUpdates({ update ->
                    update.update { index ->
                        index.indexName("byG").provisionedThroughput { it.readCapacityUnits(1).writeCapacityUnits(2) }
                    }
                })
            }
        }
    }

    @Test
    fun `some changes are made alone`() {
        client.createTable { it.provisioned() }
        val delete = GlobalSecondaryIndexUpdate.builder().delete { it.indexName("byG") }.build()
        val invalid = "One or more parameter values were invalid:"
        validation("$invalid TableClass modification must be the only operation in the request") {
            client.updateTable { it.tableName("things").tableClass(TableClass.STANDARD).globalSecondaryIndexUpdates(delete) }
        }
        validation("$invalid DeletionProtection modification must be the only operation in the request") {
            client.updateTable { it.tableName("things").deletionProtectionEnabled(true).globalSecondaryIndexUpdates(delete) }
        }
        validation("$invalid You cannot create or delete index while updating table IOPS") {
            client.updateTable { request ->
                request.tableName("things").globalSecondaryIndexUpdates(delete).provisionedThroughput {
                    it.readCapacityUnits(1).writeCapacityUnits(2)
                }
            }
        }
    }
}
