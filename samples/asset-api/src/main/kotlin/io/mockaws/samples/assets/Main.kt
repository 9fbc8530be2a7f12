package io.mockaws.samples.assets

import aws.sdk.kotlin.services.dynamodb.DynamoDbClient
import io.ktor.server.cio.CIO
import io.ktor.server.cio.CIOApplicationEngine
import io.ktor.server.engine.EmbeddedServer
import io.ktor.server.engine.embeddedServer
import kotlinx.coroutines.runBlocking

/**
 * The API on port `PORT` (8080) of this machine. Where AWS is, the SDK reads from the environment as everywhere:
 * `AWS_ENDPOINT_URL`, `AWS_REGION`, credentials.
 */
object Main {
    @JvmStatic
    fun main(arguments: Array<String>) {
        runBlocking { println("The assets are on ${start(System.getenv("PORT")?.toInt() ?: 8080).address()}/asset") }
        Thread.currentThread().join()
    }
}

/** The API on [port] of 127.0.0.1, or on one that is free for 0. */
suspend fun start(port: Int): EmbeddedServer<CIOApplicationEngine, CIOApplicationEngine.Configuration> {
    val assets = AssetBasket(DynamoDbClient.fromEnvironment())
    assets.createTable()
    return embeddedServer(CIO, host = "127.0.0.1", port = port) { assetApi(assets) }.startSuspend()
}

/** Where it answers. */
suspend fun EmbeddedServer<*, *>.address(): String = "http://127.0.0.1:${engine.resolvedConnectors().first().port}"
