package io.mockaws.services.ses

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import io.mockaws.MockAws
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.ses.model.MessageTag
import software.amazon.awssdk.services.sesv2.model.Attachment
import software.amazon.awssdk.services.sesv2.model.AttachmentContentDisposition
import software.amazon.awssdk.services.sesv2.model.MessageHeader
import kotlin.time.Duration.Companion.hours

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html and its twin of the second API. */
class SesSendTest {
    private val aws = MockAws.start()
    private val v1 = aws.v1()
    private val v2 = aws.v2()

    init {
        aws.ses.identity("example.com")
    }

    @AfterEach
    fun close() = aws.close()

    @Test
    fun `a mail is seen with everything in it`() {
        val id =
            v1.sendEmail { mail ->
                mail.source("Shop <shop@example.com>").replyToAddresses("help@example.com")
                mail.destination { it.toAddresses("Ann <ann@example.org>").ccAddresses("b@x.org").bccAddresses("c@x.org") }
                mail.message { m ->
                    m.subject { it.data("Grüße – paid").charset("UTF-8") }
                    m.body { b -> b.text { it.data("Total:\n1 €") }.html { it.data("<p>Total</p>") } }
                }
                mail.tags(MessageTag.builder().name("kind").value("receipt").build())
            }.messageId()
        id shouldMatch "0100[0-9a-f]{12}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-000000"

        val sent = aws.ses.sent.single()
        sent.messageId shouldBe id
        sent.from shouldBe "Shop <shop@example.com>"
        sent.to shouldBe listOf("Ann <ann@example.org>")
        sent.cc shouldBe listOf("b@x.org")
        sent.bcc shouldBe listOf("c@x.org")
        sent.replyTo shouldBe listOf("help@example.com")
        sent.subject shouldBe "Grüße – paid"
        sent.text shouldBe "Total:\n1 €"
        sent.html shouldBe "<p>Total</p>"
        sent.tags shouldBe mapOf("kind" to "receipt")
        sent.delivered shouldBe listOf("ann@example.org", "b@x.org", "c@x.org")
        sent.headers["bcc"] shouldBe null
        sent.headers["reply-to"] shouldBe "help@example.com"
        aws.ses.sentTo("ANN@example.org").map { it.messageId } shouldBe listOf(id)
        aws.ses.sentTo("nobody@example.org").shouldBeEmpty()
        aws.ses.identity("example.com").sent.single().messageId shouldBe id
    }

    /** In the words of AWS, as users of django-ses, Magento and others were answered. */
    @Test
    fun `who is not verified may not send`() {
        refusal { v1.send("Bob <bob@nobody.com>") } shouldBe
            "MessageRejected: Email address is not verified. The following identities failed the check in region " +
            "US-EAST-1: Bob <bob@nobody.com>"
        refusal { v2.send("bob@nobody.com") } shouldBe
            "MessageRejected: Email address is not verified. The following identities failed the check in region " +
            "US-EAST-1: bob@nobody.com"
        v1.send("bob@mail.example.com")
        aws.ses.identity("ann@nobody.com")
        v1.send("ann+x@nobody.com")
        aws.ses.sent.map { it.from } shouldBe listOf("bob@mail.example.com", "ann+x@nobody.com")
    }

    /** https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html */
    @Test
    fun `in the sandbox recipients have to be verified, too, but those of the simulator`() {
        aws.ses.isInSandbox = true
        v2.getAccount { }.productionAccessEnabled() shouldBe false
        refusal { v1.send(to = arrayOf("ann@example.org", "success@simulator.amazonses.com")) } shouldBe
            "MessageRejected: Email address is not verified. The following identities failed the check in region " +
            "US-EAST-1: ann@example.org"
        aws.ses.identity("ann@example.org")
        v1.send(to = arrayOf("ann@example.org", "success@simulator.amazonses.com"))
        aws.ses.sent.size shouldBe 1
    }

