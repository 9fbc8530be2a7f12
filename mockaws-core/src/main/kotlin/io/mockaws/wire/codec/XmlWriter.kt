package io.mockaws.wire.codec

import io.mockaws.wire.XmlNamespace

/**
 * Writes elements one after the other into one text.
 *
 * @param strict whether characters that XML 1.0 does not have become U+FFFD: errors repeat what they refuse, and have
 * to be read by any parser
 */
internal class XmlWriter(
    private val strict: Boolean = false,
) {
    private val out = StringBuilder(INITIAL)

    /** Whether the last start tag still lacks its `>`. */
    private var open = false

    /** Where an attribute of the element just begun may be put, also later on. */
    val position: Int get() = out.length

    fun declaration() {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    }

    fun start(
        name: String,
        namespace: XmlNamespace? = null,
    ) {
        close()
        out.append('<').append(name)
        open = true
        if (namespace == null || namespace.uri.isEmpty()) return
        out.append(" xmlns")
        if (namespace.prefix.isNotEmpty()) out.append(':').append(namespace.prefix)
        out.append("=\"")
        escape(namespace.uri, out)
        out.append('"')
    }

    fun end(name: String) {
        if (open) {
            out.append("/>")
            open = false
        } else {
            out.append("</").append(name).append('>')
        }
    }

    fun text(value: String) {
        if (value.isEmpty()) return
        close()
        escape(if (strict) value.replace(NO_XML, "\ufffd") else value, out)
    }

    /** Puts an attribute at [position], which was asked for behind the name of its element. */
    fun attribute(
        position: Int,
        name: String,
        value: String,
    ) {
        val attribute = StringBuilder().append(' ').append(name).append("=\"")
        escape(value, attribute)
        out.insert(position, attribute.append('"'))
    }

    fun leaf(
        name: String,
        value: String,
    ) {
        start(name)
        text(value)
        end(name)
    }

    fun toBytes(): ByteArray {
        close()
        return out.toString().encodeToByteArray()
    }

    private fun close() {
        if (open) out.append('>')
        open = false
    }

    private companion object {
        const val INITIAL = 256

        /** https://www.w3.org/TR/xml/#charsets */
        val NO_XML = Regex("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]")

        /**
         * A parser normalises line ends and does not take control characters as they are; S3 writes both as
         * references, the latter although XML 1.0 has no such characters.
         */
        fun escape(
            text: String,
            out: StringBuilder,
        ) {
            for (c in text) {
                when {
                    c == '&' -> out.append("&amp;")

                    c == '<' -> out.append("&lt;")

                    c == '>' -> out.append("&gt;")

                    c == '"' -> out.append("&quot;")

                    c < ' ' || c in '\u007f'..'\u009f' || c == '\u2028' -> {
                        out.append("&#x").append(c.code.toString(radix = 16)).append(';')
                    }

                    else -> out.append(c)
                }
            }
        }
    }
}
