package io.mockaws.engine.signature

import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.listBuckets
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.MockClock
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import java.time.Instant
import software.amazon.awssdk.services.dynamodb.DynamoDbClient as JavaDynamoDbClient
import software.amazon.awssdk.services.s3.S3Client as JavaS3Client

/** A mock's clock goes where a test sends it; clients sign by that of the system. */
class ClockSkewTest {
    private val start = Instant.parse("2013-05-24T00:00:00Z")
    private val aws =
        MockAws.start(MockAwsOptions.builder().intercept(false).startAt(start).clock(MockClock.MANUAL).build())

    @AfterEach
    fun close() = aws.close()

    /** What is answered to a call with a signature of [timestamp] that is wrong besides. */
    private fun refusal(
        timestamp: String,
        service: String,
        vararg headers: Pair<String, String>,
    ): String {
        val scope = "${timestamp.substringBefore('T')}/us-east-1/$service/aws4_request"
        val all =
            Headers.of(
                "Host" to "$service.us-east-1.amazonaws.com",
                "X-Amz-Date" to timestamp,
                "Authorization" to
                    "AWS4-HMAC-SHA256 Credential=test/$scope, SignedHeaders=host;x-amz-date;x-amz-content-sha256, Signature=00",
                *headers,
            )
        val request = HttpRequest(if (service == "s3") "GET" else "POST", "/", headers = all, body = HttpBody.Empty)
        return runBlocking { aws.handler.handle(request).body.readBytes().decodeToString() }
    }

    private fun s3(timestamp: String) = refusal(timestamp, "s3", "x-amz-content-sha256" to "UNSIGNED-PAYLOAD")

    private fun dynamoDb(timestamp: String) =
        refusal(timestamp, "dynamodb", "X-Amz-Target" to "DynamoDB_20120810.ListTables")

    @Test
    fun `clients are let in at their first attempt, wherever the mock's clock is`() =
        runBlocking<Unit> {
            aws.verifySignatures(mapOf("test" to "test"))
            aws.javaSdk.configure(JavaS3Client.builder()).build().use { it.listBuckets() }
            aws.javaSdk.configure(JavaDynamoDbClient.builder()).build().use { it.listTables() }
            S3Client { aws.kotlinSdk.configure(this) }.use { it.listBuckets() }
            aws.calls().map { it.errorCode } shouldContainExactly listOf(null, null, null)
        }

    @Test
    fun `who is a quarter of an hour off from both clocks is refused`() {
        aws.verifySignatures(mapOf("test" to "test"))
        s3("20130524T001459Z") shouldContain "<Code>SignatureDoesNotMatch</Code>"
        dynamoDb("20130524T001459Z") shouldContain "InvalidSignatureException"
        s3("20130524T001501Z").let {
            it shouldContain "<Code>RequestTimeTooSkewed</Code>"
            it shouldContain "The difference between the request time and the current time is too large."
        }
        s3("20130523T234459Z") shouldContain "<Code>RequestTimeTooSkewed</Code>"
        dynamoDb("20130524T001501Z") shouldContain "Signature not yet current: 20130524T001501Z"
        dynamoDb("20130523T234459Z") shouldContain "Signature expired: 20130523T234459Z"
    }
}
