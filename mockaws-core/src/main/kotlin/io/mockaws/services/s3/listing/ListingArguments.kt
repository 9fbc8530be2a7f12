package io.mockaws.services.s3.listing

import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3Limits
import io.mockaws.services.s3.checksum.decodeBase64
import io.mockaws.services.s3.checksum.toBase64

/** How many entries a page may have: what the client asks for, but never more than S3 gives. */
internal fun pageSize(
    asked: Int?,
    argument: String,
    most: Int = S3Limits.PAGE,
): Int {
    if (asked != null && asked < 0) {
        throw S3Faults.invalidArgument(
            "Argument $argument must be an integer between 0 and ${Int.MAX_VALUE}",
            argument,
            asked.toString(),
        )
    }
    return minOf(asked ?: most, most)
}

/** `encoding-type`: how keys are written in a listing, since XML 1.0 has no form for some characters. */
internal class KeyEncoding(
    private val type: String?,
) {
    init {
        if (type != null && type != "url") {
            throw S3Faults.invalidArgument("Invalid Encoding Method specified in Request", "encoding-type", type)
        }
    }

    /** [text] in the form that was asked for. */
    fun encode(text: String): String = if (type == null) text else urlEncode(text)

    /** Like a form: a space is `+`. `/` and `*` stay as they are. */
    private fun urlEncode(text: String): String {
        val out = StringBuilder(text.length + 16)
        for (byte in text.encodeToByteArray()) {
            val c = (byte.toInt() and 0xff).toChar()
            when {
                c in 'a'..'z' || c in 'A'..'Z' || c in '0'..'9' || c in "-_./*" -> out.append(c)
                c == ' ' -> out.append('+')
                else -> out.append('%').append(HEX[c.code shr 4]).append(HEX[c.code and 15])
            }
        }
        return out.toString()
    }
}

/** The opaque tokens of pages: they hold where the last page ended. */
internal object ContinuationToken {
    private const val MARK = "1/"

    fun of(last: String): String = (MARK + last).encodeToByteArray().toBase64()

    fun read(token: String): String {
        val text = decodeBase64(token)?.decodeToString()
        if (text == null || !text.startsWith(MARK)) {
            val shown = token.ifEmpty { null }
            throw S3Faults.invalidArgument("The continuation token provided is incorrect", "continuation-token", shown)
        }
        return text.substring(MARK.length)
    }
}

private const val HEX = "0123456789ABCDEF"
