package io.mockaws.guides

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import kotlin.io.path.exists
import kotlin.io.path.isRegularFile

/** Links from page to page, and into a page, lead to something. */
class LinksTest {
    @Test
    fun `every relative link of every page leads somewhere`() {
        val links = Page.all().flatMap { page -> linksOf(page) }

        links.size shouldBeGreaterThan 60
        links.filterNot { it.leadsSomewhere() }.map { "${it.page.name}:${it.line}: ${it.target}" }.shouldBeEmpty()
    }

    @Test
    fun `every page of docs is in the index`() {
        val index = Page(root.resolve("docs/README.md"))
        val linked = linksOf(index).map { root.resolve("docs").resolve(it.target.substringBefore('#')).normalize() }
        val pages = filesIn(root.resolve("docs")).filter { it.toString().endsWith(".md") && it.parent.fileName.toString() != "decisions" }

        pages.filterNot { it in linked || it == index.file }.shouldBeEmpty()
    }

    @Test
    fun `anchors are made as GitHub makes them`() {
        anchor("Stubs, faults and the `journal`") shouldBe "stubs-faults-and-the-journal"
        anchor("What it can't do -- yet") shouldBe "what-it-cant-do----yet"
    }

    private fun linksOf(page: Page): List<Link> =
        page.prose.flatMap { (line, text) ->
            markdownLink.findAll(text).map { Link(page, line, it.groupValues[1]) }.filter { ":" !in it.target }
        }

    private fun Link.leadsSomewhere(): Boolean {
        val file = if (target.startsWith("#")) page.file else page.file.parent.resolve(target.substringBefore('#')).normalize()
        if (!file.exists()) return false
        val anchor = target.substringAfter('#', "")
        return anchor.isEmpty() || !file.isRegularFile() || anchor in anchorsOf(Page(file))
    }

    private fun anchorsOf(page: Page): Set<String> =
        page.prose.mapNotNull { (_, text) -> heading.matchEntire(text)?.groupValues?.get(1) }.map { anchor(it) }.toSet()

    private fun anchor(heading: String): String =
        heading.lowercase().filter { it.isLetterOrDigit() || it in " -_" }.replace(' ', '-')

    private class Link(
        val page: Page,
        val line: Int,
        val target: String,
    )

    private companion object {
        private val markdownLink = Regex("]\\(([^)\\s]+)\\)")
        private val heading = Regex("#{1,6} (.+)")
    }
}
