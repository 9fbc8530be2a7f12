package io.mockaws.guides

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.sesv2.SesV2Client
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException

/** The code of docs/ses.md. */
class MailRecipesTest {
    @Test
    fun `a paid order sends a receipt`() = runTest {
        mockAws {
            ses.identity("shop@example.com")

            Receipts().send("ann@example.org", "42")

            val mail = ses.sentTo("ann@example.org").single()
            mail.subject shouldBe "Order 42"
            mail.text shouldBe "Thank you!"
            mail.html shouldBe null
        }
    }

    @Test
    fun `mail from nobody is refused`() = runTest {
        mockAws {
            shouldThrow<MessageRejectedException> { Receipts().send("ann@example.org", "42") }
                .message shouldContain "The following identities failed the check in region US-EAST-1: shop@example.com"
        }
    }

    @Test
    fun `a bounce reaches the queue of bounces`() = runTest {
        mockAws {
            ses.identity("shop@example.com")
            ses.configurationSet("receipts")
            val bounces = sqs.queue("bounces")
            eventBridge.bus().rule("bounces", """{"detail-type": ["Email Bounced"]}""", bounces.arn)
            tellOfBounces(eventBridge.bus().arn)

            Receipts("receipts").send("bounce@simulator.amazonses.com", "42")

            bounces.messages().single().body shouldContain "\"bounceType\":\"Permanent\""
            ses.events.map { it.type } shouldBe listOf("Send", "Bounce")
        }
    }

    private fun tellOfBounces(bus: String) =
        SesV2Client.create().use { client ->
            client.createConfigurationSetEventDestination { request ->
                request.configurationSetName("receipts").eventDestinationName("bus").eventDestination {
                    it.enabled(true).matchingEventTypesWithStrings("BOUNCE", "COMPLAINT")
                    it.eventBridgeDestination { destination -> destination.eventBusArn(bus) }
                }
            }
        }
}

/** Code under test: it makes its client itself. */
private class Receipts(
    private val set: String? = null,
) {
    fun send(
        address: String,
        order: String,
    ) {
        SesV2Client.create().use { client ->
            client.sendEmail { mail ->
                mail.fromEmailAddress("shop@example.com").destination { it.toAddresses(address) }
                mail.configurationSetName(set)
                mail.content { c ->
                    c.simple { m -> m.subject { it.data("Order $order") }.body { b -> b.text { it.data("Thank you!") } } }
                }
            }
        }
    }
}
