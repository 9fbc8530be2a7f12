package io.mockaws.services.dynamodb

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription
import software.amazon.awssdk.services.dynamodb.model.TableNotFoundException
import java.nio.file.Path
import java.time.temporal.ChronoUnit
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toJavaDuration

/**
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html; the times are those that
 * https://docs.aws.amazon.com/cli/latest/reference/dynamodb/update-continuous-backups.html shows.
 */
class DynamoDbContinuousBackupsTest : DynamoDbContract() {
    @BeforeEach
    fun make() {
        aws.time.freeze()
        aws.dynamoDb.table("things", partitionKey = "id")
    }

    private fun enable(days: Int? = null): PointInTimeRecoveryDescription =
        client
            .updateContinuousBackups { request ->
                request.tableName("things").pointInTimeRecoverySpecification {
                    it.pointInTimeRecoveryEnabled(true).recoveryPeriodInDays(days)
                }
            }.continuousBackupsDescription()
            .pointInTimeRecoveryDescription()

    private fun disable(days: Int? = null) =
        client
            .updateContinuousBackups { request ->
                request.tableName("things").pointInTimeRecoverySpecification {
                    it.pointInTimeRecoveryEnabled(false).recoveryPeriodInDays(days)
                }
            }.continuousBackupsDescription()
            .pointInTimeRecoveryDescription()

    private fun described(client: DynamoDbClient = this.client) =
        client.describeContinuousBackups { it.tableName("things") }.continuousBackupsDescription()

    private fun now() = aws.time.nowJava().truncatedTo(ChronoUnit.MILLIS)

    private fun ago(duration: Duration) = now() - duration.toJavaDuration()

    @Test
    fun `every table is backed up, and restorable to any second when that is asked for`() {
        described().toString() shouldBe
            "ContinuousBackupsDescription(ContinuousBackupsStatus=ENABLED, " +
            "PointInTimeRecoveryDescription=PointInTimeRecoveryDescription(PointInTimeRecoveryStatus=DISABLED))"
        val enabled = enable()
        enabled.pointInTimeRecoveryStatusAsString() shouldBe "ENABLED"
        enabled.recoveryPeriodInDays() shouldBe 35
        enabled.earliestRestorableDateTime() shouldBe now()
        enabled.latestRestorableDateTime() shouldBe now()
        described().pointInTimeRecoveryDescription() shouldBe enabled
        disable().toString() shouldBe "PointInTimeRecoveryDescription(PointInTimeRecoveryStatus=DISABLED)"
    }

    @Test
    fun `the times move with the clock`() {
        val since = now()
        enable(days = 2)
        aws.time.advanceBy(1.days)
        described().pointInTimeRecoveryDescription().earliestRestorableDateTime() shouldBe since
        described().pointInTimeRecoveryDescription().latestRestorableDateTime() shouldBe ago(5.minutes)
        aws.time.advanceBy(7.days)
        described().pointInTimeRecoveryDescription().earliestRestorableDateTime() shouldBe ago(2.days)
        enable(days = 30).earliestRestorableDateTime() shouldBe since
        disable()
        enable().earliestRestorableDateTime() shouldBe now()
    }

    @Test
    fun `bad requests are refused`() {
        validation(
            "1 validation error detected: Value '36' at 'pointInTimeRecoverySpecification.recoveryPeriodInDays' failed to satisfy " +
                "constraint: Member must have value less than or equal to 35",
        ) { enable(days = 36) }
        validation("Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.") { disable(days = 3) }
        client.deleteTable { it.tableName("things") }
        for (call in listOf({ enable() }, { described() })) {
            shouldThrow<TableNotFoundException> { call() }.awsErrorDetails().errorMessage() shouldBe "Table not found: things"
        }
    }

    @Test
    fun `a saved world keeps it`(
        @TempDir folder: Path,
    ) {
        enable(days = 3)
        aws.save(folder.resolve("world"))
        MockAws.start().use { other ->
            other.load(folder.resolve("world"))
            other.javaSdk.configure(DynamoDbClient.builder()).build().use {
                described(it).pointInTimeRecoveryDescription().recoveryPeriodInDays() shouldBe 3
            }
        }
    }
}
