package io.mockaws.services.dynamodb.backup

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.mockaws.services.dynamodb.DynamoDbContract
import org.junit.jupiter.api.Test
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.BillingMode
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex
import software.amazon.awssdk.services.dynamodb.model.KeyType
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput
import software.amazon.awssdk.services.dynamodb.model.RestoreTableFromBackupRequest
import software.amazon.awssdk.services.dynamodb.model.TableDescription
import software.amazon.awssdk.services.dynamodb.model.TableStatus

/**
 * Restoring, as the notes "ack-api-quirks" found it at AWS in October 2026 (DDB-TABLE-215, 216, 219, 273, 274, 276, 279, 280, 281 and
 * 442), and https://docs.aws.amazon.com/cli/latest/reference/dynamodb/restore-table-from-backup.html shows its answer.
 */
class DynamoDbRestoreTest : DynamoDbContract() {
    private fun units(both: Long) = ProvisionedThroughput.builder().readCapacityUnits(both).writeCapacityUnits(both).build()

    private fun backUp(table: String = "things"): String =
        client.createBackup { it.tableName(table).backupName("nightly") }.backupDetails().backupArn()

    private fun restore(
        arn: String,
        to: String = "again",
        override: RestoreTableFromBackupRequest.Builder.() -> Unit = {},
    ): TableDescription = client.restoreTableFromBackup { it.backupArn(arn).targetTableName(to).override() }.tableDescription()

    private fun described(name: String = "again"): TableDescription = client.describeTable { it.tableName(name) }.table()

    /** Keys `id` and `sk`, 5 units, a global index on `g` of 5 units and a local one on `l`. */
    private fun provisionedTable() =
        client.createTable { request ->
            request.tableName("things").provisionedThroughput(units(5)).keySchema(key("id", KeyType.HASH), key("sk", KeyType.RANGE))
                .attributeDefinitions(listOf("id", "sk", "g", "l").map { name -> attribute(name) })
                .globalSecondaryIndexes(index("byG").provisionedThroughput(units(5)).build())
                .localSecondaryIndexes({ local ->
                    local.indexName("byL").keySchema(key("id", KeyType.HASH), key("l", KeyType.RANGE)).projection {
                        it.projectionType("ALL")
                    }
                })
        }

    private fun attribute(name: String) =
        software.amazon.awssdk.services.dynamodb.model.AttributeDefinition.builder().attributeName(name).attributeType("S").build()

    private fun index(name: String): GlobalSecondaryIndex.Builder =
        GlobalSecondaryIndex.builder().indexName(name).keySchema(key("g", KeyType.HASH)).projection { it.projectionType("KEYS_ONLY") }

    @Test
    fun `a restored table holds what was backed up, and goes its own way`() {
        val things = aws.dynamoDb.table("things")
        things.put(mapOf("PK" to "a"))
        val arn = backUp()
        things.put(mapOf("PK" to "b"))
        restore(arn)
        val again = aws.dynamoDb.table("again")
        again.items() shouldBe listOf(mapOf("PK" to "a"))
        again.put(mapOf("PK" to "c"))
        things.items().size shouldBe 2
        restore(arn, "third")
        aws.dynamoDb.table("third").count shouldBe 1
    }

    @Test
    fun `the answer tells of the source, which the table does not once it is there`() {
        provisionedTable()
        aws.dynamoDb.table("things").put(mapOf("id" to "a", "sk" to "b", "g" to "c"))
        val backup = client.createBackup { it.tableName("things").backupName("nightly") }.backupDetails()
        val answer = restore(backup.backupArn())
        answer.tableStatus() shouldBe TableStatus.CREATING
        answer.itemCount() shouldBe 0
        answer.billingModeSummary().billingMode() shouldBe BillingMode.PROVISIONED
        val summary = answer.restoreSummary()
        summary.sourceBackupArn() shouldBe backup.backupArn()
        summary.sourceTableArn() shouldBe described("things").tableArn()
        summary.restoreDateTime() shouldBe backup.backupCreationDateTime()
        summary.restoreInProgress() shouldBe true
        val table = described()
        table.restoreSummary() shouldBe null
        table.tableStatus() shouldBe TableStatus.ACTIVE
        table.itemCount() shouldBe 1
        table.attributeDefinitions() shouldBe described("things").attributeDefinitions()
        table.keySchema() shouldBe described("things").keySchema()
        (table.tableId() == described("things").tableId()) shouldBe false
        table.provisionedThroughput().readCapacityUnits() shouldBe 5
        table.globalSecondaryIndexes().single().itemCount() shouldBe 1
        table.localSecondaryIndexes().single().indexName() shouldBe "byL"
    }

