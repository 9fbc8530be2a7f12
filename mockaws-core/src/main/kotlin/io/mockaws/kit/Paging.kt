package io.mockaws.kit

import io.mockaws.engine.AwsFault
import java.security.MessageDigest
import java.util.Base64

/** A part of a list, and the token that continues it. */
internal class Page<out T>(
    val items: List<T>,
    /** Null when nothing follows. */
    val nextToken: String?,
)

/**
 * Cuts a list into pages by opaque tokens. A token holds the item after which it continues, so that it stays right
 * when others come or go, and is good for its own query only.
 *
 * @param query what was asked, without the size and token of the page
 * @param keyOf what tells one item from the others
 * @param badToken what the service says to a token of another query, or to what is none at all
 */
internal class Paging<T>(
    query: Any?,
    private val keyOf: (T) -> String,
    private val badToken: () -> AwsFault,
) {
    private val mark: String =
        MessageDigest.getInstance("SHA-256").digest(query.toString().encodeToByteArray())
            .let { encoder.encodeToString(it).take(MARK) }

    /**
     * At most [limit] of [all], which are in the order of the list.
     *
     * @param token the [Page.nextToken] of the page before; null for the first
     * @throws AwsFault when [token] is of another query, or none at all
     */
    fun page(
        all: List<T>,
        limit: Int,
        token: String?,
    ): Page<T> {
        val start = if (token == null) 0 else after(token, all)
        val end = minOf(all.size.toLong(), start.toLong() + limit).toInt()
        val items = all.subList(start, end)
        return Page(items, if (end < all.size && items.isNotEmpty()) tokenOf(end, items.last()) else null)
    }

    private fun tokenOf(
        end: Int,
        last: T,
    ) = encoder.encodeToString("$mark $end ${keyOf(last)}".encodeToByteArray())

    private fun after(
        token: String,
        all: List<T>,
    ): Int {
        val parts = decode(token).split(' ', limit = PARTS)
        if (parts.size < PARTS || parts[0] != mark) throw badToken()
        val position = parts[1].toIntOrNull() ?: throw badToken()
        val last = all.indexOfFirst { keyOf(it) == parts[2] }
        // The item is gone: what followed it now stands where it stood.
        return if (last >= 0) last + 1 else minOf(position - 1, all.size)
    }

    private fun decode(token: String): String =
        try {
            Base64.getUrlDecoder().decode(token).decodeToString()
        } catch (_: IllegalArgumentException) {
            throw badToken()
        }

    private companion object {
        const val MARK = 16
        const val PARTS = 3
        val encoder: Base64.Encoder = Base64.getUrlEncoder().withoutPadding()
    }
}
