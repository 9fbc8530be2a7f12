package io.mockaws.services.dynamodb

import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import java.nio.file.Path
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

/**
 * "DynamoDB typically deletes expired items within two days of expiration", and they are there until then:
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html and
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
 */
class DynamoDbTimeToLiveTest : DynamoDbContract() {
    private val table by lazy { aws.dynamoDb.table("indexed") }

    @BeforeEach
    fun make() {
        aws.time.freeze()
        indexedTable()
        client.updateTimeToLive { update ->
            update.tableName("indexed").timeToLiveSpecification { it.enabled(true).attributeName("until") }
        }
    }

    private fun put(
        sk: String,
        until: Any?,
    ) = table.put(mapOf("pk" to "a", "sk" to sk, "gp" to "g", "until" to until))

    private fun inHours(hours: Int) = (aws.time.now() + hours.hours).epochSeconds

    private fun scanned(index: String? = null) =
        client.scan { it.tableName("indexed").indexName(index) }.items().map { it.getValue("sk").s() }

    @Test
    fun `an item is there for two days after it expires, then it is gone from the table and its indexes`() {
        put("soon", inHours(1))
        put("later", inHours(2))
        put("never", null)
        aws.time.advanceBy(2.days + 1.hours - 1.seconds)
        scanned().shouldContainExactlyInAnyOrder("soon", "later", "never")
        aws.time.advanceBy(1.seconds)
        scanned().shouldContainExactlyInAnyOrder("later", "never")
        scanned("byGp").shouldContainExactlyInAnyOrder("later", "never")
        client.getItem { it.tableName("indexed").key(mapOf("pk" to s("a"), "sk" to s("soon"))) }.hasItem() shouldBe false
        aws.time.advanceBy(1.hours)
        table.items().map { it["sk"] } shouldBe listOf("never")
    }

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TimeToLiveSpecification.html */
    @Test
    fun `the attribute has a name of 1 to 255 characters`() {
        for ((name, problem) in listOf("" to "greater than or equal to 1", "n".repeat(256) to "less than or equal to 255")) {
            validation(
                "1 validation error detected: Value '$name' at 'timeToLiveSpecification.attributeName' failed to satisfy " +
                    "constraint: Member must have length $problem",
            ) {
                client.updateTimeToLive { update ->
                    update.tableName("indexed").timeToLiveSpecification { it.enabled(true).attributeName(name) }
                }
            }
        }
    }

    @Test
    fun `a test that will not wait two days deletes what has expired`() {
        put("soon", inHours(1))
        put("later", inHours(2))
        aws.dynamoDb.deleteExpired() shouldBe 0
        aws.time.advanceBy(1.hours)
        aws.dynamoDb.deleteExpired() shouldBe 1
        scanned() shouldBe listOf("later")
        scanned("byGp") shouldBe listOf("later")
    }

    @Test
    fun `an item whose time is put off stays`() {
        put("a", inHours(1))
        aws.time.advanceBy(1.days)
        client.updateItem {
            it
                .tableName("indexed")
                .key(mapOf("pk" to s("a"), "sk" to s("a")))
                .updateExpression("SET #until = :until")
                .expressionAttributeNames(mapOf("#until" to "until"))
                .expressionAttributeValues(mapOf(":until" to n(inHours(72))))
        }
        aws.time.advanceBy(3.days)
        scanned() shouldBe listOf("a")
        aws.time.advanceBy(2.days)
        scanned() shouldBe emptyList()
    }

    @Test
    fun `only a number of seconds that lies within five years counts`() {
        val now = aws.time.now()
        put("text", inHours(-1000).toString())
        put("milliseconds", (now - 1000.hours).toEpochMilliseconds())
        put("huge", java.math.BigDecimal("1E+100"))
        put("ancient", (now - (6 * 365).days).epochSeconds)
        put("past", inHours(-1000))
        put("same second", inHours(-1000))
        put("fraction", java.math.BigDecimal("${inHours(-1000)}.5"))
        scanned().shouldContainExactlyInAnyOrder("text", "milliseconds", "huge", "ancient")
    }

    @Test
    fun `items that were there expire when time to live is enabled, and none when it is disabled`() {
        fun set(enabled: Boolean) =
            client.updateTimeToLive { update ->
                update.tableName("indexed").timeToLiveSpecification { it.enabled(enabled).attributeName("until") }
            }
        set(false)
        put("a", inHours(-1000))
        scanned() shouldBe listOf("a")
        set(true)
        scanned() shouldBe emptyList()
    }

    @Test
    fun `a fork and a saved world let items expire by their own time`(
        @TempDir folder: Path,
    ) {
        put("a", inHours(1))
        aws.save(folder.resolve("world"))
        aws.fork().use { fork ->
            fork.time.advanceBy(3.days)
            fork.dynamoDb.table("indexed").count shouldBe 0
        }
        table.count shouldBe 1
        aws.time.advanceBy(3.days)
        table.count shouldBe 0
        aws.load(folder.resolve("world"))
        table.count shouldBe 0
        client.putItem { it.tableName("indexed").item(mapOf("pk" to s("a"), "sk" to s("b"), "until" to AttributeValue.fromBool(true))) }
        table.count shouldBe 1
    }
}