    @Test
    fun `of settings only keys, price and encryption come back`() {
        val things = aws.dynamoDb.table("things").withStream()
        client.tagResource { r -> r.resourceArn(described("things").tableArn()).tags({ it.key("k").value("v") }) }
        client.updateTimeToLive { r -> r.tableName("things").timeToLiveSpecification { it.attributeName("ttl").enabled(true) } }
        client.updateContinuousBackups { r ->
            r.tableName("things").pointInTimeRecoverySpecification { it.pointInTimeRecoveryEnabled(true) }
        }
        client.updateTable { it.tableName("things").tableClass("STANDARD_INFREQUENT_ACCESS") }
        client.updateTable { it.tableName("things").deletionProtectionEnabled(true) }
        client.updateTable { r -> r.tableName("things").sseSpecification { it.enabled(true) } }
        client.updateTable { r -> r.tableName("things").onDemandThroughput { it.maxReadRequestUnits(100L).maxWriteRequestUnits(50L) } }
        things.put(mapOf("PK" to "a", "ttl" to 1))
        restore(backUp())
        val table = described()
        table.sseDescription() shouldBe described("things").sseDescription()
        table.onDemandThroughput() shouldBe described("things").onDemandThroughput()
        table.billingModeSummary().billingMode() shouldBe BillingMode.PAY_PER_REQUEST
        table.streamSpecification() shouldBe null
        table.latestStreamArn() shouldBe null
        table.tableClassSummary() shouldBe null
        table.deletionProtectionEnabled() shouldBe false
        client.listTagsOfResource { it.resourceArn(table.tableArn()) }.tags() shouldBe emptyList()
        client.describeTimeToLive { it.tableName("again") }.timeToLiveDescription().timeToLiveStatusAsString() shouldBe "DISABLED"
        client.describeContinuousBackups { it.tableName("again") }.continuousBackupsDescription()
            .pointInTimeRecoveryDescription().pointInTimeRecoveryStatusAsString() shouldBe "DISABLED"
    }

    @Test
    fun `throughput and encryption are overridden`() {
        provisionedTable()
        val arn = backUp()
        restore(arn) { provisionedThroughputOverride(units(7)) }
        described().provisionedThroughput().writeCapacityUnits() shouldBe 7
        described().globalSecondaryIndexes().single().provisionedThroughput().readCapacityUnits() shouldBe 5
        restore(arn, "onDemand") {
            billingModeOverride(BillingMode.PAY_PER_REQUEST).onDemandThroughputOverride { it.maxReadRequestUnits(50L) }
            sseSpecificationOverride { it.enabled(true) }
        }
        val onDemand = described("onDemand")
        onDemand.billingModeSummary().billingMode() shouldBe BillingMode.PAY_PER_REQUEST
        onDemand.provisionedThroughput().readCapacityUnits() shouldBe 0
        onDemand.onDemandThroughput().maxReadRequestUnits() shouldBe 50
        onDemand.globalSecondaryIndexes().single().provisionedThroughput().readCapacityUnits() shouldBe 0
        onDemand.sseDescription().statusAsString() shouldBe "ENABLED"
        restore(backUp("onDemand"), "plain") { sseSpecificationOverride { it.enabled(false) } }
        described("plain").sseDescription() shouldBe null
    }

    @Test
    fun `indexes are left out, named anew and given other throughput, but are no others`() {
        provisionedTable()
        aws.dynamoDb.table("things").put(mapOf("id" to "a", "sk" to "b", "g" to "c"))
        val arn = backUp()
        restore(arn) { globalSecondaryIndexOverride(emptyList()).localSecondaryIndexOverride(emptyList()) }
        described().hasGlobalSecondaryIndexes() shouldBe false
        described().hasLocalSecondaryIndexes() shouldBe false
        described().attributeDefinitions().map { it.attributeName() } shouldBe listOf("id", "sk")
        restore(arn, "renamed") { globalSecondaryIndexOverride(index("other").provisionedThroughput(units(8)).build()) }
        val other = described("renamed").globalSecondaryIndexes().single()
        other.indexName() shouldBe "other"
        other.provisionedThroughput().readCapacityUnits() shouldBe 8
        client.scan { it.tableName("renamed").indexName("other") }.count() shouldBe 1
        val wrong = index("byG").projection { it.projectionType("ALL") }.provisionedThroughput(units(8)).build()
        validation(
            "Invalid Request: Index byG does not match a secondary index that existed in the source table and cannot be created during " +
                "the restore operation",
        ) { restore(arn, "wrong") { globalSecondaryIndexOverride(wrong) } }
    }

