package io.mockaws.derive

import io.mockaws.model.ScalarModel
import io.mockaws.model.StructureModel
import java.util.Base64

/** Cuts a list into pages. A token is bound to the query that it continues. */
internal class Pages(
    private val question: Question,
) {
    private val paging = question.operation.paging
    private val tokenName = paging?.inputTokens?.firstOrNull() ?: guessed(question.operation.input)
    private val limitName =
        paging?.limit ?: question.operation.input.members.firstOrNull { it.name.lowercase() in LIMITS }?.name

    /** A page, and the token of the next one. */
    class Page<T>(
        val items: List<T>,
        val next: String?,
    )

    fun <T> page(all: List<T>): Page<T> {
        val start = question.input[tokenName]?.toString()?.takeIf { it.isNotEmpty() }?.let { position(it, all) } ?: 0
        if (start > all.size) throw question.refusals.badToken()
        val limit =
            (question.input[limitName] as? Number)?.toInt() ?: (question.input[limitName] as? String)?.toIntOrNull()
                ?: usual()
                ?: all.size
        val end = if (limit <= 0) all.size else minOf(all.size.toLong(), start.toLong() + limit).toInt()
        return Page(all.subList(start, end), if (end < all.size) token(end) else null)
    }

    /** AWS gives a hundred where nobody says how many, or as many as may be asked for where that is less. */
    private fun usual(): Int? {
        if (limitName == null || tokenName == null) return null
        question.rules.facts.page(question.operation.name)?.let { return it }
        val shape = question.operation.input.members.firstOrNull { it.name == limitName }?.target as? ScalarModel
        return minOf(shape?.range?.max?.takeIf { it >= 1 } ?: USUAL, USUAL).toInt()
    }

    /** The members of the output that tell of the next page. */
    fun members(page: Page<*>): Map<String, Any?> {
        val output = question.operation.output
        val members = LinkedHashMap<String, Any?>()
        val tokens = paging?.outputTokens ?: listOfNotNull(guessed(output))
        if (page.next != null) {
            tokens.filter { '.' !in it && output.member(it)?.isText == true }.forEach { members[it] = page.next }
        }
        tokenName?.takeIf { it !in tokens && output.member(it) != null }?.let { name ->
            question.input[name]?.let { members[name] = it }
        }
        output.members.firstOrNull { tellsOfMore(it.name.lowercase()) }?.let { members[it.name] = page.next != null }
        return members
    }

    private fun tellsOfMore(name: String) = name == "istruncated" || name.startsWith("hasmore")

    private fun token(position: Int) = Base64.getUrlEncoder().withoutPadding().encodeToString(
        "$position:${query()}".encodeToByteArray()
    )

    private fun position(
        token: String,
        all: List<*>,
    ): Int {
        val text =
            try {
                Base64.getUrlDecoder().decode(token).decodeToString()
            } catch (_: IllegalArgumentException) {
                ""
            }
        if (text.substringAfter(':', "") != query()) {
            return startingAt(token, all) ?: throw question.refusals.badToken()
        }
        return text.substringBefore(':').toIntOrNull() ?: throw question.refusals.badToken()
    }

    /** Where a list goes on from the name of a thing: `StartRecordName`. Null where [token] is no such name. */
    private fun startingAt(
        token: String,
        all: List<*>,
    ): Int? {
        if (tokenName?.startsWith("Start") != true || !tokenName.endsWith("Name")) return null
        return all.indexOfFirst { it is Record && it["Name"].toString() >= token }.takeIf { it >= 0 } ?: all.size
    }

    /** What was asked, but for the page. */
    private fun query(): String {
        val asked = question.input.filterKeys { it != tokenName && it != limitName }.toSortedMap()
        return Integer.toHexString("${question.operation.name}$asked".hashCode())
    }

    private fun guessed(shape: StructureModel) =
        shape.members.filter { it.name.lowercase() in TOKENS && it.isText }.let { all ->
            all.firstOrNull { it.name.startsWith("next", ignoreCase = true) }
                ?: all.firstOrNull()
        }?.name

    private companion object {
        const val USUAL = 100L
        val TOKENS = setOf("nexttoken", "marker", "nextmarker", "paginationtoken", "nextpagetoken")
        val LIMITS = setOf("maxresults", "maxitems", "limit", "maxrecords", "pagesize")
    }
}
