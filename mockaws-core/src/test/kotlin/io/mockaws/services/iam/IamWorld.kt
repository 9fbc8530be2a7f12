package io.mockaws.services.iam

import io.kotest.assertions.throwables.shouldThrow
import io.mockaws.MockAws
import org.junit.jupiter.api.AfterEach
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder
import software.amazon.awssdk.awscore.exception.AwsServiceException
import software.amazon.awssdk.services.iam.IamClient
import java.net.URLDecoder

/** A mock, a client of IAM, and what tests of IAM say often. */
abstract class IamWorld {
    protected val aws: MockAws = MockAws.start()
    protected val iam: IamClient = IamClient.builder().build()

    @AfterEach
    fun close() = aws.close()

    /** The code and message of what [call] is refused with. */
    protected fun refusal(call: () -> Unit): String =
        shouldThrow<AwsServiceException> { call() }.let { "${it.awsErrorDetails().errorCode()}: ${it.awsErrorDetails().errorMessage()}" }

    /** A client that signs with an access key. */
    protected fun <B : AwsClientBuilder<B, C>, C> B.with(
        accessKey: String,
        secret: String,
    ): C = credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secret))).build()

    /** A document as it was before it was encoded. */
    protected fun decoded(document: String): String = URLDecoder.decode(document, Charsets.UTF_8)

    protected companion object {
        const val ACCOUNT = "123456789012"
        const val TRUST =
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"""
        const val READS =
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}"""
        const val WRITES =
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"*"}]}"""
    }
}
