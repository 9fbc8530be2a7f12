package io.mockaws.ktor.client

import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.io.IOException
import java.net.ConnectException
import java.net.URI
import kotlin.time.Duration.Companion.seconds

/** What a server of ours says of itself. */
internal class HealthCheck private constructor(
    /** The region of calls that name none. */
    val region: String,
    /** The account of calls that name none. */
    val accountId: String,
) {
    companion object {
        private const val OK = 200
        private const val LIMIT = 64L * 1024
        private val PATIENCE = 3.seconds

        /** Whether a server of ours answers at [endpoint]. */
        fun passes(endpoint: URI): Boolean =
            try {
                Forwarder(endpoint).use { of(endpoint, it) }
                true
            } catch (_: IllegalStateException) {
                false
            }

        /**
         * Asks the server at [endpoint], to which [server] leads.
         *
         * @throws IllegalStateException when nothing answers there, or something else than mockaws
         */
        fun of(
            endpoint: URI,
            server: HttpHandler,
        ): HealthCheck =
            runBlocking(Dispatchers.IO) {
                try {
                    withTimeout(PATIENCE) { ask(endpoint, server) }
                } catch (_: TimeoutCancellationException) {
                    throw IllegalStateException("Nothing answers on $endpoint within $PATIENCE: $INSTEAD")
                } catch (failure: ConnectException) {
                    throw IllegalStateException("Nothing answers on $endpoint: $INSTEAD", failure)
                } catch (failure: IOException) {
                    throw IllegalStateException("What answers on $endpoint is not mockaws: $INSTEAD", failure)
                }
            } ?: throw IllegalStateException("What answers on $endpoint is not mockaws: $INSTEAD")

        private suspend fun ask(
            endpoint: URI,
            server: HttpHandler,
        ): HealthCheck? {
            val answer = server.handle(HttpRequest("GET", "/_mockaws/health", origin = "$endpoint"))
            if (answer.status != OK) return null
            val content = objectOf(answer.body.readBytes(LIMIT).decodeToString()) ?: return null
            if (content.text("server") != "mockaws") return null
            return HealthCheck(content.text("region") ?: return null, content.text("account") ?: return null)
        }

        private fun objectOf(text: String) =
            try {
                Json.parseToJsonElement(text) as? JsonObject
            } catch (_: IllegalArgumentException) {
                null
            }

        private fun JsonObject.text(name: String) = (get(name) as? JsonPrimitive)?.takeIf { it.isString }?.content

        private const val INSTEAD =
            "name the port of a server that runs (java -jar mockaws-server.jar --port 5000), " +
                "or start one here: serverMode = true"
    }
}
