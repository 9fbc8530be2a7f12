package io.mockaws.engine.access

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.engine.access.Callers.allow
import io.mockaws.engine.access.Callers.refusal
import io.mockaws.services.iam.UserFixture
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.iam.IamClient
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.sts.StsClient
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest
import java.util.Base64

/**
 * Users and roles of IAM before the policies: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage-assume.html.
 */
class JudgedRolesTest {
    private val aws = MockAws.start { it.iam(true) }
    private val admin = IamClient.builder().region(Region.AWS_GLOBAL).build()
    private val ann = aws.iam.user("ann")

    init {
        aws.sqs.queue("jobs")
    }

    @AfterEach
    fun close() = aws.close()

    private fun UserFixture.credentials(): AwsCredentialsProvider {
        val key = accessKey()
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id, key.secret))
    }

    private fun send(credentials: AwsCredentialsProvider) {
        val sqs = SqsClient.builder().credentialsProvider(credentials).build()
        sqs.sendMessage { it.queueUrl("https://sqs.us-east-1.amazonaws.com/123456789012/jobs").messageBody("x") }
    }

    private fun assume(
        who: AwsCredentialsProvider,
        role: String,
        configure: AssumeRoleRequest.Builder.() -> Unit = {},
    ): AwsCredentialsProvider {
        val sts = StsClient.builder().credentialsProvider(who).build()
        return Callers.session(
            sts.assumeRole { it.roleArn("arn:aws:iam::123456789012:role/$role").roleSessionName("s1").apply(configure) }.credentials(),
        )
    }

    private fun trust(
        principal: String,
        more: String = "",
        action: String = "sts:AssumeRole",
    ) = """{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": $principal, "Action": "$action"$more}]}"""

    @Test
    fun `a user may do what policies of its own, of its groups and managed ones allow`() {
        val credentials = ann.credentials()
        refusal { send(credentials) } shouldBe
            "AccessDenied: User: arn:aws:iam::123456789012:user/ann is not authorized to perform: sqs:sendmessage on " +
            "resource: $QUEUE because no identity-based policy allows the sqs:sendmessage action"
        ann.allow("sqs:SendMessage", QUEUE)
        send(credentials)
        ann.deny("sqs:*", "*")
        refusal { send(credentials) } shouldContain "with an explicit deny in an identity-based policy"
        val bob = aws.iam.user("bob")
        aws.iam.group("senders").allow("sqs:SendMessage", QUEUE)
        bob.addTo("senders")
        send(bob.credentials())
    }

    @Test
    fun `a policy of AWS's own is known`() {
        ann.attach("arn:aws:iam::aws:policy/AmazonSQSFullAccess")
        send(ann.credentials())
        aws.calls("sqs", "SendMessage").single().decision!! shouldContain "arn:aws:iam::aws:policy/AmazonSQSFullAccess"
    }

    @Test
    fun `a boundary limits a user`() {
        ann.allow("sqs:*", "*")
        val boundary = aws.iam.policy("limit", allow("s3:*"))
        admin.putUserPermissionsBoundary { it.userName("ann").permissionsBoundary(boundary) }
        refusal { send(ann.credentials()) } shouldContain "because no permissions boundary allows the sqs:sendmessage action"
    }

    @Test
    fun `a session has what its role has, and no more than its policies let it`() {
        aws.iam.role("sender", trust("""{"AWS": "arn:aws:iam::123456789012:user/ann"}""")).allow("sqs:SendMessage", QUEUE)
        val credentials = ann.credentials()
        send(assume(credentials, "sender"))
        refusal { send(assume(credentials, "sender") { policy(allow("s3:*")) }) } shouldContain
            "because no session policy allows the sqs:sendmessage action"
        send(assume(credentials, "sender") { policy(allow("sqs:*")) })
        refusal { send(credentials) } shouldContain "identity-based policy"
    }

    @Test
    fun `managed policies limit a session too`() {
        aws.iam.role("sender").allow("sqs:SendMessage", QUEUE)
        val limit = aws.iam.policy("limit", allow("s3:*"))
        ann.allow("sts:AssumeRole", "*")
        refusal { send(assume(ann.credentials(), "sender") { policyArns({ it.arn(limit) }) }) } shouldContain "session policy"
    }

    @Test
    fun `a role trusts whom it names, or leaves it to its account`() {
        val credentials = ann.credentials()
        aws.iam.role("open")
        refusal { assume(credentials, "open") } shouldContain
            "User: arn:aws:iam::123456789012:user/ann is not authorized to perform: sts:AssumeRole on resource: " +
            "arn:aws:iam::123456789012:role/open because no identity-based policy allows the sts:AssumeRole action"
        ann.allow("sts:AssumeRole", "arn:aws:iam::123456789012:role/open")
        assume(credentials, "open")
        aws.iam.role("closed", trust("""{"Service": "lambda.amazonaws.com"}"""))
        ann.allow("sts:AssumeRole", "*")
        refusal { assume(credentials, "closed") } shouldContain "because no resource-based policy allows the sts:AssumeRole action"
        refusal { assume(credentials, "none") } shouldContain "sts:AssumeRole"
    }

    @Test
    fun `external ids and codes of devices are conditions of trust`() {
        val named = """{"AWS": "arn:aws:iam::123456789012:user/ann"}"""
        aws.iam.role("partner", trust(named, """, "Condition": {"StringEquals": {"sts:ExternalId": "42"}}"""))
        aws.iam.role("careful", trust(named, """, "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}"""))
        val credentials = ann.credentials()
        assume(credentials, "partner") { externalId("42") }
        refusal { assume(credentials, "partner") } shouldContain "sts:AssumeRole"
        refusal { assume(credentials, "partner") { externalId("43") } } shouldContain "sts:AssumeRole"
        refusal { assume(credentials, "careful") } shouldContain "sts:AssumeRole"
        assume(credentials, "careful") { serialNumber("arn:aws:iam::123456789012:mfa/ann").tokenCode("123456") }
    }

    @Test
    fun `a token of a provider is judged by what it says`() {
        val provider = """{"Federated": "arn:aws:iam::123456789012:oidc-provider/issuer.example.com"}"""
        val condition = """, "Condition": {"StringEquals": {"issuer.example.com:sub": "repo:shop"}}"""
        aws.iam.role("deploy", trust(provider, condition, "sts:AssumeRoleWithWebIdentity"))
        val sts = StsClient.builder().credentialsProvider(Callers.nobody).build()
        fun enter(subject: String) =
            sts.assumeRoleWithWebIdentity {
                it.roleArn("arn:aws:iam::123456789012:role/deploy").roleSessionName("s1").webIdentityToken(token(subject))
            }
        enter("repo:shop")
        refusal { enter("repo:other") } shouldContain "sts:AssumeRoleWithWebIdentity"
    }

    private fun token(subject: String): String {
        val claims = """{"iss": "https://issuer.example.com", "sub": "$subject", "aud": "sts.amazonaws.com"}"""
        return listOf("{}", claims, "x").joinToString(".") {
            Base64.getUrlEncoder().withoutPadding().encodeToString(it.encodeToByteArray())
        }
    }

    @Test
    fun `variables lead each user to their own`() {
        ann.allow("sqs:SendMessage", "arn:aws:sqs:*:*:${'$'}{aws:username}-jobs")
        aws.sqs.queue("ann-jobs")
        val sqs = SqsClient.builder().credentialsProvider(ann.credentials()).build()
        sqs.sendMessage { it.queueUrl("https://sqs.us-east-1.amazonaws.com/123456789012/ann-jobs").messageBody("x") }
        refusal { send(ann.credentials()) } shouldContain "sqs:sendmessage"
    }

    private companion object {
        const val QUEUE = "arn:aws:sqs:us-east-1:123456789012:jobs"
    }
}
