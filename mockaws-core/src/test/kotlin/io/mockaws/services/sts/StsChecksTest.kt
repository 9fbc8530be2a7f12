package io.mockaws.services.sts

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.awscore.exception.AwsServiceException
import software.amazon.awssdk.services.sts.StsClient
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest
import software.amazon.awssdk.services.sts.model.Tag
import java.util.Base64

/** What AWS STS refuses. Codes and words as LocalStack has recorded them of AWS (tests/aws/services/sts), where it has. */
class StsChecksTest {
    private val aws = MockAws.start()
    private val sts = StsClient.create()

    @AfterEach
    fun close() = aws.close()

    private fun refusal(call: () -> Unit): String =
        shouldThrow<AwsServiceException> { call() }.let { "${it.awsErrorDetails().errorCode()}: ${it.awsErrorDetails().errorMessage()}" }

    private fun assume(
        client: StsClient = sts,
        configure: (AssumeRoleRequest.Builder) -> Unit,
    ) = client.assumeRole { it.roleArn(ROLE).roleSessionName("s1").applyMutation(configure) }

    @ParameterizedTest
    @ValueSource(
        strings = [
            "nothing-valid-in-here", "arn::b:::something/test-role", "arn:a::::something/test-role",
            "arn:a:::something/test-role", "arn:a:a::aaaaaaaaaa:", "arn:aws:iam::123456789012:user/bob",
        ]
    )
    fun `what is no role's ARN is refused`(arn: String) {
        refusal { assume { it.roleArn(arn) } } shouldBe "ValidationError: $arn is invalid"
    }

    @Test
    fun `names of sessions and durations have bounds`() {
        refusal { assume { it.roleSessionName("Session1:2") } } shouldBe
            "ValidationError: 1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy " +
            "constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*"
        refusal { assume { it.durationSeconds(899) } } shouldBe
            "ValidationError: 1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: " +
            "Member must have value greater than or equal to 900"
    }

    @Test
    fun `tags of a session are checked`() {
        refusal { assume { it.tags(tag("a"), tag("A")) } } shouldBe
            "InvalidParameterValue: Duplicate tag keys found. Please note that Tag keys are case insensitive."
        refusal { assume { it.tags(tag("a")).transitiveTagKeys("b") } } shouldBe
            "InvalidParameterValue: The specified transitive tag key must be included in the requested tags."
    }

    @Test
    fun `transitive tags go on along a chain, and cannot be set anew`() {
        val first = chained(assume { it.tags(tag("team"), tag("cost")).transitiveTagKeys("team") }.credentials())
        assume(first) { it.tags(tag("cost")) }
        val conflict =
            "InvalidParameterValue: One of the specified transitive tag keys can't be set because it conflicts with a " +
                "transitive tag key from the calling session."
        refusal { assume(first) { it.tags(tag("Team")) } } shouldBe conflict
        val second = chained(assume(first) { }.credentials())
        refusal { assume(second) { it.tags(tag("team")) } } shouldBe conflict
    }

    @Test
    fun `a chain goes on from the session that calls, though another has its name`() {
        val tagged = chained(assume { it.tags(tag("team")).transitiveTagKeys("team") }.credentials())
        val plain = List(8) { chained(assume { }.credentials()) }
        refusal { assume(tagged) { it.tags(tag("team")) } } shouldStartWith "InvalidParameterValue: One of the specified"
        plain.forEach { session -> assume(session) { it.tags(tag("team")) } }
    }

    @Test
    fun `a chained session lasts an hour at most`() {
        val first = chained(assume { it.durationSeconds(7200) }.credentials())
        assume(first) { it.durationSeconds(3600) }
        refusal { assume(first) { it.durationSeconds(3601) } } shouldBe
            "ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining"
    }

    @Test
    fun `a policy has to be one`() {
        refusal { assume { it.policy("{}") } } shouldStartWith "MalformedPolicyDocument: "
        refusal { assume { it.policy("no") } } shouldStartWith "MalformedPolicyDocument: "
        assume { it.policy("""{"Version": "2012-10-17", "Statement": []}""") }
    }

