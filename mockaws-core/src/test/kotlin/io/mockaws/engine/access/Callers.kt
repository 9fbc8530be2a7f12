package io.mockaws.engine.access

import io.kotest.assertions.throwables.shouldThrow
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.awscore.exception.AwsServiceException
import software.amazon.awssdk.services.sts.StsClient
import software.amazon.awssdk.services.sts.model.Credentials

/** Those that tests of policies call as. */
internal object Callers {
    const val ACCOUNT = "123456789012"
    const val OTHER = "444455556666"

    /** A federated user of the root user's, who may do what [policy] says: sessions need no IAM. */
    fun federated(
        policy: String,
        name: String = "ann",
    ): AwsCredentialsProvider {
        val sts = StsClient.create()
        return session(sts.getFederationToken { it.name(name).policy(policy) }.credentials())
    }

    fun session(credentials: Credentials): AwsCredentialsProvider =
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                credentials.accessKeyId(),
                credentials.secretAccessKey(),
                credentials.sessionToken(),
            ),
        )

    /** The root user of another account. */
    val other: AwsCredentialsProvider = StaticCredentialsProvider.create(AwsBasicCredentials.create(OTHER, "secret"))

    val nobody: AwsCredentialsProvider = AnonymousCredentialsProvider.create()

    /** `AccessDenied: Access Denied`. */
    fun refusal(call: () -> Unit): String =
        shouldThrow<AwsServiceException> { call() }.awsErrorDetails().let { "${it.errorCode()}: ${it.errorMessage()}" }

    /** A policy with one statement. */
    fun allow(
        actions: String,
        resources: String = "*",
        more: String = "",
    ): String =
        """{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ${list(actions)},
            "Resource": ${list(resources)}${if (more.isEmpty()) "" else ", $more"}}]}"""

    private fun list(texts: String) = texts.split(' ').joinToString(prefix = "[", postfix = "]") { "\"$it\"" }
}
