package io.mockaws.guides

import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.Path
import kotlin.io.path.extension
import kotlin.io.path.readLines
import kotlin.io.path.relativeTo

/** The repository, as seen from this module. */
internal val root: Path = Path("../..").toAbsolutePath().normalize()

/** A page for readers: a file in Markdown. */
internal class Page(
    val file: Path,
) {
    val lines: List<String> = file.readLines()
    val name: String = file.relativeTo(root).toString()
    val blocks: List<Block> = blocksIn(lines)

    /** The lines that are no code, by their number from 1 on. */
    val prose: List<IndexedValue<String>> =
        lines.withIndex().map { IndexedValue(it.index + 1, it.value) }
            .filter { line -> blocks.none { line.index in it.line..it.line + it.code.lines().size + 1 } }

    companion object {
        /** README.md and its like, every page of docs, and what the samples say of themselves. */
        fun all(): List<Page> = (filesIn(root, depth = 1) + filesIn(root.resolve("docs")) + filesIn(root.resolve("samples")))
            .filter { it.extension == "md" }.distinct().sorted().map { Page(it) }
    }
}

/**
 * A fenced block of a page.
 *
 * @property line of the fence that opens it, from 1 on
 * @property language what stands behind that fence; empty where nothing does
 * @property notRun why no test runs it, as a comment says in the line before: `<!-- not run: needs Docker -->`
 */
internal class Block(
    val line: Int,
    val language: String,
    val code: String,
    val notRun: String?,
)

private val notRunComment = Regex("<!-- not run: (.+) -->")

private fun blocksIn(lines: List<String>): List<Block> {
    val fences = lines.indices.filter { lines[it].trimStart().startsWith("```") }
    return fences.chunked(2) { (begin, end) ->
        Block(
            line = begin + 1,
            language = lines[begin].trim().removePrefix("```"),
            code = lines.subList(begin + 1, end).joinToString("\n"),
            notRun = lines.getOrNull(begin - 1)?.let { notRunComment.matchEntire(it.trim()) }?.groupValues?.get(1),
        )
    }
}

/** Every file in [folder], without those that a build made. */
internal fun filesIn(
    folder: Path,
    depth: Int = Int.MAX_VALUE,
): List<Path> =
    Files.walk(folder, depth).use { all ->
        all.filter { Files.isRegularFile(it) && it.none { part -> part.toString() == "target" } }.toList()
    }
