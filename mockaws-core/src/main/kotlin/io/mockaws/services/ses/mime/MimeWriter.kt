package io.mockaws.services.ses.mime

import java.io.ByteArrayOutputStream
import java.util.Base64

/** A text of a message and what it is written in. */
internal class MailText(
    val text: String,
    val charset: String? = null,
)

/** A file that goes with a message. */
internal class MailFile(
    val name: String,
    val content: ByteArray,
    val contentType: String?,
    val isInline: Boolean = false,
    val contentId: String? = null,
    val description: String? = null,
)

/** A message that SES writes itself, from the parts that a call gives. */
internal class MimeWriter(
    /** Names and values, in the order in which they stand; a value is encoded where it has to be. */
    private val headers: List<Pair<String, String>>,
    private val text: MailText?,
    private val html: MailText?,
    private val files: List<MailFile> = emptyList(),
    /** Gives what no part holds. */
    private val boundary: () -> String,
) {
    fun write(): ByteArray {
        val out = ByteArrayOutputStream()
        for ((name, value) in headers) {
            val addresses = if (name in ADDRESSES) MailAddress.list(value) else emptyList()
            val encoded = if (addresses.isEmpty()) HeaderText.encode(value) else addresses.joinToString { it.encoded }
            out.line("$name: $encoded")
        }
        out.line("MIME-Version: 1.0")
        if (files.isEmpty()) {
            body(out)
        } else {
            val texts: (ByteArrayOutputStream) -> Unit = { o -> body(o) }
            val attached: List<(ByteArrayOutputStream) -> Unit> = files.map { one -> { o -> file(o, one) } }
            multipart(out, "mixed", listOf(texts) + attached)
        }
        return out.toByteArray()
    }

    private fun body(out: ByteArrayOutputStream) {
        val parts = listOfNotNull(text?.let { "text/plain" to it }, html?.let { "text/html" to it })
        when (parts.size) {
            0 -> part(out, "text/plain", MailText(""))
            1 -> part(out, parts[0].first, parts[0].second)
            else -> multipart(out, "alternative", parts.map { (type, text) -> { o -> part(o, type, text) } })
        }
    }

    private fun multipart(
        out: ByteArrayOutputStream,
        kind: String,
        parts: List<(ByteArrayOutputStream) -> Unit>,
    ) {
        val mark = boundary()
        out.line("Content-Type: multipart/$kind;  boundary=\"$mark\"")
        out.line("")
        for (part in parts) {
            out.line("--$mark")
            part(out)
            out.line("")
        }
        out.line("--$mark--")
    }

    private fun part(
        out: ByteArrayOutputStream,
        type: String,
        text: MailText,
    ) {
        val charset = HeaderText.charsetOf(text.charset)
        val bytes = text.text.toByteArray(charset)
        val isPlain = bytes.all { it in 1..MOST } && text.text.lineSequence().all { it.length <= LONGEST }
        out.line("Content-Type: $type; charset=${charset.name()}")
        out.line("Content-Transfer-Encoding: ${if (isPlain) "7bit" else "quoted-printable"}")
        out.line("")
        out.write(if (isPlain) bytes else QuotedPrintable.encode(bytes).encodeToByteArray())
    }

    private fun file(
        out: ByteArrayOutputStream,
        file: MailFile,
    ) {
        val name = HeaderText.encode(file.name.replace("\"", "\\\""))
        out.line("Content-Type: ${file.contentType ?: "application/octet-stream"}; name=\"$name\"")
        file.description?.let { out.line("Content-Description: ${HeaderText.encode(it)}") }
        file.contentId?.let { out.line("Content-ID: <${it.removeSurrounding("<", ">")}>") }
        out.line("Content-Disposition: ${if (file.isInline) "inline" else "attachment"}; filename=\"$name\"")
        out.line("Content-Transfer-Encoding: base64")
        out.line("")
        out.write(Base64.getMimeEncoder().encode(file.content))
    }

    private fun ByteArrayOutputStream.line(text: String) = write("$text\r\n".encodeToByteArray())

    private companion object {
        val ADDRESSES = setOf("From", "To", "Cc", "Reply-To")

        /** The last of ASCII. */
        const val MOST: Byte = 127

        /** Characters of a line, by RFC 5322. */
        const val LONGEST = 998
    }
}
