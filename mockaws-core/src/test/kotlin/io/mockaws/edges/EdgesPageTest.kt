package io.mockaws.edges

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import kotlin.io.path.Path
import kotlin.io.path.readText
import kotlin.io.path.writeText

/** `docs/edges.md` has every edge that [EdgesTest] tries. Written with `-Dmockaws.write=true`, compared otherwise. */
class EdgesPageTest {
    private val page = Path("../docs/edges.md")

    @Test
    fun `the page of the edges has all of them`() {
        val text = page.readText().substringBefore(MARK) + MARK + "\n\n" + tables()
        if (System.getProperty("mockaws.write") == "true") page.writeText(text)
        withClue("docs/edges.md is not up to date; write it with -Dtest=EdgesPageTest -Dmockaws.write=true") {
            page.readText() shouldBe text
        }
    }

    private fun tables(): String =
        Edges.all.groupBy { it.from }.entries.joinToString("\n") { (from, edges) ->
            "## $from\n\n| to | by the call | what it gets | who judges it | what becomes of a failure |\n|---|---|---|---|---|\n" +
                edges.joinToString("") { row(it) }
        }

    private fun row(edge: Edge): String {
        val call = if (edge.to.service == null) "-" else "`${edge.to.operation}`"
        val recorded = "As above; nobody has written the target, and the call is in the journal"
        val failure = if (edge.to.isRecorded) recorded else edge.failure.words
        return "| ${edge.to.name} | $call | ${edge.brings} | ${edge.judged.words} | $failure |\n"
    }

    private companion object {
        const val MARK = "<!-- From here on written by EdgesPageTest. -->"
    }
}
