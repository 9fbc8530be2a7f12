package io.mockaws.kotest

import io.kotest.matchers.Matcher
import io.kotest.matchers.should
import io.kotest.matchers.shouldNot
import io.mockaws.services.ses.SesFixture

/** Exactly [count] mails were sent: `aws.ses shouldHaveSentMails 2`. */
public infix fun SesFixture.shouldHaveSentMails(count: Int): SesFixture = apply { this should haveSentMails(count) }

/** A mail was sent to this address, be it as a copy: `aws.ses shouldHaveSentMailTo "ann@example.org"`. */
public infix fun SesFixture.shouldHaveSentMailTo(address: String): SesFixture =
    apply { this should haveSentMailTo(address) }

/** A mail with this subject was sent to this address. */
public fun SesFixture.shouldHaveSentMailTo(
    address: String,
    subject: String,
): SesFixture = apply { this should haveSentMailTo(address, subject) }

/** No mail was sent to this address. */
public infix fun SesFixture.shouldNotHaveSentMailTo(address: String): SesFixture =
    apply { this shouldNot haveSentMailTo(address) }

/** No mail was sent. */
public fun SesFixture.shouldHaveSentNoMail(): SesFixture = shouldHaveSentMails(0)

/** Whether exactly [count] mails were sent. */
public fun haveSentMails(count: Int): Matcher<SesFixture> =
    Matcher { ses ->
        resultOf(
            ses.sent.size == count,
            "SES should have sent ${count.of("mail")}",
            "SES should not have sent ${count.of("mail")}",
            { mailsOf(ses) },
            { ses.calls },
        )
    }

/** Whether a mail was sent to this address, be it as a copy. */
public fun haveSentMailTo(address: String): Matcher<SesFixture> =
    Matcher { ses ->
        resultOf(
            ses.sentTo(address).isNotEmpty(),
            "SES should have sent a mail to $address",
            "SES should have sent no mail to $address",
            { mailsOf(ses) },
            { ses.calls },
        )
    }

/** Whether a mail with this subject was sent to this address. */
public fun haveSentMailTo(
    address: String,
    subject: String,
): Matcher<SesFixture> =
    Matcher { ses ->
        resultOf(
            ses.sentTo(address).any { it.subject == subject },
            "SES should have sent a mail \"$subject\" to $address",
            "SES should have sent no mail \"$subject\" to $address",
            { mailsOf(ses) },
            { ses.calls },
        )
    }

private fun mailsOf(ses: SesFixture): String {
    val failed = ses.failed.map { "$it, not sent: ${it.failure}" }
    if (ses.sent.isEmpty() && failed.isEmpty()) return "it sent nothing"
    return listing("it sent ${ses.sent.size.of("mail")}:", ses.sent.map { it.toString() } + failed)
}
