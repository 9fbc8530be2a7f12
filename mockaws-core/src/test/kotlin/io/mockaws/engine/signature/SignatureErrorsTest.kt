package io.mockaws.engine.signature

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.awscore.exception.AwsServiceException
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.sqs.SqsClient
import java.time.Duration

/** What each service says to who is not known; AWS's pages are named where the words are. */
class SignatureErrorsTest {
    private val aws = MockAws.start(MockAwsOptions.builder().intercept(false).build()).apply { verifySignatures(mapOf("AKIA" to "right")) }

    @AfterEach
    fun close() = aws.close()

    private fun keys(
        key: String,
        secret: String,
    ) = StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret))

    private fun s3(credentials: AwsCredentialsProvider): Failure =
        failure {
            aws.javaSdk.configure(S3Client.builder()).credentialsProvider(credentials).build().use { it.listBuckets() }
        }

    private fun dynamoDb(credentials: AwsCredentialsProvider): Failure =
        failure {
            aws.javaSdk.configure(DynamoDbClient.builder()).credentialsProvider(credentials).build().use { it.listTables() }
        }

    private fun sqs(credentials: AwsCredentialsProvider): Failure =
        failure {
            aws.javaSdk.configure(SqsClient.builder()).credentialsProvider(credentials).build().use { it.listQueues() }
        }

    private data class Failure(
        val status: Int,
        val code: String,
        val message: String,
    )

    private fun failure(call: () -> Unit): Failure {
        val details = shouldThrow<AwsServiceException> { call() }
        return Failure(details.statusCode(), details.awsErrorDetails().errorCode(), details.awsErrorDetails().errorMessage())
    }

    /** What Query answers; neither SDK speaks it to SQS any more. */
    private fun query(authorization: String?): String {
        val headers = Headers.builder().add("Host", "sqs.us-east-1.amazonaws.com").add("Content-Type", "application/x-www-form-urlencoded")
        authorization?.let { headers.add("Authorization", it) }
        headers.add("X-Amz-Date", "20130524T000000Z")
        val request = HttpRequest("POST", "/", headers = headers.build(), body = HttpBody.of("Action=ListQueues"))
        return runBlocking {
            val response = aws.handler.handle(request)
            response.status shouldBe 403
            response.body.readBytes().decodeToString()
        }
    }

    private fun authorization(key: String) =
        "AWS4-HMAC-SHA256 Credential=$key/20130524/us-east-1/sqs/aws4_request, SignedHeaders=host;x-amz-date, Signature=00"

    @Test
    fun `who is known is answered`() {
        aws.javaSdk.configure(S3Client.builder()).credentialsProvider(keys("AKIA", "right")).build().use { it.listBuckets() }
        aws.javaSdk.configure(DynamoDbClient.builder()).credentialsProvider(keys("AKIA", "right")).build().use { it.listTables() }
        aws.javaSdk.configure(SqsClient.builder()).credentialsProvider(keys("AKIA", "right")).build().use { it.listQueues() }
        aws.calls() shouldHaveSize 3
    }

    @Test
    fun `clients that the mock has configured are known`() {
        aws.javaSdk.configure(S3Client.builder()).build().use { it.listBuckets() }
        aws.fork().use { fork ->
            fork.javaSdk.configure(S3Client.builder()).build().use { it.listBuckets() }
            val stranger = fork.javaSdk.configure(S3Client.builder()).credentialsProvider(keys("AKIA", "wrong")).build()
            shouldThrow<AwsServiceException> { stranger.use { it.listBuckets() } }
        }
    }

    @Test
    fun `a wrong secret`() {
        val wrong = keys("AKIA", "wrong")
        s3(wrong) shouldBe
            Failure(
                403,
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
            )
        val inJson = dynamoDb(wrong)
        inJson.status shouldBe 400
        inJson.code shouldBe "InvalidSignatureException"
        inJson.message shouldContain "\n\nThe Canonical String for this request should have been\n'POST\n/\n\n"
        sqs(wrong).code shouldBe "SignatureDoesNotMatch"
        aws.calls() shouldHaveSize 3
    }

    @Test
    fun `an access key that does not exist`() {
        val stranger = keys("AKIB", "right")
        s3(stranger) shouldBe
            Failure(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.")
        val message = "The security token included in the request is invalid."
        dynamoDb(stranger) shouldBe Failure(400, "UnrecognizedClientException", message)
        sqs(stranger).code shouldBe "InvalidClientTokenId"
    }

    @Test
    fun `no signature`() {
        val nobody = AnonymousCredentialsProvider.create()
        s3(nobody) shouldBe Failure(403, "AccessDenied", "Access Denied")
        dynamoDb(nobody) shouldBe
            Failure(400, "MissingAuthenticationTokenException", "Request is missing Authentication Token")
        query(null) shouldContain "<Code>MissingAuthenticationToken</Code>"
    }

    @Test
    fun `Query has the codes of its days`() {
        aws.close()
        val then = MockAwsOptions.builder().intercept(false).startAt(java.time.Instant.parse("2013-05-24T00:00:00Z")).build()
        MockAws.start(then).use { past ->
            past.verifySignatures(mapOf("AKIA" to "right"))
            val answers =
                listOf("AKIA", "AKIB").map { key ->
                    val headers =
                        Headers.of(
                            "Host" to "sqs.us-east-1.amazonaws.com",
                            "Content-Type" to "application/x-www-form-urlencoded",
                            "X-Amz-Date" to "20130524T000000Z",
                            "Authorization" to authorization(key),
                        )
                    val request = HttpRequest("POST", "/", headers = headers, body = HttpBody.of("Action=ListQueues"))
                    runBlocking { past.handler.handle(request).body.readBytes().decodeToString() }
                }
            answers[0] shouldContain "<Code>SignatureDoesNotMatch</Code>"
            answers[1] shouldContain "<Code>InvalidClientTokenId</Code>"
        }
    }

    @Test
    fun `what is said of a signature must be whole`() {
        fun code(authorization: String): String {
            val headers = Headers.of(
                "Host" to "dynamodb.us-east-1.amazonaws.com",
                "X-Amz-Target" to "DynamoDB_20120810.ListTables",
                "Content-Type" to "application/x-amz-json-1.0",
                "Authorization" to authorization
            )
            return runBlocking {
                aws.handler.handle(HttpRequest("POST", "/", headers = headers, body = HttpBody.of("{}"))).body.readBytes().decodeToString()
            }
        }
        val scope = "Credential=AKIA/20130524/us-east-1/dynamodb/aws4_request"
        code("AWS4-HMAC-SHA256 $scope, SignedHeaders=host") shouldContain
            "Authorization header requires 'Signature' parameter. Authorization header requires existence of either"
        code("AWS4-HMAC-SHA1 $scope, SignedHeaders=host, Signature=0") shouldContain "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1'"
        code("Basic x") shouldContain "MissingAuthenticationTokenException"
    }
}
