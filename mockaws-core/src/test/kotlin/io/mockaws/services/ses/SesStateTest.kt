package io.mockaws.services.ses

import aws.sdk.kotlin.services.ses.model.RawMessage
import aws.sdk.kotlin.services.ses.sendEmail
import aws.sdk.kotlin.services.ses.sendRawEmail
import aws.sdk.kotlin.services.ses.verifyEmailIdentity
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.services.sesv2.SesV2Client
import java.nio.file.Path
import aws.sdk.kotlin.services.ses.SesClient as KotlinClient
import aws.sdk.kotlin.services.ses.model.MessageRejected as KotlinMessageRejected

class SesStateTest {
    @Test
    fun `clients of both SDKs and both APIs find the mock`() = runTest {
        mockAws {
            KotlinClient.fromEnvironment { }.use { client ->
                shouldThrow<KotlinMessageRejected> { client.sendRaw() }
                client.verifyEmailIdentity { emailAddress = "shop@example.com" }
                client.sendRaw()
                client.sendEmail {
                    source = "shop@example.com"
                    destination { toAddresses = listOf("ann@x.org") }
                    message {
                        subject { data = "Hello" }
                        body { text { data = "Hello there" } }
                    }
                }
            }
            SesV2Client.create().use { it.send() }
            ses.sent.map { it.subject } shouldBe listOf("Raw", "Hello", "Hello")
            ses.calls.map { "${it.service} ${it.operation}" } shouldBe
                listOf("ses SendRawEmail", "ses VerifyEmailIdentity", "ses SendRawEmail", "ses SendEmail", "sesv2 SendEmail")
        }
    }

    private suspend fun KotlinClient.sendRaw() =
        sendRawEmail {
            rawMessage =
                RawMessage { data = "From: shop@example.com\nTo: ann@x.org\nSubject: Raw\n\nHi".encodeToByteArray() }
        }

    @Test
    fun `a saved world has mail and all that it needs, and either name forgets it`(
        @TempDir folder: Path,
    ) {
        val file = folder.resolve("world.zip")
        MockAws.start().use { aws ->
            aws.ses.identity("example.com")
            aws.ses.template("hello", "Hi {{name}}").configurationSet("news").suppress("gone@x.org")
            aws.v1().send(to = arrayOf("bounce@simulator.amazonses.com"), set = "news")
            aws.v2().createContactList { it.contactListName("people") }
            aws.v2().createContact { it.contactListName("people").emailAddress("ann@x.org") }
            aws.v1().createReceiptRuleSet { it.ruleSetName("rules") }
            aws.save(file)
        }
        MockAws.start().use { aws ->
            aws.load(file)
            aws.ses.sent.single().text shouldBe "Hello there"
            aws.ses.events.map { it.type } shouldBe listOf("Send", "Bounce")
            aws.ses.suppressed shouldBe listOf("gone@x.org")
            aws.ses.identities().single().isVerified shouldBe true
            aws.v2().getContact { it.contactListName("people").emailAddress("ann@x.org") }.emailAddress() shouldBe "ann@x.org"
            aws.v1().listReceiptRuleSets { }.ruleSets().single().name() shouldBe "rules"
            aws.v1().getSendQuota().sentLast24Hours() shouldBe 1.0
            aws.fork().use { copy ->
                copy.v1().send(set = "news")
                aws.ses.sent.size shouldBe 1
            }
            aws.reset("sesv2")
            aws.ses.sent.shouldBeEmpty()
            aws.ses.identities().shouldBeEmpty()
        }
    }
}
