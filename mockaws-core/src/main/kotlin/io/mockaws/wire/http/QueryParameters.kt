package io.mockaws.wire.http

import java.io.ByteArrayOutputStream

/**
 * A decoded query string or form (`application/x-www-form-urlencoded`), in order; a name may occur more than
 * once. A name without `=` has a null value in [Parameter] and reads as the empty string.
 */
public class QueryParameters private constructor(
    private val parameters: List<Parameter>,
) : Iterable<QueryParameters.Parameter> {
    /** One `name=value`; [value] is null where there was no `=`. */
    public data class Parameter(
        /** Decoded. */
        val name: String,
        /** Decoded. */
        val value: String?,
    )

    /** The first value of [name]; empty for one without `=`; null when it does not occur. */
    public operator fun get(name: String): String? {
        for (p in parameters) if (p.name == name) return p.value ?: ""
        return null
    }

    /** All values of [name]. */
    public fun all(name: String): List<String> = parameters.filter { it.name == name }.map { it.value ?: "" }

    /** Whether [name] occurs. */
    public operator fun contains(name: String): Boolean = parameters.any { it.name == name }

    /** Whether there is none. */
    public fun isEmpty(): Boolean = parameters.isEmpty()

    override fun iterator(): Iterator<Parameter> = parameters.iterator()

    public companion object {
        private val Empty = QueryParameters(emptyList())

        /**
         * Reads `a=1&b&c=x%20y`. `+` is a space, as forms have it.
         *
         * @throws IllegalArgumentException when a `%` is not followed by two hexadecimal digits
         */
        public fun parse(text: String): QueryParameters {
            if (text.isEmpty()) return Empty
            return QueryParameters(
                text.split('&').filter { it.isNotEmpty() }.map {
                    val eq = it.indexOf('=')
                    if (eq < 0) {
                        Parameter(percentDecode(it, plusIsSpace = true), null)
                    } else {
                        Parameter(
                            percentDecode(it.substring(0, eq), plusIsSpace = true),
                            percentDecode(it.substring(eq + 1), plusIsSpace = true),
                        )
                    }
                },
            )
        }
    }
}

/**
 * Undoes percent encoding; what is not valid UTF-8 becomes U+FFFD.
 *
 * @throws IllegalArgumentException when a `%` is not followed by two hexadecimal digits
 */
public fun percentDecode(
    text: String,
    plusIsSpace: Boolean = false,
): String {
    if (text.none { it == '%' || (plusIsSpace && it == '+') }) return text
    val out = ByteArrayOutputStream(text.length)
    var i = 0
    while (i < text.length) {
        val c = text[i]
        when {
            c == '%' -> {
                val hi = text.getOrNull(i + 1)?.digitToIntOrNull(16)
                val lo = text.getOrNull(i + 2)?.digitToIntOrNull(16)
                require(hi != null && lo != null) { "Bad percent encoding at offset $i" }
                out.write(hi * 16 + lo)
                i += 3
            }

            c == '+' && plusIsSpace -> {
                out.write(' '.code)
                i++
            }

            else -> {
                val end = if (c.isHighSurrogate() && i + 1 < text.length) i + 2 else i + 1
                out.writeBytes(text.substring(i, end).encodeToByteArray())
                i = end
            }
        }
    }
    return out.toByteArray().decodeToString()
}

/**
 * Percent-encodes everything but RFC 3986's unreserved characters, as SigV4 does; `/` is kept with [keepSlash].
 */
public fun percentEncode(
    text: String,
    keepSlash: Boolean = false,
): String {
    val out = StringBuilder(text.length + 8)
    for (b in text.encodeToByteArray()) {
        val c = (b.toInt() and 0xff).toChar()
        if (c in 'a'..'z' || c in 'A'..'Z' || c in '0'..'9' || c in "-._~" || (keepSlash && c == '/')) {
            out.append(c)
        } else {
            out.append('%').append(HEX[c.code shr 4]).append(HEX[c.code and 15])
        }
    }
    return out.toString()
}

private const val HEX = "0123456789ABCDEF"
