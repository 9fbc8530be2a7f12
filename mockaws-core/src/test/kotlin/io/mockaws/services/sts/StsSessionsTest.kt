package io.mockaws.services.sts

import aws.sdk.kotlin.runtime.auth.credentials.StaticCredentialsProvider
import aws.sdk.kotlin.services.sts.assumeRole
import aws.sdk.kotlin.services.sts.getCallerIdentity
import aws.smithy.kotlin.runtime.auth.awscredentials.Credentials
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldMatch
import io.mockaws.MockAws
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider as JavaCredentials
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder
import software.amazon.awssdk.awscore.exception.AwsServiceException
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.sts.StsClient
import java.nio.file.Path
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import aws.sdk.kotlin.services.sts.StsClient as KotlinSts
import software.amazon.awssdk.services.sts.model.Credentials as StsCredentials

/** Sessions, and what other services know of them. */
class StsSessionsTest {
    private val aws = MockAws.start()
    private val sts = StsClient.create()

    @AfterEach
    fun close() = aws.close()

    private fun assumed(
        role: String = "arn:aws:iam::999999999999:role/readers/reader",
        configure: (software.amazon.awssdk.services.sts.model.AssumeRoleRequest.Builder) -> Unit = {},
    ) = sts.assumeRole { it.roleArn(role).roleSessionName("s1").applyMutation(configure) }

