package io.mockaws.services.dynamodb.backup

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.services.dynamodb.DynamoDbContract
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException
import software.amazon.awssdk.services.dynamodb.model.RestoreTableToPointInTimeRequest
import software.amazon.awssdk.services.dynamodb.model.TableStatus
import java.nio.file.Path
import java.time.Instant
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.minutes

/** Restoring to a time, as the notes "ack-api-quirks" found it at AWS in October 2026 (DDB-TABLE-086, 100, 215 and 272). */
class DynamoDbPointInTimeTest : DynamoDbContract() {
    private fun recover(enabled: Boolean = true) =
        client.updateContinuousBackups { r ->
            r.tableName("things").pointInTimeRecoverySpecification { it.pointInTimeRecoveryEnabled(enabled) }
        }

    private fun restore(
        to: String,
        request: RestoreTableToPointInTimeRequest.Builder.() -> Unit,
    ) = client.restoreTableToPointInTime { it.sourceTableName("things").targetTableName(to).request() }.tableDescription()

    private fun items(name: String) = aws.dynamoDb.table(name).items().associate { it["PK"] to it["v"] }

    private fun refused(request: () -> Unit): String {
        val error = shouldThrow<DynamoDbException> { request() }.awsErrorDetails()
        return "${error.errorCode()}: ${error.errorMessage()}"
    }

    /** `a` and `b` before recovery; then, each ten minutes, `a` changes, `b` goes and `c` comes. */
    private fun history(): List<Instant> {
        aws.time.freeze()
        aws.time.advanceTo(Instant.parse("2040-01-01T00:00:00Z"))
        val things = aws.dynamoDb.table("things")
        things.put(mapOf("PK" to "a", "v" to "1"))
        things.put(mapOf("PK" to "b", "v" to "1"))
        recover()
        val changes =
            listOf(
                { things.put(mapOf("PK" to "a", "v" to "2")) },
                { things.delete("b") },
                { things.put(mapOf("PK" to "c", "v" to "1")) },
            )
        return listOf(aws.time.nowJava()) +
            changes.map {
                aws.time.advanceBy(10.minutes)
                it()
                aws.time.nowJava()
            }
    }

    @Test
    fun `a table comes back as it was at any time since recovery was enabled`() {
        val times = history()
        aws.time.advanceBy(10.minutes)
        val expected =
            listOf(
                mapOf("a" to "1", "b" to "1"),
                mapOf("a" to "2", "b" to "1"),
                mapOf("a" to "2"),
                mapOf("a" to "2", "c" to "1"),
            )
        times.forEachIndexed { n, time ->
            restore("at-$n") { restoreDateTime(time) }
            items("at-$n") shouldBe expected[n]
        }
        restore("just-before") { restoreDateTime(times[1].minusSeconds(1)) }
        items("just-before") shouldBe expected[0]
        items("things") shouldBe expected[3]
    }

    @Test
    fun `the latest time is five minutes ago`() {
        val times = history()
        aws.time.advanceBy(1.minutes)
        val answer = restore("again") { useLatestRestorableTime(true) }
        items("again") shouldBe mapOf("a" to "2")
        answer.tableStatus() shouldBe TableStatus.CREATING
        answer.restoreSummary().restoreDateTime() shouldBe times[3].minusSeconds(4 * 60)
        answer.restoreSummary().sourceTableArn() shouldBe "arn:aws:dynamodb:us-east-1:123456789012:table/things"
        answer.restoreSummary().sourceBackupArn() shouldBe null
        client.describeTable { it.tableName("again") }.table().restoreSummary() shouldBe null
    }

    @Test
    fun `the past is as long as it was asked to be, and begins anew`() {
        val times = history()
        val message = "must be within EarliestRestorableDateTime '2040-01-01T00:30:00Z' and LatestRestorableDateTime"
        aws.time.advanceBy(35.days)
        refused { restore("again") { restoreDateTime(times[0]) } } shouldBe
            "InvalidRestoreTimeException: RestoreDateTime '2040-01-01T00:00:00Z' $message '2040-02-05T00:25:00Z'"
        recover(enabled = false)
        refused { restore("again") { useLatestRestorableTime(true) } } shouldBe
            "PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table 'things'"
        recover()
        restore("again") { useLatestRestorableTime(true) }
        items("again") shouldBe items("things")
    }

    @Test
    fun `a request says which table and when`() {
        history()
        val invalid = "ValidationException: Invalid Request:"
        refused { restore("again") { } } shouldBe
            "$invalid Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both"
        refused { restore("again") { useLatestRestorableTime(true).restoreDateTime(Instant.EPOCH) } } shouldBe
            "$invalid Both RestoreDateTime and UseLatestRestorableTime cannot be set for point-in-time restore request."
        refused { restore("again") { sourceTableName("nowhere").useLatestRestorableTime(true) } } shouldBe
            "TableNotFoundException: Table not found: nowhere"
        refused { restore("things") { useLatestRestorableTime(true) } } shouldBe
            "TableAlreadyExistsException: Table already exists: things"
        refused { restore("again") { sourceTableName(null).useLatestRestorableTime(true) } } shouldBe
            "ValidationException: The parameter 'TableName' is required but was not present in the request"
        restore("again") {
            sourceTableName(null).sourceTableArn("arn:aws:dynamodb:us-east-1:123456789012:table/things").useLatestRestorableTime(true)
        }
    }

    @Test
    fun `the past is forked, saved and loaded`(
        @TempDir folder: Path,
    ) {
        val times = history()
        aws.time.advanceBy(10.minutes)
        aws.fork().use { fork -> fork.dynamoDb.table("things").delete("a") }
        aws.save(folder.resolve("world"))
        MockAws.start().use { other ->
            other.load(folder.resolve("world"))
            if (other.time.nowJava() < aws.time.nowJava()) other.time.advanceTo(aws.time.nowJava())
            other.javaSdk.configure(DynamoDbClient.builder()).build().use { c ->
                c.restoreTableToPointInTime { it.sourceTableName("things").targetTableName("again").restoreDateTime(times[1]) }
            }
            other.dynamoDb.table("again").items().map { it["PK"] }.toSet() shouldBe setOf("a", "b")
        }
    }
}