    @Test
    fun `addresses that are none are refused`() {
        refusal { v1.send(to = arrayOf("ann")) } shouldBe "InvalidParameterValue: Missing final '@domain'"
        refusal { v2.send(to = arrayOf("ann")) } shouldBe "BadRequestException: Missing final '@domain'"
        refusal { v1.send(to = arrayOf("a b@x.org")) } shouldBe
            "InvalidParameterValue: Local address contains control or whitespace"
        refusal { v1.send(to = arrayOf("a@x_y.org")) } shouldBe
            "InvalidParameterValue: Domain contains illegal character"
        refusal { v1.send(to = emptyArray()) }.substringBefore(':') shouldBe "InvalidParameterValue"
        refusal { v1.send(to = Array(51) { "a$it@x.org" }) } shouldBe
            "InvalidParameterValue: Recipient count exceeds 50."
        aws.ses.sent.shouldBeEmpty()
    }

    /** LocalStack recorded test_invalid_tags_send_email of AWS. */
    @Test
    fun `tags have rules of their own`() {
        fun sendWith(
            name: String,
            value: String,
        ) = refusal {
            v1.sendEmail { mail ->
                mail.source("shop@example.com").destination { it.toAddresses("a@x.org") }
                mail.message { m -> m.subject { it.data("s") }.body { b -> b.text { it.data("t") } } }
                mail.tags(MessageTag.builder().name(name).value(value).build())
            }
        }
        sendWith("", "test") shouldBe "InvalidParameterValue: The tag name must be specified."
        sendWith("test", "") shouldBe "InvalidParameterValue: The tag value must be specified."
        sendWith("test_invalid_name:123", "test") shouldBe
            "InvalidParameterValue: Invalid tag name <test_invalid_name:123>: only alphanumeric ASCII characters, '_', " +
            " '-' are allowed."
        sendWith("test", "test_invalid_value:123") shouldBe
            "InvalidParameterValue: Invalid tag value <test_invalid_value:123>: only alphanumeric ASCII characters, " +
            "'_',  '-' , '.', '@' are allowed."
        sendWith("n".repeat(256), "test") shouldBe "InvalidParameterValue: Tag name cannot exceed 255 characters."
        sendWith("test", "v".repeat(256)) shouldBe "InvalidParameterValue: Tag value cannot exceed 255 characters."
        sendWith("ses:feedback-id-a", "this-campaign").substringBefore(' ') shouldBe "answered"
    }

    @Test
    fun `a raw message tells what the call does not`() {
        val raw =
            "From: Shop <shop@example.com>\r\nTo: \"Ann, A.\" <ann@x.org>, bob@x.org\r\nCc: cid@x.org\r\n" +
                "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\nX-SES-MESSAGE-TAGS: kind=receipt\r\n\r\nHello\r\n"
        v1.sendRawEmail { it.rawMessage { m -> m.data(SdkBytes.fromUtf8String(raw)) } }
        v2.sendEmail { mail ->
            mail.destination { it.toAddresses("bob@x.org").bccAddresses("eve@x.org") }
            mail.content { c -> c.raw { it.data(SdkBytes.fromUtf8String(raw)) } }
        }
        val (first, second) = aws.ses.sent
        first.to shouldBe listOf("\"Ann, A.\" <ann@x.org>", "bob@x.org")
        first.cc shouldBe listOf("cid@x.org")
        first.subject shouldBe "Grüße"
        first.text shouldBe "Hello\r\n"
        first.tags shouldBe mapOf("kind" to "receipt")
        String(first.raw) shouldBe raw
        second.recipients shouldBe listOf("bob@x.org", "eve@x.org")
        second.bcc shouldBe listOf("eve@x.org")
        refusal { v1.sendRawEmail { it.rawMessage { m -> m.data(SdkBytes.fromUtf8String("To: a@x.org\r\n\r\nx")) } } } shouldBe
            "InvalidParameterValue: Missing required header 'From'."
        val foreign = raw.replace("shop@example.com", "bob@nobody.com")
        refusal {
            v1.sendRawEmail { it.source("shop@example.com").rawMessage { m -> m.data(SdkBytes.fromUtf8String(foreign)) } }
        } shouldBe "MessageRejected: Email address is not verified. The following identities failed the check in region " +
            "US-EAST-1: Shop <bob@nobody.com>"
    }

