package io.mockaws.guides

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldBeEmpty
import org.junit.jupiter.api.Test
import java.nio.file.Path
import kotlin.io.path.extension
import kotlin.io.path.invariantSeparatorsPathString
import kotlin.io.path.readText

/**
 * Every block of Kotlin and Java in README.md and docs is in a source that the tests compile and run, but for white
 * space. A line `...`, or `{ ... }`, stands for code that is left out.
 */
class SnippetsTest {
    private val sources: List<Code> by lazy {
        filesIn(root).filter { it.extension in setOf("kt", "java") && isRun(it) }.map { Code(it.readText()) }
    }

    @Test
    fun `every snippet is code that the tests run`() {
        val blocks = Page.all().flatMap { page -> page.blocks.map { page to it } }
            .filter { (_, block) -> block.language in setOf("kotlin", "java") && block.notRun == null }
        blocks.size shouldBeGreaterThan 40
        blocks.filter { (_, block) -> sources.none { block.code in it } }
            .joinToString("\n\n") { (page, block) -> "${page.name}:${block.line} is in no test:\n${block.code}" }
            .shouldBeEmpty()
    }

    @Test
    fun `every block says what it is, so that none is overlooked`() {
        val known = setOf("kotlin", "java", "xml", "sh", "text", "json", "yaml")
        Page.all().flatMap { page -> page.blocks.map { "${page.name}:${it.line}: ${it.language}" to it.language } }
            .filter { (_, language) -> language !in known }.map { (where, _) -> where }
            .shouldBeEmpty()
    }

    @Test
    fun `a snippet that differs in more than white space is not found`() {
        val code = Code("fun a() {\n    one(1)\n    two()\n    three()\n}")

        ("fun a() { one(1)" in code) shouldBe true
        ("fun a() {\n...\nthree()\n}" in code) shouldBe true
        ("fun a() { ... }" in code) shouldBe true
        ("one(2)" in code) shouldBe false
        ("three()\n...\none(1)" in code) shouldBe false
        ("one(1) ... three()" in code) shouldBe false
    }

    /** Tests, and the samples' programs, which their tests run. */
    private fun isRun(file: Path): Boolean {
        val path = "/" + file.invariantSeparatorsPathString.removePrefix(root.invariantSeparatorsPathString)
        return "/src/test/" in path || "/compat/shared/" in path || "/samples/" in path
    }
}

/** A source in which white space does not count. */
private class Code(
    text: String,
) {
    private val packed = text.packed()

    operator fun contains(snippet: String): Boolean {
        var from = 0
        for (part in snippet.split(leftOut).map { it.packed() }) {
            val at = packed.indexOf(part, from)
            if (at < 0) return false
            from = at + part.length
        }
        return true
    }

    private fun String.packed() = replace(Regex("\\s+"), "")

    private companion object {
        private val leftOut = Regex("(?m)^\\s*\\.\\.\\.\\s*$|(?<=\\{) \\.\\.\\. (?=})")
    }
}