    @Test
    fun `a token of a web identity is read`() {
        val answer = sts.assumeRoleWithWebIdentity {
            it.roleArn(ROLE).roleSessionName("s1").webIdentityToken(token(""""exp":4102444800,"""))
        }
        answer.subjectFromWebIdentityToken() shouldBe "bob"
        answer.audience() shouldBe "app"
        answer.provider() shouldBe "https://login.example.com"
        answer.assumedRoleUser().arn() shouldBe "arn:aws:sts::123456789012:assumed-role/reader/s1"
    }

    @Test
    fun `one that has expired, or is none, is refused`() {
        fun call(token: String) = refusal {
            sts.assumeRoleWithWebIdentity { it.roleArn(ROLE).roleSessionName("s1").webIdentityToken(token) }
        }
        call(token(""""exp":1000,""")) shouldStartWith "ExpiredTokenException: Token expired: current date/time "
        call("none") shouldStartWith "InvalidIdentityToken: The ID Token provided is not a valid JWT."
    }

    @Test
    fun `an assertion of SAML is read`() {
        val answer = sts.assumeRoleWithSAML {
            it.roleArn(ROLE).principalArn("arn:aws:iam::123456789012:saml-provider/corp")
                .samlAssertion(Base64.getEncoder().encodeToString(SAML.encodeToByteArray()))
        }
        answer.subject() shouldBe "bob"
        answer.subjectType() shouldBe "persistent"
        answer.issuer() shouldBe "http://localhost/"
        answer.audience() shouldBe "https://signin.aws.amazon.com/saml"
        answer.assumedRoleUser().arn() shouldBe "arn:aws:sts::123456789012:assumed-role/reader/bob@example.com"
        refusal {
            sts.assumeRoleWithSAML {
                it.roleArn(ROLE).principalArn("arn:aws:iam::123456789012:saml-provider/corp").samlAssertion("nothing")
            }
        } shouldStartWith "InvalidIdentityToken: "
    }

    @Test
    fun `a root session needs a principal and a policy`() {
        refusal { sts.assumeRoot { } } shouldStartWith "ValidationError: 1 validation error detected: Value null at 'targetPrincipal'"
        refusal { sts.assumeRoot { it.targetPrincipal("123456789012") } } shouldStartWith
            "ValidationError: 1 validation error detected: Value null at 'taskPolicyArn'"
    }

    @Test
    fun `what nobody encoded cannot be decoded`() {
        refusal { sts.decodeAuthorizationMessage { it.encodedMessage("x") } } shouldStartWith "InvalidAuthorizationMessageException: "
    }

    private fun chained(session: software.amazon.awssdk.services.sts.model.Credentials): StsClient =
        StsClient.builder().credentialsProvider(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken())
            )
        ).build()

    private fun tag(key: String): Tag = Tag.builder().key(key).value("x").build()

    private fun token(claim: String): String =
        listOf("""{"alg":"none"}""", """{$claim"sub":"bob","aud":["app"],"iss":"https://login.example.com"}""", "")
            .joinToString(".") { Base64.getUrlEncoder().withoutPadding().encodeToString(it.encodeToByteArray()) }

    private companion object {
        const val ROLE = "arn:aws:iam::123456789012:role/reader"
        const val SAML = """
            <samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns="urn:oasis:names:tc:SAML:2.0:assertion">
              <Issuer>http://localhost/</Issuer>
              <Assertion>
                <Subject>
                  <NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">bob</NameID>
                  <SubjectConfirmation>
                    <SubjectConfirmationData Recipient="https://signin.aws.amazon.com/saml"/>
                  </SubjectConfirmation>
                </Subject>
                <AttributeStatement>
                  <Attribute Name="https://aws.amazon.com/SAML/Attributes/RoleSessionName">
                    <AttributeValue>bob@example.com</AttributeValue>
                  </Attribute>
                </AttributeStatement>
              </Assertion>
            </samlp:Response>
        """
    }
}
