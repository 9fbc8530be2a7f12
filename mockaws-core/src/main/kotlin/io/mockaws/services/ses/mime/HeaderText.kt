package io.mockaws.services.ses.mime

import java.io.ByteArrayOutputStream
import java.nio.charset.Charset
import java.nio.charset.IllegalCharsetNameException
import java.nio.charset.UnsupportedCharsetException
import java.util.Base64

/** Text in headers, which are ASCII: encoded words by [RFC 2047](https://www.rfc-editor.org/rfc/rfc2047). */
internal object HeaderText {
    private val word = Regex("=\\?([^?*]+)(?:\\*[^?]*)?\\?([BbQq])\\?([^?]*)\\?=")
    private val between = Regex("(=\\?[^?]+\\?[BbQq]\\?[^?]*\\?=)\\s+(?==\\?[^?]+\\?[BbQq]\\?)")

    /** Bytes of text in an encoded word of at most 75 characters. */
    private const val WORD = 45

    /** What [text] of a header says. */
    fun decode(text: String): String {
        if ("=?" !in text) return text
        return word.replace(between.replace(text, "$1")) { found ->
            val (charset, encoding, content) = found.destructured
            val bytes =
                if (encoding.equals("B", ignoreCase = true)) {
                    Base64.getMimeDecoder().decode(content)
                } else {
                    QuotedPrintable.decode(content.replace('_', ' ').encodeToByteArray())
                }
            String(bytes, charsetOf(charset))
        }
    }

    /** [text] as a header may have it. */
    fun encode(text: String): String {
        if (text.all { it.code in ' '.code..'~'.code }) return text
        val words = ArrayList<String>()
        val part = StringBuilder()
        for (point in text.codePoints().toArray()) {
            val character = String(Character.toChars(point))
            if ((part.toString() + character).encodeToByteArray().size > WORD) {
                words += word(part)
                part.clear()
            }
            part.append(character)
        }
        words += word(part)
        return words.joinToString("\r\n ")
    }

    private fun word(text: CharSequence): String =
        "=?UTF-8?B?${Base64.getEncoder().encodeToString(text.toString().encodeToByteArray())}?="

    /** The character set [name]; UTF-8 where there is none of that name. */
    fun charsetOf(name: String?): Charset =
        try {
            if (name == null) Charsets.UTF_8 else Charset.forName(name)
        } catch (_: IllegalCharsetNameException) {
            Charsets.UTF_8
        } catch (_: UnsupportedCharsetException) {
            Charsets.UTF_8
        }
}

/** Quoted-printable by [RFC 2045](https://www.rfc-editor.org/rfc/rfc2045#section-6.7). */
internal object QuotedPrintable {
    private const val LINE = 73
    private const val RADIX = 16

    fun decode(bytes: ByteArray): ByteArray {
        val out = ByteArrayOutputStream(bytes.size)
        var i = 0
        while (i < bytes.size) {
            val byte = bytes[i].toInt()
            if (byte != '='.code) {
                out.write(byte)
                i++
                continue
            }
            val soft = softBreak(bytes, i + 1)
            val high = digit(bytes, i + 1)
            val low = digit(bytes, i + 2)
            when {
                soft > 0 -> i = soft

                high >= 0 && low >= 0 -> {
                    out.write(high * RADIX + low)
                    i += 3
                }

                else -> {
                    out.write(byte)
                    i++
                }
            }
        }
        return out.toByteArray()
    }

    private fun digit(
        bytes: ByteArray,
        index: Int,
    ): Int = if (index < bytes.size) Character.digit(bytes[index].toInt(), RADIX) else -1

    /** Where the next line begins when there is nothing but white space up to the end of this one; else 0. */
    private fun softBreak(
        bytes: ByteArray,
        start: Int,
    ): Int {
        var i = start
        while (i < bytes.size && (bytes[i].toInt() == ' '.code || bytes[i].toInt() == '\t'.code)) i++
        if (i < bytes.size && bytes[i].toInt() == '\r'.code) i++
        return if (i < bytes.size && bytes[i].toInt() == '\n'.code) i + 1 else 0
    }

    /** Line breaks stay what they are. */
    fun encode(bytes: ByteArray): String {
        val out = StringBuilder(bytes.size)
        var column = 0
        bytes.forEachIndexed { index, byte ->
            val code = byte.toInt() and 0xff
            val next = bytes.getOrNull(index + 1)?.toInt()
            val endsLine = next == null || next == '\r'.code || next == '\n'.code
            if (code == '\r'.code || code == '\n'.code) {
                out.append(code.toChar())
                column = 0
                return@forEachIndexed
            }
            val isPlain = (code in '!'.code..'~'.code && code != '='.code) || (code == ' '.code && !endsLine)
            val text = if (isPlain) code.toChar().toString() else "=%02X".format(code)
            if (column + text.length > LINE) {
                out.append("=\r\n")
                column = 0
            }
            out.append(text)
            column += text.length
        }
        return out.toString()
    }
}
