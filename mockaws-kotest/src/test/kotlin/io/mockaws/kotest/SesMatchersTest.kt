package io.mockaws.kotest

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.string.shouldContain
import io.mockaws.mockAws
import software.amazon.awssdk.services.ses.SesClient

class SesMatchersTest : FunSpec({
    extension(MockAwsExtension { ses.identity("shop@example.com") })

    test("mail that was sent is there, and other mail is told with what was sent") {
        val ses = mockAws().ses
        ses.shouldHaveSentNoMail()
        SesClient.create().use { client ->
            client.sendEmail { mail ->
                mail.source("shop@example.com").destination { it.toAddresses("ann@example.org") }
                mail.message { m -> m.subject { it.data("Paid") }.body { b -> b.text { it.data("Thank you") } } }
            }
        }

        ses shouldHaveSentMails 1 shouldHaveSentMailTo "ann@example.org" shouldNotHaveSentMailTo "bob@example.org"
        ses.shouldHaveSentMailTo("ann@example.org", "Paid")
        shouldThrow<AssertionError> { ses shouldHaveSentMailTo "bob@example.org" }.message shouldContain
            "SES should have sent a mail to bob@example.org, but it sent 1 mail:\n" +
            "  \"Paid\" from shop@example.com to ann@example.org"
        shouldThrow<AssertionError> { ses.shouldHaveSentMailTo("ann@example.org", "Refused") }
        shouldThrow<AssertionError> { ses shouldHaveSentMails 2 }
    }
})
