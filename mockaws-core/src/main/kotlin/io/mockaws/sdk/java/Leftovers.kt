package io.mockaws.sdk.java

import io.mockaws.engine.EngineClock
import io.mockaws.engine.SystemTime
import io.mockaws.scope.Scope
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.CancellationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlin.time.Duration.Companion.milliseconds

/**
 * Where calls of a queue's listener go that outlives the mock of its test, as in a Spring context that is kept for the next
 * test: it polls on, and acknowledges what it still has. Its messages went with the mock. So no more of them come, which a
 * poll takes a moment to find out: nobody polls in circles, and the next test's mock is soon polled. And to delete what is
 * gone succeeds, as it does at AWS.
 */
internal object Leftovers {
    private const val LARGEST = 1L shl 20
    private val PAUSE = 100.milliseconds
    private val clock = EngineClock(SystemTime())

    /** Stands for the mock that there is none of. */
    @JvmField
    val SCOPE: Scope = Scope(Gone, "us-east-1", clock, startedAt = null)

    private val operations = setOf("ReceiveMessage", "DeleteMessage", "DeleteMessageBatch")

    /** Whether a listener makes this call for itself, and not for its messages' sake. */
    @JvmStatic
    fun takes(
        service: String?,
        operation: String?,
    ): Boolean = service == "Sqs" && operation in operations

    /** Answers as [scope] does, or as there is none where it ends meanwhile. */
    @JvmStatic
    fun after(scope: Scope): HttpHandler = Until(scope)

    private class Until(
        private val scope: Scope,
    ) : HttpHandler {
        override suspend fun handle(request: HttpRequest): HttpResponse {
            try {
                val answer = scope.handler.handle(request)
                if (scope.isOpen) return answer
            } catch (failure: Exception) {
                if (scope.isOpen || failure is CancellationException) throw failure
            }
            return Gone.handle(request)
        }
    }

    private object Gone : HttpHandler {
        override suspend fun handle(request: HttpRequest): HttpResponse =
            when (request.headers["X-Amz-Target"]) {
                "AmazonSQS.DeleteMessage" -> json("{}")
                "AmazonSQS.DeleteMessageBatch" -> json("${allDeleted(request.body)}")
                else -> json("{}").also { clock.await(clock.now() + PAUSE, null) }
            }

        private suspend fun allDeleted(batch: HttpBody): JsonObject {
            val entries = Json.parseToJsonElement(
                batch.readBytes(LARGEST).decodeToString()
            ).jsonObject["Entries"]?.jsonArray
            val deleted = entries.orEmpty().map { entry ->
                buildJsonObject { put("Id", entry.jsonObject.getValue("Id")) }
            }
            return buildJsonObject { put("Successful", JsonArray(deleted)) }
        }

        private fun json(body: String) = HttpResponse(
            200,
            Headers.of("Content-Type" to "application/x-amz-json-1.0"),
            HttpBody.of(body)
        )
    }
}
