package io.mockaws.sdk.kotlin

import aws.sdk.kotlin.runtime.auth.credentials.StaticCredentialsProvider
import aws.sdk.kotlin.runtime.config.AwsSdkClientConfig
import aws.smithy.kotlin.runtime.auth.awscredentials.Credentials
import aws.smithy.kotlin.runtime.auth.awscredentials.CredentialsProvider
import aws.smithy.kotlin.runtime.auth.awscredentials.CredentialsProviderConfig
import aws.smithy.kotlin.runtime.http.config.HttpClientConfig
import aws.smithy.kotlin.runtime.http.engine.HttpClientEngine
import io.mockaws.wire.http.HttpHandler

/**
 * Brings clients of the AWS SDK for Kotlin to a mock. Tested with 1.5, 1.6 and 1.8.
 *
 * @param handler the mock
 * @param region the region that configured clients work in: `us-east-1`
 * @param accountId the account that configured clients work in: twelve digits
 */
public class KotlinSdk(
    handler: HttpHandler,
    private val region: String,
    accountId: String,
) {
    /**
     * The mock as the HTTP engine of a client. It ends with the mock and need not be closed. A client that has only
     * the engine, without [configure], waits in real time under `runTest`.
     */
    @get:JvmName("engine")
    public val engine: HttpClientEngine = MockEngine(handler)

    /** The credentials that configured clients sign with: the account id is the access key. */
    @get:JvmName("credentials")
    public val credentials: CredentialsProvider = StaticCredentialsProvider(Credentials(accountId, "secret"))

    /**
     * Gives a client's configuration the mock's engine, region and credentials. All else stays as it is, retries
     * too: `S3Client { aws.kotlinSdk.configure(this) }`. Long polls of such a client take the time of the
     * coroutine that calls, which is virtual under `runTest`.
     */
    public fun <B> configure(
        builder: B
    ) where B : AwsSdkClientConfig.Builder, B : HttpClientConfig.Builder, B : CredentialsProviderConfig.Builder {
        builder.region = region
        builder.credentialsProvider = credentials
        builder.httpClient = engine
        if (CallerDispatcher !in builder.interceptors) builder.interceptors += CallerDispatcher
    }
}
