package io.mockaws.services.ses.mime

/** What a reader sees of a message: its subject and texts, and what is attached. */
internal class MailContent(
    val message: MimePart,
) {
    val subject: String? get() = message.header("Subject")

    private val leaves: List<MimePart> = leaves(message)

    private val textPart = leaves.firstOrNull { it.isBody("text/plain") }
    private val htmlPart = leaves.firstOrNull { it.isBody("text/html") }

    val text: String? get() = textPart?.text
    val html: String? get() = htmlPart?.text

    /** Everything else, pictures in the text among them. */
    val attachments: List<MimePart> get() = leaves.filter { it !== textPart && it !== htmlPart }

    fun addresses(header: String): List<MailAddress> = message.addresses(header)

    companion object {
        fun read(raw: ByteArray): MailContent = MailContent(MimePart.parse(raw))

        private fun leaves(part: MimePart): List<MimePart> =
            if (part.parts.isEmpty()) listOf(part) else part.parts.flatMap(::leaves)

        private fun MimePart.isBody(type: String) = contentType.type == type && !isAttachment && fileName == null
    }
}
