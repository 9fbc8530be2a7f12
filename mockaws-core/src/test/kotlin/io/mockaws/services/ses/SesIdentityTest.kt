package io.mockaws.services.ses

import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.maps.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.ses.SesClient
import software.amazon.awssdk.services.ses.model.BehaviorOnMXFailure
import software.amazon.awssdk.services.ses.model.IdentityType
import software.amazon.awssdk.services.ses.model.NotificationType
import software.amazon.awssdk.services.ses.model.VerificationStatus
import software.amazon.awssdk.services.sesv2.model.DkimStatus
import software.amazon.awssdk.services.sesv2.model.Tag

/**
 * https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html; what both APIs say of the same identities.
 */
class SesIdentityTest {
    private val aws = MockAws.start()
    private val v1 = aws.v1()
    private val v2 = aws.v2()

    @AfterEach
    fun close() = aws.close()

    @Test
    fun `an identity that one API makes is verified at once, and the other shows it`() {
        v1.verifyEmailIdentity { it.emailAddress("shop@example.com") }
        val made = v2.createEmailIdentity { it.emailIdentity("Example.ORG").tags(tag("team", "shop")) }
        made.verifiedForSendingStatus() shouldBe true
        made.dkimAttributes().tokens() shouldHaveSize 3

        v1.listIdentities { }.identities() shouldBe listOf("shop@example.com", "example.org")
        v1.listIdentities { it.identityType(IdentityType.DOMAIN) }.identities() shouldBe listOf("example.org")
        v1.listVerifiedEmailAddresses().verifiedEmailAddresses() shouldBe listOf("shop@example.com")
        val found = v2.getEmailIdentity { it.emailIdentity("example.org") }
        found.tags() shouldBe listOf(tag("team", "shop"))
        found.dkimAttributes().status() shouldBe DkimStatus.SUCCESS
        v2.listEmailIdentities { }.emailIdentities().map { "${it.identityName()} ${it.identityType()}" } shouldBe
            listOf("shop@example.com EMAIL_ADDRESS", "example.org DOMAIN")
        refusal { v2.createEmailIdentity { it.emailIdentity("example.org") } } shouldBe
            "AlreadyExistsException: Email identity example.org already exist."

        v1.deleteIdentity { it.identity("example.org") }
        refusal { v2.getEmailIdentity { it.emailIdentity("example.org") } } shouldBe
            "NotFoundException: Email identity example.org does not exist."
        refusal { v2.deleteEmailIdentity { it.emailIdentity("example.org") } } shouldBe
            "NotFoundException: Email identity example.org does not exist."
        v1.deleteIdentity { it.identity("example.org") }
    }

    @Test
    fun `an identity waits for the test where that says so`() {
        aws.ses.verifiesAtOnce = false
        val token = v1.verifyDomainIdentity { it.domain("example.com") }.verificationToken()
        token.length shouldBe 44
        v1.verificationOf("example.com") shouldBe VerificationStatus.PENDING
        refusal { v1.send() } shouldStartWith "MessageRejected: Email address is not verified."

        aws.ses.identities().single().verify()
        v1.verificationOf("example.com") shouldBe VerificationStatus.SUCCESS
        v1.send()
        v1.getIdentityVerificationAttributes { it.identities("nobody.com") }.verificationAttributes() shouldBe emptyMap()
    }

    @Test
    fun `lists come in pages`() {
        repeat(5) { n -> v1.verifyEmailIdentity { it.emailAddress("a$n@example.com") } }
        val pages = v2.listEmailIdentitiesPaginator { it.pageSize(2) }.toList()
        pages.map { it.emailIdentities().size } shouldBe listOf(2, 2, 1)
        val first = v1.listIdentities { it.maxItems(3) }
        v1.listIdentities { it.maxItems(3).nextToken(first.nextToken()) }.identities() shouldBe
            listOf("a3@example.com", "a4@example.com")
        refusal { v1.listIdentities { it.nextToken("nonsense") } } shouldBe "InvalidParameterValue: Invalid NextToken"
    }

    /** https://docs.aws.amazon.com/cli/latest/reference/ses/get-identity-dkim-attributes.html */
    @Test
    fun `DKIM is on once its tokens were asked for`() {
        v1.verifyDomainIdentity { it.domain("example.com") }
        v1.dkimOf("example.com") shouldBe "false NotStarted"
        val tokens = v1.verifyDomainDkim { it.domain("example.com") }.dkimTokens()
        v1.dkimOf("example.com") shouldBe "true Success"
        v1.verifyDomainDkim { it.domain("example.com") }.dkimTokens() shouldBe tokens
        v2.getEmailIdentity { it.emailIdentity("example.com") }.dkimAttributes().tokens() shouldBe tokens
        v1.setIdentityDkimEnabled { it.identity("example.com").dkimEnabled(false) }
        v2.getEmailIdentity { it.emailIdentity("example.com") }.dkimAttributes().signingEnabled() shouldBe false
    }

