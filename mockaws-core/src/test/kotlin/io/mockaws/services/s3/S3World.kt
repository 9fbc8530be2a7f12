package io.mockaws.services.s3

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.MockClock
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.runBlocking
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.core.ResponseBytes
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.S3AsyncClient
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.model.GetObjectRequest
import software.amazon.awssdk.services.s3.model.GetObjectResponse
import software.amazon.awssdk.services.s3.model.PutObjectRequest
import software.amazon.awssdk.services.s3.model.PutObjectResponse
import software.amazon.awssdk.services.s3.model.S3Exception
import java.security.MessageDigest
import java.util.Base64
import kotlin.time.Instant

/** An S3 with a clock that stands still, and the Java SDK's clients for it. */
internal class S3World : AutoCloseable {
    val aws: MockAws =
        MockAws.start(MockAwsOptions(clock = MockClock.MANUAL, startAt = Instant.parse("2026-11-21T10:00:00.250Z")))

    val client: S3Client by lazy { aws.javaSdk.configure(S3Client.builder()).build() }

    val async: S3AsyncClient by lazy { aws.javaSdk.configure(S3AsyncClient.builder()).build() }

    override fun close() = aws.close()

    /** The answer to a document as it is on the wire, for what SDKs do not send or do not show. */
    fun put(
        path: String,
        query: String,
        document: String,
        region: String = "us-east-1",
    ): Pair<Int, String> = runBlocking {
        val digest = MessageDigest.getInstance("MD5").digest(document.encodeToByteArray())
        val credential = "AWS4-HMAC-SHA256 Credential=AKID/20261121/$region/s3/aws4_request, SignedHeaders=host, Signature=0"
        val headers = Headers.of("Content-MD5" to Base64.getEncoder().encodeToString(digest), "Authorization" to credential)
        val origin = "https://s3.$region.amazonaws.com"
        val answer = aws.handler.handle(HttpRequest("PUT", path, query, headers, HttpBody.of(document), origin))
        answer.status to answer.body.readBytes().decodeToString()
    }

    fun clientOf(
        account: String = aws.accountId,
        region: Region = Region.US_EAST_1,
    ): S3Client =
        aws.javaSdk
            .configure(S3Client.builder())
            .region(region)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "secret")))
            .build()
}

internal fun S3Client.put(
    bucket: String,
    key: String,
    text: String,
    configure: (PutObjectRequest.Builder) -> Unit = {},
): PutObjectResponse =
    putObject(
        PutObjectRequest
            .builder()
            .bucket(bucket)
            .key(key)
            .also(configure)
            .build(),
        RequestBody.fromString(text),
    )

internal fun S3Client.get(
    bucket: String,
    key: String,
    configure: (GetObjectRequest.Builder) -> Unit = {},
): ResponseBytes<GetObjectResponse> =
    getObjectAsBytes(
        GetObjectRequest
            .builder()
            .bucket(bucket)
            .key(key)
            .also(configure)
            .build(),
    )

/** Runs [call], which has to fail with [code] and [status]. */
internal fun shouldFail(
    code: String,
    status: Int,
    call: () -> Any?,
): S3Exception {
    val failure = shouldThrow<S3Exception> { call() }
    withClue(failure) {
        failure.statusCode() shouldBe status
        failure.awsErrorDetails().errorCode() shouldBe code
    }
    return failure
}
