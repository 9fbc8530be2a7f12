package io.mockaws.samples.assets

import aws.sdk.kotlin.services.dynamodb.DynamoDbClient
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.ktor.server.cio.CIO
import io.ktor.server.engine.EmbeddedServer
import io.ktor.server.engine.embeddedServer
import io.mockaws.MockAws
import io.mockaws.ktor.mockAws
import io.mockaws.mockAws
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers

/** The API with an AWS of its own for each test: DynamoDB is in the process, and nothing in the API knows. */
class AssetApiTest {
    private val http = HttpClient.newHttpClient()

    @Test
    fun `what was posted can be had`() =
        withApi { api ->
            val posted = api.post("""{"name": "Lathe", "owner": "Workshop", "value": 4200.5}""")
            posted.statusCode() shouldBe 201

            api.get(posted.headers().firstValue("Location").get()).body() shouldBe posted.body()
            dynamoDb.table("AssetBasket").items() shouldHaveSize 1
        }

    @Test
    fun `what is not there is not found`() = withApi { api -> api.get("/asset/1").statusCode() shouldBe 404 }

    @Test
    fun `what is no asset is refused, and nothing is kept`() =
        withApi { api ->
            api.post("""{"name": "Lathe"}""").statusCode() shouldBe 400
            dynamoDb.table("AssetBasket").items() shouldHaveSize 0
        }

    /** A prototype in one process: the API, the DynamoDB that it keeps its assets in, and the dashboard. */
    @Test
    fun `the API has its AWS beside its own routes`() =
        runBlocking<Unit> {
            mockAws {
                val aws = this
                val assets = AssetBasket(DynamoDbClient.fromEnvironment())
                assets.createTable()
                val prototype = embeddedServer(CIO, host = "127.0.0.1", port = 0) {
                    assetApi(assets)
                    mockAws(aws)
                }.startSuspend()
                try {
                    prototype.post("""{"name": "Lathe", "owner": "Workshop", "value": 4200.5}""").statusCode() shouldBe 201
                    prototype.get("/_mockaws/state/dynamodb").body() shouldContain "AssetBasket"
                } finally {
                    prototype.stop()
                }
            }
        }

    private fun withApi(test: suspend MockAws.(EmbeddedServer<*, *>) -> Unit) =
        runBlocking<Unit> {
            mockAws {
                val api = start(port = 0)
                try {
                    test(api)
                } finally {
                    api.stop()
                }
            }
        }

    private suspend fun EmbeddedServer<*, *>.post(body: String): HttpResponse<String> =
        send(HttpRequest.newBuilder(URI("${address()}/asset")).POST(HttpRequest.BodyPublishers.ofString(body)))

    private suspend fun EmbeddedServer<*, *>.get(path: String): HttpResponse<String> =
        send(HttpRequest.newBuilder(URI(address() + path)))

    private fun send(request: HttpRequest.Builder): HttpResponse<String> = http.send(request.build(), BodyHandlers.ofString())
}