    @Test
    fun `a MAIL FROM domain has to be under the identity's`() {
        aws.ses.identity("example.com")
        v1.setIdentityMailFromDomain {
            it.identity("example.com").mailFromDomain("mail.example.com")
                .behaviorOnMXFailure(BehaviorOnMXFailure.REJECT_MESSAGE)
        }
        val found = v2.getEmailIdentity { it.emailIdentity("example.com") }.mailFromAttributes()
        "${found.mailFromDomain()} ${found.behaviorOnMxFailureAsString()}" shouldBe "mail.example.com REJECT_MESSAGE"
        refusal {
            v1.setIdentityMailFromDomain { it.identity("example.com").mailFromDomain("mail.example.org") }
        } shouldBe "InvalidParameterValue: Provided MAIL-FROM domain 'mail.example.org' is not subdomain of the domain " +
            "of the identity 'example.com'."
        refusal { v1.setIdentityMailFromDomain { it.identity("nobody.com") } } shouldBe
            "InvalidParameterValue: Identity 'nobody.com' does not exist."
        v2.putEmailIdentityMailFromAttributes { it.emailIdentity("example.com") }
        val cleared = v1.getIdentityMailFromDomainAttributes { it.identities("example.com") }
            .mailFromDomainAttributes().getValue("example.com")
        cleared.mailFromDomain() shouldBe null
        cleared.behaviorOnMXFailure() shouldBe BehaviorOnMXFailure.USE_DEFAULT_VALUE
    }

    @Test
    fun `notifications and their headers are set one by one`() {
        aws.ses.identity("example.com")
        v1.setIdentityNotificationTopic {
            it.identity("example.com").notificationType(NotificationType.BOUNCE).snsTopic("arn:aws:sns:us-east-1:1:t")
        }
        v1.setIdentityHeadersInNotificationsEnabled {
            it.identity("example.com").notificationType(NotificationType.BOUNCE).enabled(true)
        }
        v1.setIdentityFeedbackForwardingEnabled { it.identity("example.com").forwardingEnabled(false) }
        val found = v1.getIdentityNotificationAttributes { it.identities("example.com") }
            .notificationAttributes().getValue("example.com")
        found.bounceTopic() shouldBe "arn:aws:sns:us-east-1:1:t"
        found.complaintTopic() shouldBe null
        found.headersInBounceNotificationsEnabled() shouldBe true
        found.headersInDeliveryNotificationsEnabled() shouldBe false
        v2.getEmailIdentity { it.emailIdentity("example.com") }.feedbackForwardingStatus() shouldBe false
        v1.setIdentityNotificationTopic { it.identity("example.com").notificationType(NotificationType.BOUNCE) }
        v1.getIdentityNotificationAttributes { it.identities("example.com") }
            .notificationAttributes().getValue("example.com").bounceTopic() shouldBe null
    }

    @Test
    fun `policies are kept by name`() {
        aws.ses.identity("example.com")
        v1.putIdentityPolicy { it.identity("example.com").policyName("p").policy("""{"Statement":[]}""") }
        v2.createEmailIdentityPolicy { it.emailIdentity("example.com").policyName("q").policy("""{"Statement":[]}""") }
        v1.listIdentityPolicies { it.identity("example.com") }.policyNames() shouldBe listOf("p", "q")
        v2.getEmailIdentityPolicies { it.emailIdentity("example.com") }.policies().keys shouldBe setOf("p", "q")
        v1.getIdentityPolicies { it.identity("example.com").policyNames("q", "r") }.policies() shouldContainExactly
            mapOf("q" to """{"Statement":[]}""")
        refusal { v1.putIdentityPolicy { it.identity("example.com").policyName("r").policy("nonsense") } }
            .substringBefore(':') shouldBe "InvalidPolicy"
        refusal {
            v2.updateEmailIdentityPolicy { it.emailIdentity("example.com").policyName("r").policy("{}") }
        }.substringBefore(':') shouldBe "NotFoundException"
        v1.deleteIdentityPolicy { it.identity("example.com").policyName("p") }
        aws.ses.identity("example.com").policies.keys shouldBe setOf("q")
    }

    @Test
    fun `things are tagged by their ARNs, and what is derived too`() {
        val identity = aws.ses.identity("example.com")
        v2.tagResource { it.resourceArn(identity.arn).tags(tag("a", "1"), tag("b", "2")) }
        v2.untagResource { it.resourceArn(identity.arn).tagKeys("a") }
        v2.listTagsForResource { it.resourceArn(identity.arn) }.tags() shouldBe listOf(tag("b", "2"))
        v2.getEmailIdentity { it.emailIdentity("example.com") }.tags() shouldBe listOf(tag("b", "2"))
        refusal { v2.tagResource { it.resourceArn(identity.arn).tags(tag("aws:x", "1")) } }
            .substringBefore(':') shouldBe "BadRequestException"
        v2.createDedicatedIpPool { it.poolName("pool") }
        val pool = "arn:aws:ses:us-east-1:123456789012:dedicated-ip-pool/pool"
        v2.tagResource { it.resourceArn(pool).tags(tag("c", "3")) }
        v2.listTagsForResource { it.resourceArn(pool) }.tags() shouldBe listOf(tag("c", "3"))
    }

    @Test
    fun `regions know nothing of each other`() {
        v1.verifyEmailIdentity { it.emailAddress("shop@example.com") }
        aws.v1("eu-west-1").listIdentities { }.identities() shouldBe emptyList()
    }

    private fun tag(
        key: String,
        value: String,
    ) = Tag.builder().key(key).value(value).build()

    private fun SesClient.verificationOf(name: String) =
        getIdentityVerificationAttributes { it.identities(name) }.verificationAttributes().getValue(name)
            .verificationStatus()

    private fun SesClient.dkimOf(name: String) =
        getIdentityDkimAttributes { it.identities(name) }.dkimAttributes().getValue(name)
            .run { "${dkimEnabled()} ${dkimVerificationStatus()}" }
}
