package io.mockaws.services.dynamodb.backup

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import io.mockaws.MockAws
import io.mockaws.services.dynamodb.DynamoDbContract
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.BackupDetails
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException
import software.amazon.awssdk.services.dynamodb.model.ListBackupsRequest
import software.amazon.awssdk.services.dynamodb.model.ListBackupsResponse
import java.nio.file.Path
import java.time.Instant
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes

/**
 * On-demand backups, as the notes "ack-api-quirks" found them at AWS in October 2026 (DDB-BACKUP-001 to 021, DDB-TABLE-442 and 457)
 * and https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BackupDetails.html has them.
 */
class DynamoDbBackupTest : DynamoDbContract() {
    private fun backUp(
        name: String = "nightly",
        table: String = "things",
    ): BackupDetails = client.createBackup { it.tableName(table).backupName(name) }.backupDetails()

    private fun describe(arn: String) = client.describeBackup { it.backupArn(arn) }.backupDescription()

    private fun list(filter: ListBackupsRequest.Builder.() -> Unit = {}): ListBackupsResponse = client.listBackups { it.filter() }

    private fun names(filter: ListBackupsRequest.Builder.() -> Unit = {}) = list(filter).backupSummaries().map { it.backupName() }

    private fun refused(
        code: String,
        message: String,
        call: () -> Unit,
    ) {
        val refused = shouldThrow<DynamoDbException> { call() }
        refused.awsErrorDetails().errorCode() shouldBe code
        refused.awsErrorDetails().errorMessage() shouldBe message
        refused.statusCode() shouldBe 400
    }

    @Test
    fun `a backup is told as it was asked for, and is there at once`() {
        aws.dynamoDb.table("things", "id").put(mapOf("id" to "a"))
        val created = backUp()
        created.backupStatusAsString() shouldBe "CREATING"
        created.backupTypeAsString() shouldBe "USER"
        created.backupName() shouldBe "nightly"
        created.backupArn() shouldMatch "arn:aws:dynamodb:us-east-1:123456789012:table/things/backup/0\\d{13}-[0-9a-f]{8}"
        created.backupExpiryDateTime() shouldBe null
        val described = describe(created.backupArn()).backupDetails()
        described shouldBe created.toBuilder().backupStatus("AVAILABLE").build()
        created.backupArn().substringAfterLast('/').substringBefore('-').toLong() shouldBe described.backupCreationDateTime().toEpochMilli()
    }

    @Test
    fun `a description has what the table was and could`() {
        indexedTable()
        val table = client.describeTable { it.tableName("indexed") }.table()
        aws.dynamoDb.table("indexed").put(mapOf("pk" to "a", "sk" to "b"))
        client.updateTimeToLive { r -> r.tableName("indexed").timeToLiveSpecification { it.attributeName("ttl").enabled(true) } }
        aws.dynamoDb.table("indexed").withStream("KEYS_ONLY")
        client.updateTable { r -> r.tableName("indexed").sseSpecification { it.enabled(true) } }
        client.updateTable { r -> r.tableName("indexed").onDemandThroughput { it.maxReadRequestUnits(9L) } }
        val arn = backUp(table = "indexed").backupArn()
        aws.dynamoDb.table("indexed").delete("a", "b")
        val source = describe(arn).sourceTableDetails()
        source.tableName() shouldBe "indexed"
        source.tableId() shouldBe table.tableId()
        source.tableArn() shouldBe table.tableArn()
        source.keySchema() shouldBe table.keySchema()
        source.tableCreationDateTime() shouldBe table.creationDateTime()
        source.billingModeAsString() shouldBe "PAY_PER_REQUEST"
        source.provisionedThroughput().readCapacityUnits() shouldBe 0
        source.onDemandThroughput().maxReadRequestUnits() shouldBe 9
        source.itemCount() shouldBe 1
        val features = describe(arn).sourceTableFeatureDetails()
        features.localSecondaryIndexes().map { it.indexName() } shouldBe listOf("local")
        features.globalSecondaryIndexes().map { it.indexName() } shouldBe listOf("byGp", "byGpGn")
        features.streamDescription().streamViewTypeAsString() shouldBe "KEYS_ONLY"
        features.timeToLiveDescription().attributeName() shouldBe "ttl"
        features.sseDescription().statusAsString() shouldBe "ENABLED"
        aws.dynamoDb.table("things")
        describe(backUp().backupArn()).sourceTableFeatureDetails().toString() shouldBe "SourceTableFeatureDetails()"
    }

