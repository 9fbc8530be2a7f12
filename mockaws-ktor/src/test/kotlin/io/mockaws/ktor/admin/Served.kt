package io.mockaws.ktor.admin

import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.ktor.MockAwsServer
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.retries.api.BackoffStrategy
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.sqs.SqsClient
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse

/** A mock behind a port, and those who ask it: `/_mockaws/` by HTTP, AWS by the Java SDK. */
class Served : AutoCloseable {
    val aws: MockAws = MockAws.start(MockAwsOptions.builder().intercept(false).build())
    val server: MockAwsServer = MockAwsServer.start(aws)
    val s3: S3Client by lazy { S3Client.builder().forcePathStyle(true).here().build() }
    val sqs: SqsClient by lazy { SqsClient.builder().here().build() }
    val dynamoDb: DynamoDbClient by lazy { DynamoDbClient.builder().here().build() }

    fun call(method: String, path: String, body: String = "", vararg headers: String): HttpResponse<String> {
        val request = request(path).method(method, HttpRequest.BodyPublishers.ofString(body))
        if (headers.isNotEmpty()) request.headers(*headers)
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
    }

    fun request(path: String): HttpRequest.Builder = HttpRequest.newBuilder(URI("${server.endpoint}/_mockaws$path"))

    fun get(path: String): JsonElement = json(call("GET", path), 200)

    fun post(path: String, body: String): JsonElement = json(call("POST", path, body), 201)

    /** What is said to be wrong. */
    fun refusal(method: String, path: String, body: String = "", status: Int = 400): String =
        json(call(method, path, body), status)["Error"].text

    /** Clients that retry at once. */
    fun <B : AwsClientBuilder<B, *>> B.here(endpoint: URI = server.endpoint): B =
        endpointOverride(endpoint).region(Region.US_EAST_1).credentialsProvider(credentials).overrideConfiguration {
            it.retryStrategy(
                AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(3)
                    .backoffStrategy(BackoffStrategy.retryImmediately())
                    .throttlingBackoffStrategy(BackoffStrategy.retryImmediately()).build(),
            )
        }

    override fun close() {
        server.close()
        aws.stubs.clear()
        aws.close()
    }

    private fun json(response: HttpResponse<String>, status: Int): JsonElement {
        check(response.statusCode() == status) { "${response.statusCode()} instead of $status: ${response.body()}" }
        return Json.parseToJsonElement(response.body())
    }

    companion object {
        val client: HttpClient = HttpClient.newHttpClient()
        private val credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"))
    }
}

operator fun JsonElement.get(name: String): JsonElement = jsonObject.getValue(name)

operator fun JsonElement.get(index: Int): JsonElement = jsonArray[index]

val JsonElement.text: String get() = jsonPrimitive.content

val JsonElement.items: JsonArray get() = this as JsonArray

val JsonElement.members: JsonObject get() = this as JsonObject

val JsonElement.texts: List<String> get() = jsonArray.map { (it as JsonPrimitive).content }
