package io.mockaws.sdk.kotlin

import aws.sdk.kotlin.runtime.config.AwsSdkClientConfig
import aws.smithy.kotlin.runtime.auth.awscredentials.Credentials
import aws.smithy.kotlin.runtime.auth.awscredentials.CredentialsProvider
import aws.smithy.kotlin.runtime.auth.awscredentials.CredentialsProviderConfig
import aws.smithy.kotlin.runtime.collections.Attributes
import aws.smithy.kotlin.runtime.http.config.HttpEngineConfig
import aws.smithy.kotlin.runtime.http.engine.HttpClientEngine
import io.mockaws.wire.http.HttpHandler

/**
 * A mock as the AWS SDK for Kotlin sees it.
 *
 * ```
 * val s3 = S3Client { aws.kotlinSdk.configure(this) }
 * ```
 */
public class KotlinSdk internal constructor(
    private val handler: HttpHandler,
    private val region: String,
    private val accountId: String,
) {
    /**
     * Points a client at the mock: HTTP engine, region and credentials. Everything else, retries among it, stays as it is.
     *
     * @param config the receiver of any service client's builder block
     */
    public fun <C> configure(config: C)
        where C : AwsSdkClientConfig.Builder, C : HttpEngineConfig.Builder, C : CredentialsProviderConfig.Builder {
        config.httpClient = engine()
        config.region = region
        config.credentialsProvider = credentials()
    }

    /** An HTTP engine for a service client, which leaves it open when it is closed. */
    public fun engine(): HttpClientEngine = MockHttpEngine(handler)

    /** Credentials of the mock's account: the access key is the account id. */
    public fun credentials(): CredentialsProvider {
        val credentials = Credentials(accountId, "mockaws")
        return object : CredentialsProvider {
            override suspend fun resolve(attributes: Attributes): Credentials = credentials
        }
    }
}
