package io.mockaws.services.dynamodb.partiql

import io.kotest.assertions.withClue
import io.kotest.matchers.comparables.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException
import kotlin.random.Random

/** Conditions on keys against the same on copies of the keys, of which no plan knows. */
class PartiQlPlanTest : PartiQlContract() {
    private val random = Random(20261121)

    /** A condition as a function of how its two attributes are called. */
    private fun condition(depth: Int): (String, String) -> String {
        if (depth == 0 || random.nextInt(4) == 0) return if (random.nextBoolean()) onPartition() else onSort()
        val left = condition(depth - 1)
        val right = condition(depth - 1)
        val word = if (random.nextInt(3) == 0) "OR" else "AND"
        val not = if (random.nextInt(6) == 0) "NOT " else ""
        return { p, s -> "$not(${left(p, s)} $word ${right(p, s)})" }
    }

    private fun onPartition(): (String, String) -> String {
        val (one, two) = List(2) { "'p${random.nextInt(3)}'" }
        return when (random.nextInt(6)) {
            0 -> { p, _ -> "$p IN [$one, $two]" }
            1 -> { p, _ -> "$p <> $one" }
            2 -> { p, _ -> "begins_with($p, $one)" }
            else -> { p, _ -> "$one = $p" }
        }
    }

    private fun onSort(): (String, String) -> String {
        val (one, two) = List(2) { random.nextInt(6) }.sorted().map { "'$it'" }
        return when (random.nextInt(8)) {
            0 -> { _, s -> "$s IN [$one, $two]" }
            1 -> { _, s -> "$s BETWEEN $one AND $two" }
            2 -> { _, s -> "begins_with($s, $one)" }
            3 -> { _, s -> "$s IS NOT MISSING" }
            else -> listOf("=", "<>", "<", "<=", ">", ">=").random(random).let { operator -> { _, s -> "$s $operator $one" } }
        }
    }

    private fun keys(
        where: String,
        limit: Int?,
    ): List<String> {
        val keys = ArrayList<String>()
        var token: String? = null
        do {
            val page = client.executeStatement { it.statement("SELECT pk, sk FROM tab WHERE $where").limit(limit).nextToken(token) }
            keys += page.items().map { "${it["pk"]?.s()}/${it["sk"]?.s()}" }
            token = page.nextToken()
        } while (token != null)
        return keys
    }

    @Test
    fun `how a condition is read does not change what it finds`() {
        tables()
        for (p in 0..2) for (s in 0..5) put("p$p", "$s", "a" to "p$p", "b" to "$s")
        var planned = 0
        repeat(150) {
            val condition = condition(depth = 3)
            val where = condition("pk", "sk")
            val found =
                try {
                    keys(where, limit = listOf(null, 3).random(random))
                } catch (refused: DynamoDbException) {
                    withClue(where) {
                        refused.awsErrorDetails().errorMessage() shouldBe
                            "Overlapping conditions with range keys are not supported in where clause"
                    }
                    return@repeat
                }
            planned++
            withClue(where) { found.sorted() shouldBe keys(condition("a", "b"), limit = null).sorted() }
        }
        planned shouldBeGreaterThan 60
    }
}