    @Test
    fun `backups may have one name, and are listed in the order of their making`() {
        aws.dynamoDb.table("things")
        aws.dynamoDb.table("others")
        aws.time.freeze()
        val arns = List(3) { backUp().backupArn() } + backUp("other", "others").backupArn()
        arns.distinct().size shouldBe 4
        list().backupSummaries().map { it.backupArn() } shouldBe arns
        list { tableName("things") }.backupSummaries().map { it.backupArn() } shouldBe arns.take(3)
        val other = list { tableName("arn:aws:dynamodb:us-east-1:123456789012:table/others") }.backupSummaries().single()
        other.tableName() shouldBe "others"
        other.backupStatusAsString() shouldBe "AVAILABLE"
        other.tableId() shouldBe client.describeTable { it.tableName("others") }.table().tableId()
        names { tableName("nowhere") } shouldBe emptyList()
    }

    @Test
    fun `a list has pages, which begin behind any backup`() {
        aws.dynamoDb.table("things")
        val arns = List(5) { backUp("number-$it").backupArn() }
        val first = list { limit(2) }
        first.backupSummaries().map { it.backupArn() } shouldBe arns.take(2)
        first.lastEvaluatedBackupArn() shouldBe arns[1]
        client.deleteBackup { it.backupArn(arns[1]) }
        val rest = list { limit(3).exclusiveStartBackupArn(arns[1]) }
        rest.backupSummaries().map { it.backupArn() } shouldBe arns.drop(2)
        rest.lastEvaluatedBackupArn() shouldBe null
        client.allBackups(1) shouldBe arns - arns[1]
    }

    private fun DynamoDbClient.allBackups(limit: Int): List<String> =
        generateSequence(listBackups { it.limit(limit) }) { page ->
            page.lastEvaluatedBackupArn()?.let { last -> listBackups { it.limit(limit).exclusiveStartBackupArn(last) } }
        }.flatMap { page -> page.backupSummaries().map { it.backupArn() } }.toList()

    @Test
    fun `a list is cut by time, from the lower bound up to before the upper one`() {
        aws.dynamoDb.table("things")
        aws.time.freeze()
        val times = List(3) { n -> backUp("number-$n").backupCreationDateTime().also { aws.time.advanceBy(1.minutes) } }
        names { timeRangeLowerBound(times[1]) } shouldBe listOf("number-1", "number-2")
        names { timeRangeLowerBound(times[1].plusMillis(1)) } shouldBe listOf("number-2")
        names { timeRangeUpperBound(times[1]) } shouldBe listOf("number-0")
        names { timeRangeLowerBound(Instant.EPOCH).timeRangeUpperBound(times[2]) } shouldBe listOf("number-0", "number-1")
        validation("One or more parameter values were invalid: Time range lower bound must be less than or equal to upper bound") {
            names { timeRangeLowerBound(times[2]).timeRangeUpperBound(times[0]) }
        }
    }

    @Test
    fun `a backup outlives its table and tells it from the next one of its name`() {
        aws.dynamoDb.table("things").put(mapOf("PK" to "a"))
        val first = backUp().backupArn()
        client.deleteTable { it.tableName("things") }
        describe(first).sourceTableDetails().itemCount() shouldBe 1
        aws.dynamoDb.table("things")
        backUp()
        val found = list { tableName("things") }.backupSummaries()
        found.map { it.tableArn() }.distinct().size shouldBe 1
        found.map { it.tableId() }.distinct().size shouldBe 2
    }

    @Test
    fun `a deleted backup is gone`() {
        aws.dynamoDb.table("things")
        val arn = backUp().backupArn()
        val deleted = client.deleteBackup { it.backupArn(arn) }.backupDescription()
        deleted.backupDetails().backupStatusAsString() shouldBe "DELETED"
        deleted.sourceTableDetails().tableName() shouldBe "things"
        for (again in listOf({ describe(arn) }, { client.deleteBackup { it.backupArn(arn) } })) {
            refused("BackupNotFoundException", "Backup not found: $arn") { again() }
        }
        names() shouldBe emptyList()
    }

