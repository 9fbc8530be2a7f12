package io.mockaws.sdk

import aws.sdk.kotlin.runtime.auth.credentials.StaticCredentialsProvider
import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.listBuckets
import aws.smithy.kotlin.runtime.auth.awscredentials.Credentials
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.sdk.java.JavaSdk
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.parallel.Isolated
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import java.util.concurrent.ExecutionException

@Isolated("the switch is the JVM's")
class RealCallsTest {
    @Test
    fun `a real Kotlin client fails before it sends`() {
        val credentials = StaticCredentialsProvider(Credentials("AKIAEXAMPLE", "secret"))
        S3Client {
            region = "us-east-1"
            credentialsProvider = credentials
        }.use { client ->
            val refusal = shouldThrow<RealAwsCallException> { runBlocking { client.listBuckets() } }
            refusal.service shouldBe "S3"
            refusal.operation shouldBe "ListBuckets"
        }
    }

    @Test
    fun `clients in a mock are let through`() {
        MockAws.start().use {
            S3Client { region = "us-east-1" }.use { client -> runBlocking { client.listBuckets() } }
            DynamoDbClient.builder().region(Region.US_EAST_1).build().listTables()
        }
    }

    private val sdk = JavaSdk({ json("{}") }, "us-east-1", "111122223333")
    private val nobody = AwsCredentialsProvider { error("Credentials were asked for") }

    @BeforeEach
    fun forbid() {
        MockAws.forbidRealCalls()
    }

    @AfterEach
    fun allow() {
        MockAws.allowRealCalls()
    }

    @Test
    fun `a real client fails before it looks for credentials`() {
        val client = DynamoDbClient.builder().region(Region.US_EAST_1).credentialsProvider(nobody).httpClient(Refusing).build()
        val refusal = shouldThrow<RealAwsCallException> { client.listTables() }
        refusal.service shouldBe "DynamoDb"
        refusal.operation shouldBe "ListTables"
        refusal.message shouldContain "no mock is open"
    }

    @Test
    fun `so does a real asynchronous client`() {
        val client = DynamoDbAsyncClient.builder().region(Region.US_EAST_1).credentialsProvider(nobody).build()
        val failure = shouldThrow<ExecutionException> { client.listTables().get() }
        generateSequence<Throwable>(failure) { it.cause }.any { it is RealAwsCallException } shouldBe true
    }

    @Test
    fun `clients that were configured for a mock are let through`() {
        sdk.configure(DynamoDbClient.builder()).build().listTables()
        sdk.configure(DynamoDbAsyncClient.builder()).build().listTables().get()
    }

    @Test
    fun `so are clients that were only given the mock's HTTP client`() {
        val region = Region.EU_CENTRAL_1
        DynamoDbClient.builder().region(region).credentialsProvider(sdk.credentials()).httpClient(sdk.httpClient())
            .build().listTables()
        DynamoDbAsyncClient.builder().region(region).credentialsProvider(sdk.credentials()).httpClient(sdk.asyncHttpClient())
            .build().listTables().get()
    }

    private object Refusing : software.amazon.awssdk.http.SdkHttpClient {
        override fun prepareRequest(request: software.amazon.awssdk.http.HttpExecuteRequest) = error("A request was made")

        override fun close() = Unit
    }
}
