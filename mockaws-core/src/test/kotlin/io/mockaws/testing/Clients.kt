package io.mockaws.testing

import io.mockaws.MockAws
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy
import software.amazon.awssdk.retries.api.BackoffStrategy
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.s3.S3AsyncClient
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.sqs.SqsClient
import java.security.MessageDigest
import java.util.HexFormat
import aws.sdk.kotlin.services.dynamodb.DynamoDbClient as KotlinDynamoDb
import aws.sdk.kotlin.services.s3.S3Client as KotlinS3

/** The retries of Java's clients wait in real time: these do not wait. */
internal fun <B : AwsClientBuilder<B, *>> MockAws.java(builder: B): B =
    javaSdk.configure(builder).overrideConfiguration {
        it.retryStrategy(
            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(3)
                .backoffStrategy(BackoffStrategy.retryImmediately())
                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                .build(),
        )
    }

internal val MockAws.javaS3: S3Client get() = java(S3Client.builder()).build()
internal val MockAws.javaAsyncS3: S3AsyncClient get() = java(S3AsyncClient.builder()).build()
internal val MockAws.javaDynamoDb: DynamoDbClient get() = java(DynamoDbClient.builder()).build()
internal val MockAws.javaAsyncDynamoDb: DynamoDbAsyncClient get() = java(DynamoDbAsyncClient.builder()).build()
internal val MockAws.javaSqs: SqsClient get() = java(SqsClient.builder()).build()
internal val MockAws.kotlinS3: KotlinS3 get() = KotlinS3 { kotlinSdk.configure(this) }
internal val MockAws.kotlinDynamoDb: KotlinDynamoDb get() = KotlinDynamoDb { kotlinSdk.configure(this) }

/** What SendMessage answers. The Java SDK checks the digest. */
internal fun sent(
    id: String,
    body: String,
): Map<String, Any> {
    val digest = MessageDigest.getInstance("MD5").digest(body.encodeToByteArray())
    return mapOf("MessageId" to id, "MD5OfMessageBody" to HexFormat.of().formatHex(digest))
}
