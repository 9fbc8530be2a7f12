package io.mockaws.services.ses.mime

import io.kotest.matchers.shouldBe
import jakarta.activation.DataHandler
import jakarta.mail.Message
import jakarta.mail.Multipart
import jakarta.mail.Part
import jakarta.mail.Session
import jakarta.mail.internet.InternetAddress
import jakarta.mail.internet.MimeBodyPart
import jakarta.mail.internet.MimeMessage
import jakarta.mail.internet.MimeMultipart
import jakarta.mail.internet.MimeUtility
import jakarta.mail.util.ByteArrayDataSource
import org.junit.jupiter.api.Test
import java.io.ByteArrayOutputStream
import java.util.Properties

/** What Angus Mail writes, as most programs on the JVM do, is read; and what we write, it reads. */
class MimeAndAngusTest {
    private val session = Session.getInstance(Properties())
    private val long = "Ünïcödé ".repeat(30).trim()

    @Test
    fun `a message of Angus Mail is read`() {
        val message = MimeMessage(session)
        message.setFrom(InternetAddress("shop@example.com", "Läden, GmbH", "UTF-8"))
        message.setRecipients(Message.RecipientType.TO, "ann@example.org, \"Bob, B.\" <bob@example.org>")
        message.setSubject(long, "UTF-8")
        val texts = MimeMultipart("alternative")
        texts.addBodyPart(MimeBodyPart().apply { setText("Grüße = schön\r\n$long", "UTF-8") })
        texts.addBodyPart(MimeBodyPart().apply { setText("<p>Grüße</p>", "ISO-8859-1", "html") })
        val mixed = MimeMultipart("mixed")
        mixed.addBodyPart(MimeBodyPart().apply { setContent(texts) })
        val bytes = ByteArray(500) { it.toByte() }
        mixed.addBodyPart(
            MimeBodyPart().apply {
                dataHandler = DataHandler(ByteArrayDataSource(bytes, "application/pdf"))
                fileName = "Rechnung für $long.pdf"
                disposition = Part.ATTACHMENT
            },
        )
        message.setContent(mixed)
        val out = ByteArrayOutputStream()
        message.writeTo(out)

        val read = MailContent.read(out.toByteArray())
        read.subject shouldBe long
        read.text shouldBe "Grüße = schön\r\n$long"
        read.html shouldBe "<p>Grüße</p>"
        read.addresses("To").map { it.address } shouldBe listOf("ann@example.org", "bob@example.org")
        read.addresses("From").single().address shouldBe "shop@example.com"
        val attachment = read.attachments.single()
        attachment.fileName shouldBe "Rechnung für $long.pdf"
        attachment.content shouldBe bytes
    }

    @Test
    fun `Angus Mail reads what SES writes`() {
        val bytes = ByteArray(500) { it.toByte() }
        val raw =
            MimeWriter(
                listOf("From" to "Läden <shop@example.com>", "To" to "ann@example.org", "Subject" to long),
                MailText("plain = text\r\nnext"),
                MailText("<p>$long</p>", "UTF-8"),
                listOf(MailFile("Rechnung für Ann.pdf", bytes, "application/pdf")),
            ) { "mark${counter++}" }.write()

        val message = MimeMessage(session, raw.inputStream())
        message.subject shouldBe long
        (message.from.single() as InternetAddress).personal shouldBe "Läden"
        val mixed = message.content as Multipart
        val texts = mixed.getBodyPart(0).content as Multipart
        texts.getBodyPart(0).content shouldBe "plain = text\r\nnext"
        texts.getBodyPart(1).content shouldBe "<p>$long</p>"
        val file = mixed.getBodyPart(1)
        MimeUtility.decodeText(file.fileName) shouldBe "Rechnung für Ann.pdf"
        file.inputStream.readBytes() shouldBe bytes

        val own = MailContent.read(raw)
        own.text shouldBe "plain = text\r\nnext"
        own.html shouldBe "<p>$long</p>"
    }

    private var counter = 0

    @Test
    fun `what is no message is read, too`() {
        MailContent.read(ByteArray(0)).subject shouldBe null
        val text = MailContent.read("no head at all".encodeToByteArray())
        text.text shouldBe "no head at all"
        val cut = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nleft open"
        MailContent.read(cut.encodeToByteArray()).text shouldBe "left open"
        val bad = "Content-Type: text/plain; charset=nonsense\nContent-Transfer-Encoding: base64\n\nSGVsbG8gd29ybGQh!!!x"
        MailContent.read(bad.encodeToByteArray()).text shouldBe "Hello world!"
    }
}
