package io.mockaws.services.s3.objects

import java.io.ByteArrayOutputStream
import java.nio.charset.Charset
import java.util.Base64

/**
 * User metadata beyond US-ASCII, which S3 decodes as RFC 2047 has it before it keeps it, and encodes before it answers.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html#UserMetadata
 */
internal object MailSafe {
    /** Every encoded word of [text] decoded; what is none, or a broken one, stays as it is. */
    fun decode(text: String): String {
        if ("=?" !in text) return text
        return WORDS.replace(text) { words -> WORD.findAll(words.value).joinToString("") { decodeWord(it) } }
    }

    /** As it is where that is mail-safe, else as one encoded word: base64 where there is anything that has no shape. */
    fun encode(text: String): String {
        if (text.all { it in SAFE || it in " _=?" }) return text
        val bytes = text.encodeToByteArray()
        if (text.codePoints().anyMatch {
                isShapeless(it)
            }
        ) {
            return "=?UTF-8?B?${Base64.getEncoder().encodeToString(bytes)}?="
        }
        return bytes.joinToString("", "=?UTF-8?Q?", "?=") { byte ->
            val char = (byte.toInt() and 0xff).toChar()
            if (char == ' ') {
                "_"
            } else if (char in SAFE) {
                "$char"
            } else {
                "=%02X".format(char.code)
            }
        }
    }

    private fun decodeWord(word: MatchResult): String {
        val (charset, encoding, content) = word.destructured
        return try {
            val bytes = if (encoding.equals("B", ignoreCase = true)) base64(content) else unquoted(content)
            String(bytes, Charset.forName(charset))
        } catch (_: IllegalArgumentException) {
            word.value
        }
    }

    private fun base64(text: String): ByteArray =
        try {
            Base64.getDecoder().decode(text)
        } catch (failure: IllegalArgumentException) {
            if (text.length % DIGITS != 0) throw failure
            text.chunked(DIGITS).flatMap(::threeBytes).toByteArray()
        }

    /** Of four digits, where what is none has all its bits set: S3 decodes what is broken too. */
    private fun threeBytes(digits: String): List<Byte> {
        val (a, b, c, d) = digits.map { ALPHABET.indexOf(it) }
        return listOf(a shl 2 or (b shr 4 and 0b11), b shl 4 or (c shr 2 and 0b1111), c shl 6 or (d and 0b111111))
            .map { it.toByte() }
    }

    private fun unquoted(text: String): ByteArray {
        val out = ByteArrayOutputStream(text.length)
        var at = 0
        while (at < text.length) {
            val char = text[at]
            if (char == '=') {
                out.write(text.substring(at + 1, minOf(at + 3, text.length)).toInt(16))
                at += 3
            } else {
                out.write(if (char == '_') ' '.code else char.code)
                at++
            }
        }
        return out.toByteArray()
    }

    private fun isShapeless(codePoint: Int): Boolean =
        codePoint == REPLACEMENT || Character.getType(codePoint).toByte() in SHAPELESS

    /** What stands for itself in an encoded word; beside these only space, `_`, `=` and `?` do without one. */
    private val SAFE: Set<Char> = ('!'..'~').toSet() - setOf('_', '=', '?') + '\t'

    private const val REPLACEMENT = 0xFFFD
    private const val DIGITS = 4
    private val ALPHABET: String = (('A'..'Z') + ('a'..'z') + ('0'..'9') + '+' + '/').joinToString("")
    private val SHAPELESS =
        listOf(
            Character.CONTROL,
            Character.FORMAT,
            Character.SURROGATE,
            Character.PRIVATE_USE,
            Character.UNASSIGNED
        )
    private val WORD = Regex("=\\?([^?]+)\\?([BbQq])\\?([^?]*)\\?=")

    /** White space between two encoded words is not part of the text. */
    private val WORDS = Regex("${WORD.pattern}(?:\\s+${WORD.pattern})*")
}