    /** LocalStack recorded test_ses_sns_topic_integration_send_raw_email: AWS takes a message that is empty. */
    @Test
    fun `an empty message goes where the call says`() {
        v1.sendRawEmail {
            it.source("shop@example.com").destinations("a@x.org").rawMessage { m -> m.data(SdkBytes.fromUtf8String("")) }
        }
        aws.ses.sent.single().recipients shouldBe listOf("a@x.org")
    }

    @Test
    fun `the second API brings headers and attachments`() {
        v2.sendEmail { mail ->
            mail.fromEmailAddress("shop@example.com").destination { it.toAddresses("ann@x.org") }
            mail.content { c ->
                c.simple { m ->
                    m.subject { it.data("Invoice") }.body { b -> b.html { it.data("<img src='cid:logo'>") } }
                    m.headers(MessageHeader.builder().name("X-Order").value("42").build())
                    m.attachments(
                        Attachment.builder().fileName("Rechnung für Ann.pdf").contentType("application/pdf")
                            .rawContent(SdkBytes.fromByteArray(ByteArray(1000) { it.toByte() })).build(),
                        Attachment.builder().fileName("logo.png").contentId("logo").contentType("image/png")
                            .contentDisposition(AttachmentContentDisposition.INLINE)
                            .rawContent(SdkBytes.fromByteArray(byteArrayOf(1, 2))).build(),
                    )
                }
            }
        }
        val sent = aws.ses.sent.single()
        sent.headers["X-Order"] shouldBe "42"
        sent.text shouldBe null
        sent.html shouldBe "<img src='cid:logo'>"
        val (invoice, logo) = sent.attachments
        invoice.fileName shouldBe "Rechnung für Ann.pdf"
        invoice.contentType shouldBe "application/pdf"
        invoice.content shouldBe ByteArray(1000) { it.toByte() }
        logo.contentId shouldBe "logo"
        logo.content shouldBe byteArrayOf(1, 2)
    }

    @Test
    fun `quotas count recipients of a day, and what is beyond is refused`() {
        aws.time.freeze()
        aws.ses.max24HourSend = 3.0
        v1.send(to = arrayOf("a@x.org", "b@x.org"))
        v1.getSendQuota().sentLast24Hours() shouldBe 2.0
        v2.getAccount { }.sendQuota().sentLast24Hours() shouldBe 2.0
        refusal { v1.send(to = arrayOf("a@x.org", "b@x.org")) } shouldBe "Throttling: Daily message quota exceeded."
        refusal { v2.send(to = arrayOf("a@x.org", "b@x.org")) } shouldBe
            "TooManyRequestsException: Daily message quota exceeded."
        aws.time.advanceBy(24.hours)
        v1.getSendQuota().sentLast24Hours() shouldBe 0.0
        v1.send(to = arrayOf("a@x.org", "b@x.org"))
        val points = v1.getSendStatistics().sendDataPoints()
        points.map { it.deliveryAttempts() } shouldBe listOf(2L, 2L)
    }

    @Test
    fun `an account and a set can be paused`() {
        v1.updateAccountSendingEnabled { it.enabled(false) }
        refusal { v1.send() }.substringBefore(':') shouldBe "AccountSendingPausedException"
        refusal { v2.send() }.substringBefore(':') shouldBe "SendingPausedException"
        v2.putAccountSendingAttributes { it.sendingEnabled(true) }
        v1.getAccountSendingEnabled().enabled() shouldBe true
        v2.createConfigurationSet { it.configurationSetName("news").sendingOptions { o -> o.sendingEnabled(false) } }
        refusal { v1.send(set = "news") }.substringBefore(':') shouldBe "ConfigurationSetSendingPausedException"
        refusal { v1.send(set = "none") } shouldBe
            "ConfigurationSetDoesNotExist: Configuration set <none> does not exist."
    }

    @Test
    fun `what the model forbids is refused in each API's way`() {
        refusal { v1.sendEmail { it.source("shop@example.com") } }.substringBefore(':') shouldBe "ValidationError"
        refusal { v2.sendEmail { it.fromEmailAddress("shop@example.com") } }
            .substringBefore(':') shouldBe "BadRequestException"
    }
}
