package io.mockaws.kit

import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test

class RowsTest {
    private fun rows(
        first: Long,
        count: Int,
    ) = Rows(first, List(count) { "row ${first + it}" })

    private fun Rows<String>.all() = indexed().toList()

    @Test
    fun `rows keep their index while others go before them`() {
        var rows = rows(1, 100)
        for (until in listOf(1L, 20L, 60L, 61L, 99L)) {
            rows = rows.from(until)
            rows.first shouldBe until
            rows.next shouldBe 101
            rows.all() shouldBe (until..100).map { it to "row $it" }
            rows[until - 1] shouldBe null
            rows[until] shouldBe "row $until"
            rows[100] shouldBe "row 100"
            rows[101] shouldBe null
        }
    }

    @Test
    fun `what is added stands behind, and changes nothing that somebody holds`() {
        val before = rows(1, 70).from(30)
        val after = before + listOf("row 71", "row 72")
        after.all() shouldBe (30L..72).map { it to "row $it" }
        before.next shouldBe 71
        before.from(71).isEmpty() shouldBe true
        (before.from(71) + listOf("row 71")).all() shouldBe listOf(71L to "row 71")
    }

    @Test
    fun `one begins to read at any index`() {
        val rows = rows(5, 5)
        rows.indexed(0).first() shouldBe (5L to "row 5")
        rows.indexed(8).map { it.first }.toList() shouldBe listOf(8L, 9L)
        rows.indexed(10).toList() shouldBe emptyList()
    }
}