    @Test
    fun `overrides go with how the table is to be billed`() {
        provisionedTable()
        val provisioned = backUp()
        aws.dynamoDb.table("onDemand")
        val onDemand = backUp("onDemand")
        val refused =
            listOf<Triple<String, String, RestoreTableFromBackupRequest.Builder.() -> Unit>>(
                Triple(onDemand, "Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED") {
                    provisionedThroughputOverride(units(1))
                },
                Triple(onDemand, "Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED") {
                    billingModeOverride(BillingMode.PROVISIONED)
                },
                Triple(onDemand, "Requested MaxReadRequestUnits for OnDemandThroughput is outside of valid range") {
                    onDemandThroughputOverride { it.maxReadRequestUnits(0L).maxWriteRequestUnits(0L) }
                },
                Triple(provisioned, "Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST") {
                    billingModeOverride(BillingMode.PAY_PER_REQUEST).provisionedThroughputOverride(units(1))
                },
                Triple(
                    provisioned,
                    "Cannot override MaxReadRequestUnits for OnDemandThroughput unless BillingModeOverride is PAY_PER_REQUEST"
                ) {
                    onDemandThroughputOverride { it.maxReadRequestUnits(1L) }
                },
                Triple(provisioned, "Must specify provisioned throughput for index byG") {
                    globalSecondaryIndexOverride(index("byG").build())
                },
                Triple(
                    provisioned,
                    "Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST for index byG",
                ) {
                    billingModeOverride(BillingMode.PAY_PER_REQUEST)
                    globalSecondaryIndexOverride(index("byG").provisionedThroughput(units(1)).build())
                },
            )
        for ((arn, message, override) in refused) {
            withClue(message) { validation("Invalid Request: $message") { restore(arn, override = override) } }
        }
        client.listTables().tableNames() shouldBe listOf("onDemand", "things")
    }

    @Test
    fun `a table is not restored over another one, nor from what is not there`() {
        aws.dynamoDb.table("things")
        val arn = backUp()
        val nowhere = arn.dropLast(8) + "ffffffff"
        for ((message, attempt) in listOf<Pair<String, () -> Unit>>(
            "TableAlreadyExistsException: Table already exists: things" to { restore(arn, "things") },
            "BackupNotFoundException: Backup not found: $nowhere" to { restore(nowhere) },
            "ValidationException: TableName must be at least 3 characters long and at most 255 characters long" to { restore(arn, "") },
            "ValidationException: 1 validation error detected: Value 'bad name!' at 'targetTableName' failed to satisfy constraint: " +
                "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+" to { restore(arn, "bad name!") },
        )) {
            val error = shouldThrow<DynamoDbException> { attempt() }.awsErrorDetails()
            "${error.errorCode()}: ${error.errorMessage()}" shouldBe message
        }
    }

    @Test
    fun `a table is restored in another region under a key that the request names`() {
        aws.dynamoDb.table("things").put(mapOf("PK" to "a"))
        val arn = backUp()
        aws.javaSdk.configure(DynamoDbClient.builder()).region(Region.EU_WEST_1).build().use { west ->
            validation("Invalid Request: sseSpecificationOverride must be provided for cross-region restores") {
                west.restoreTableFromBackup { it.backupArn(arn).targetTableName("again") }
            }
            west.restoreTableFromBackup { r -> r.backupArn(arn).targetTableName("again").sseSpecificationOverride { it.enabled(true) } }
            west.scan { it.tableName("again") }.count() shouldBe 1
            val key = west.describeTable { it.tableName("again") }.table().sseDescription().kmsMasterKeyArn()
            key.split(":")[3] shouldBe "eu-west-1"
        }
        client.listTables().tableNames() shouldBe listOf("things")
    }
}