    private fun <B : AwsClientBuilder<B, C>, C> B.with(session: StsCredentials): C =
        credentialsProvider(
            JavaCredentials.create(
                AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken())
            )
        ).build()

    private fun refusal(call: () -> Unit): String =
        shouldThrow<AwsServiceException> { call() }.let { "${it.awsErrorDetails().errorCode()}: ${it.awsErrorDetails().errorMessage()}" }

    @Test
    fun `a session of a role calls as that role, in the role's account`() {
        val answer = assumed()
        answer.assumedRoleUser().arn() shouldBe "arn:aws:sts::999999999999:assumed-role/reader/s1"
        answer.assumedRoleUser().assumedRoleId() shouldMatch "AROA[A-Z2-7]{17}:s1"
        answer.credentials().accessKeyId() shouldMatch "ASIA[A-Z2-7]{16}"
        answer.packedPolicySize() shouldBe null

        val identity = StsClient.builder().with(answer.credentials()).callerIdentity
        identity.arn() shouldBe answer.assumedRoleUser().arn()
        identity.userId() shouldBe answer.assumedRoleUser().assumedRoleId()
        identity.account() shouldBe "999999999999"

        val url = SqsClient.builder().with(answer.credentials()).createQueue { it.queueName("orders") }.queueUrl()
        url shouldContain "/999999999999/orders"
        aws.calls("sqs").single().account shouldBe "999999999999"
    }

    @Test
    fun `so it does by the SDK for Kotlin`() = runBlocking<Unit> {
        KotlinSts.fromEnvironment().use { sts ->
            sts.getCallerIdentity { }.arn shouldBe "arn:aws:iam::123456789012:root"
            val answer = sts.assumeRole {
                roleArn = "arn:aws:iam::999999999999:role/reader"
                roleSessionName = "s1"
            }
            val session = answer.credentials!!
            KotlinSts.fromEnvironment {
                credentialsProvider =
                    StaticCredentialsProvider(
                        Credentials(session.accessKeyId, session.secretAccessKey, session.sessionToken)
                    )
            }.use { it.getCallerIdentity { }.arn shouldBe "arn:aws:sts::999999999999:assumed-role/reader/s1" }
        }
    }

    @Test
    fun `every session of a role has the role's id`() {
        fun id() = assumed().assumedRoleUser().assumedRoleId()
        id() shouldBe id()
    }

    @Test
    fun `a session ends by the clock, and every service says so`() {
        val session = assumed { it.durationSeconds(900) }.credentials()
        val sqs = SqsClient.builder().with(session)
        val dynamoDb = DynamoDbClient.builder().with(session)
        val s3 = S3Client.builder().with(session)
        sqs.listQueues()
        aws.time.advanceBy(15.minutes)
        refusal { sqs.listQueues() } shouldContain "The security token included in the request is expired"
        refusal { dynamoDb.listTables() } shouldBe
            "ExpiredTokenException: The security token included in the request is expired"
        refusal { s3.listBuckets() } shouldBe "ExpiredToken: The provided token has expired."
        refusal { StsClient.builder().with(session).callerIdentity } shouldBe
            "ExpiredToken: The security token included in the request is expired"
    }

    @Test
    fun `a session with another's token is refused`() {
        val (one, other) = assumed().credentials() to assumed().credentials()
        val mixed = one.toBuilder().sessionToken(other.sessionToken()).build()
        refusal { StsClient.builder().with(mixed).callerIdentity } shouldBe
            "InvalidClientTokenId: The security token included in the request is invalid."
        refusal { S3Client.builder().with(mixed).listBuckets() } shouldBe
            "InvalidToken: The provided token is malformed or otherwise invalid."
    }

    @Test
    fun `where signatures are verified, a session signs with its own secret`() {
        val session = assumed().credentials()
        aws.verifySignatures(emptyMap())
        SqsClient.builder().with(session).listQueues()
        val wrong = session.toBuilder().secretAccessKey("wrong").build()
        refusal { StsClient.builder().with(wrong).callerIdentity } shouldContain "SignatureDoesNotMatch"
    }

    @Test
    fun `sessions are kept with the world, and are a fork's too`(
        @TempDir folder: Path,
    ) {
        val session = assumed().credentials()
        aws.save(folder.resolve("a.world"))
        aws.fork().use { fork ->
            fork.callInScope { StsClient.builder().with(session).callerIdentity.account() } shouldBe "999999999999"
        }
        MockAws.start().use { other ->
            other.load(folder.resolve("a.world"))
            other.callInScope { StsClient.builder().with(session).callerIdentity.account() } shouldBe "999999999999"
        }
    }

    @Test
    fun `a session token is a session of its caller, and cannot ask for another`() {
        val session = sts.sessionToken.credentials()
        session.expiration() shouldBe java.time.Instant.ofEpochMilli((aws.time.now() + 12.hours).toEpochMilliseconds()).truncated()
        val own = StsClient.builder().with(session)
        own.callerIdentity.arn() shouldBe "arn:aws:iam::123456789012:root"
        refusal { own.sessionToken } shouldBe "AccessDenied: Cannot call GetSessionToken with session credentials"
        refusal { own.getFederationToken { it.name("bob") } } shouldBe
            "AccessDenied: Cannot call GetFederationToken with session credentials"
    }

    private fun java.time.Instant.truncated() = truncatedTo(java.time.temporal.ChronoUnit.SECONDS)

    @Test
    fun `a federated user calls under its name`() {
        val answer = sts.getFederationToken { it.name("bob") }
        answer.federatedUser().arn() shouldBe "arn:aws:sts::123456789012:federated-user/bob"
        answer.federatedUser().federatedUserId() shouldBe "123456789012:bob"
        StsClient.builder().with(answer.credentials()).callerIdentity.arn() shouldBe answer.federatedUser().arn()
    }

    @Test
    fun `a root session is the root user's of the account that is named`() {
        val answer = sts.assumeRoot { r ->
            r.targetPrincipal("999999999999").taskPolicyArn { it.arn("arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials") }
        }
        StsClient.builder().with(answer.credentials()).callerIdentity.arn() shouldBe "arn:aws:iam::999999999999:root"
    }

    @Test
    fun `an access key tells its account`() {
        val key = assumed().credentials().accessKeyId()
        sts.getAccessKeyInfo { it.accessKeyId(key) }.account() shouldBe "999999999999"
        // A published example of how AWS's ids are made: https://awsteele.com/blog/2020/09/26/aws-access-key-format.html
        sts.getAccessKeyInfo { it.accessKeyId("ASIAQNZGKIQY56JQ7WML") }.account() shouldBe "029608264753"
    }
}
