package io.mockaws.services.ses

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.ses.model.ReceiptRule

/** https://docs.aws.amazon.com/ses/latest/dg/receiving-email-concepts.html */
class SesReceiptTest {
    private val aws = MockAws.start()
    private val ses = aws.v1()
    private val mime = "From: ann@example.org\nTo: shop@example.com\nSubject: Where is it?\n\nHello"

    @AfterEach
    fun close() = aws.close()

    private fun rule(
        name: String,
        vararg recipients: String,
        more: ReceiptRule.Builder.() -> Unit = {},
    ) = ReceiptRule.builder().name(name).enabled(true).recipients(*recipients).apply(more).build()

    @Test
    fun `mail that comes in is stored by the first rules that are for it`() {
        aws.s3.bucket("mails")
        ses.createReceiptRuleSet { it.ruleSetName("in") }
        ses.createReceiptRule { it.ruleSetName("in").rule(rule("all") { actions({ a -> a.s3Action { s -> s.bucketName("none") } }) }) }
        ses.createReceiptRule { request ->
            request.ruleSetName("in").rule(
                rule("shop", "example.com") {
                    actions(
                        { a -> a.addHeaderAction { it.headerName("X-Seen").headerValue("yes") } },
                        { a -> a.s3Action { it.bucketName("mails").objectKeyPrefix("in") } },
                        { a -> a.stopAction { it.scope("RuleSet") } },
                    )
                },
            )
        }
        aws.ses.receive(mime).actions shouldBe emptyList()

        ses.setActiveReceiptRuleSet { it.ruleSetName("in") }
        val received = aws.ses.receive(mime)
        val key = "in/${received.messageId}"
        received.actions shouldBe listOf("header X-Seen", "s3 s3://mails/$key", "stop RuleSet")
        aws.s3.bucket("mails").text(key) shouldBe "X-Seen: yes\r\n$mime"
        aws.calls("s3", "PutObject").single().calledBy shouldBe "ses.amazonaws.com"
        aws.ses.receive(mime, "ann@elsewhere.com").actions.single() shouldContain "NoSuchBucket"
    }

    /** LocalStack recorded test_clone_receipt_rule_set of AWS. */
    @Test
    fun `rule sets are made, cloned, ordered and removed`() {
        ses.createReceiptRuleSet { it.ruleSetName("in") }
        refusal { ses.createReceiptRuleSet { it.ruleSetName("in") } } shouldBe
            "AlreadyExists: Rule set already exists: in"
        ses.createReceiptRule { it.ruleSetName("in").rule(rule("b")) }
        ses.createReceiptRule { it.ruleSetName("in").rule(rule("a")) }
        ses.createReceiptRule { it.ruleSetName("in").after("a").rule(rule("c")) }
        refusal { ses.createReceiptRule { it.ruleSetName("in").after("x").rule(rule("d")) } } shouldBe
            "RuleDoesNotExist: Rule does not exist: x"
        ses.cloneReceiptRuleSet { it.ruleSetName("copy").originalRuleSetName("in") }
        ses.setReceiptRulePosition { it.ruleSetName("copy").ruleName("b") }
        names("in") shouldBe "a c b"
        names("copy") shouldBe "b a c"
        ses.reorderReceiptRuleSet { it.ruleSetName("copy").ruleNames("c", "b", "a") }
        names("copy") shouldBe "c b a"
        ses.describeReceiptRule { it.ruleSetName("in").ruleName("a") }.rule().tlsPolicyAsString() shouldBe "Optional"
        ses.updateReceiptRule { it.ruleSetName("in").rule(rule("a") { scanEnabled(true) }) }
        ses.describeReceiptRule { it.ruleSetName("in").ruleName("a") }.rule().scanEnabled() shouldBe true
        ses.deleteReceiptRule { it.ruleSetName("in").ruleName("a") }
        names("in") shouldBe "c b"

        ses.setActiveReceiptRuleSet { it.ruleSetName("in") }
        ses.describeActiveReceiptRuleSet { }.metadata().name() shouldBe "in"
        refusal { ses.deleteReceiptRuleSet { it.ruleSetName("in") } } shouldBe
            "CannotDelete: Cannot delete active rule set: in"
        ses.setActiveReceiptRuleSet { }
        ses.deleteReceiptRuleSet { it.ruleSetName("in") }
        ses.listReceiptRuleSets { }.ruleSets().map { it.name() } shouldBe listOf("copy")
        refusal { ses.describeReceiptRuleSet { it.ruleSetName("in") } } shouldBe
            "RuleSetDoesNotExist: Rule set does not exist: in"
    }

    private fun names(set: String) =
        ses.describeReceiptRuleSet { it.ruleSetName(set) }.rules().joinToString(" ") { it.name() }
}