    @Test
    fun `a table that could be restored to any second leaves a backup for 35 days`() {
        aws.time.freeze()
        for (table in listOf("kept", "lost")) aws.dynamoDb.table(table).put(mapOf("PK" to "a"))
        client.updateContinuousBackups { r ->
            r.tableName("kept").pointInTimeRecoverySpecification { it.pointInTimeRecoveryEnabled(true) }
        }
        for (table in listOf("kept", "lost")) client.deleteTable { it.tableName(table) }
        names() shouldBe emptyList()
        val system = list { backupType("SYSTEM") }.backupSummaries().single()
        system.backupName() shouldBe "kept\$DeletedTableBackup"
        system.backupArn().substringAfterLast('-') shouldBe "00000000"
        system.backupExpiryDateTime() shouldBe system.backupCreationDateTime().plusSeconds(35L * 24 * 60 * 60)
        names { backupType("ALL") } shouldBe listOf("kept\$DeletedTableBackup")
        names { backupType("AWS_BACKUP") } shouldBe emptyList()
        describe(system.backupArn()).sourceTableFeatureDetails().toString() shouldBe "SourceTableFeatureDetails()"
        validation(
            "Invalid Request: User is not allowed to delete the system backup with arn ${system.backupArn()}. " +
                "It will automatically expire on ${system.backupExpiryDateTime()}",
        ) { client.deleteBackup { it.backupArn(system.backupArn()) } }
        aws.time.advanceBy(35.days - 1.milliseconds)
        client.restoreTableFromBackup { it.backupArn(system.backupArn()).targetTableName("again") }
        aws.dynamoDb.table("again").count shouldBe 1
        aws.time.advanceBy(1.milliseconds)
        names { backupType("ALL") } shouldBe emptyList()
    }

    @Test
    fun `what cannot be a backup is refused`() {
        val table = "arn:aws:dynamodb:us-east-1:123456789012:table/things"
        refused("TableNotFoundException", "Table not found: things") { backUp() }
        aws.dynamoDb.table("things")
        validation(
            "2 validation errors detected: Value '' at 'backupName' failed to satisfy constraint: Member must satisfy regular " +
                "expression pattern: [a-zA-Z0-9_.-]+; Value '' at 'backupName' failed to satisfy constraint: Member must have length " +
                "greater than or equal to 3",
        ) { backUp("") }
        for (arn in listOf(table, "x".repeat(48))) withClue(arn) { validation("Invalid Backup ARN") { describe(arn) } }
        val nowhere = "$table/backup/01623095754481-2cfcd6f9"
        refused("BackupNotFoundException", "Backup not found: $nowhere") { describe(nowhere) }
        validation("Invalid Request: BackupArn is not valid") { describe(nowhere.replace("dynamodb", "s3")) }
        refused("AccessDeniedException", "Access is denied") { describe(nowhere.replace("123456789012", "210987654321")) }
        validation("Invalid Request: The supplied ExclusiveStartBackupArn does not match the region") {
            names { exclusiveStartBackupArn(nowhere.replace("us-east-1", "eu-west-1")) }
        }
        validation(
            "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or " +
                "equal to 1",
        ) { names { limit(0) } }
    }

    @Test
    fun `a region in the name of a backup is read over`() {
        aws.dynamoDb.table("things")
        val arn = backUp().backupArn()
        describe(arn.replace("us-east-1", "eu-west-1")).backupDetails().backupName() shouldBe "nightly"
    }

    @Test
    fun `backups are forked, saved and loaded`(
        @TempDir folder: Path,
    ) {
        indexedTable()
        aws.dynamoDb.table("indexed").put(mapOf("pk" to "a", "sk" to "b", "gp" to "c"))
        val arn = backUp(table = "indexed").backupArn()
        client.deleteTable { it.tableName("indexed") }
        aws.fork().use { fork ->
            fork.javaSdk.configure(DynamoDbClient.builder()).build().use { c -> c.deleteBackup { it.backupArn(arn) } }
        }
        aws.save(folder.resolve("world"))
        MockAws.start().use { other ->
            other.load(folder.resolve("world"))
            other.javaSdk.configure(DynamoDbClient.builder()).build().use { c ->
                c.describeBackup { it.backupArn(arn) }.backupDescription() shouldBe describe(arn)
                c.restoreTableFromBackup { it.backupArn(arn).targetTableName("again") }
                c.scan { it.tableName("again").indexName("byGp") }.items().single()["gp"] shouldBe s("c")
            }
        }
    }
}
