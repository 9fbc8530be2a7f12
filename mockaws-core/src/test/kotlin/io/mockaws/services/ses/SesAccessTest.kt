package io.mockaws.services.ses

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.engine.access.Callers.allow
import io.mockaws.engine.access.Callers.federated
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.ses.SesClient
import software.amazon.awssdk.services.sesv2.SesV2Client

/** https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html */
class SesAccessTest {
    @Test
    fun `who sends needs the identity that lets the address send`() {
        MockAws.start { it.iam(true) }.use { aws ->
            val shop = aws.ses.identity("example.com")
            aws.ses.identity("other.com")
            val mailer = federated(allow("ses:SendEmail", shop.arn))
            val v1 = SesClient.builder().credentialsProvider(mailer).build()
            val v2 = SesV2Client.builder().credentialsProvider(mailer).build()
            v1.send("Shop <shop@example.com>")
            v2.send("shop@example.com")
            for (call in listOf({ v1.send("shop@other.com") }, { v2.send("shop@other.com") })) {
                refusal(call) shouldContain "is not authorized to perform: ses:SendEmail on resource: " +
                    "arn:aws:ses:us-east-1:123456789012:identity/other.com"
            }
            aws.ses.sent.size shouldBe 2
        }
    }
}
