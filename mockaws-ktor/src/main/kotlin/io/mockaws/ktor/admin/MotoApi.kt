package io.mockaws.ktor.admin

import io.mockaws.MockAws
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import kotlinx.serialization.json.addJsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject

/**
 * The paths by which moto's clients steer its server.
 *
 * @see <a href="https://docs.getmoto.org/en/latest/docs/server_mode.html">server mode of moto</a>
 */
internal class MotoApi(
    private val aws: MockAws,
    recorder: List<Route>,
) {
    private val settings = MotoSettings()

    val routes: Routes =
        Routes(
            "/moto-api",
            listOf(
                Route(null, "/moto-api") { page() },
                Route(null, "/moto-api/data.json") { data() },
                Route("POST", "/moto-api/reset") { reset() },
                Route(null, "/moto-api/reset") { Json.error(BAD_REQUEST, "Need to POST to reset Moto") },
                Route("POST", "/moto-api/reset-auth") { resetAuth(it) },
                Route(null, "/moto-api/reset-auth") {
                    Json.error(BAD_REQUEST, "Need to POST to reset Moto Auth")
                },
                Route(null, "/moto-api/seed") { seed(it) },
            ) + settings.routes + recorder,
        )

    private fun page() =
        HttpResponse(
            OK,
            Headers.of("Content-Type" to "text/html; charset=utf-8"),
            HttpBody.of(
                "<!doctype html><title>mockaws</title><h1>mockaws</h1>" +
                    "<p>Answers for ${aws.services.joinToString()}. <a href=\"/moto-api/data.json\">What is in it</a></p>",
            ),
        )

    /** What there is by service and kind, as far as there are fixtures to look through. */
    private fun data() =
        Json.answer(
            buildJsonObject {
                putJsonObject("s3") {
                    putJsonArray("FakeBucket") { aws.s3.buckets().forEach { addJsonObject { put("name", it.name) } } }
                }
                putJsonObject("sqs") {
                    putJsonArray("Queue") { aws.sqs.queues().forEach { addJsonObject { put("name", it.name) } } }
                }
            },
        ).let { it.copy(headers = it.headers.with("Content-Type", "application/javascript")) }

    private fun reset(): HttpResponse {
        aws.reset()
        return Json.answer(buildJsonObject { put("status", "ok") })
    }

    /** Nothing asks who may do what, so there is nothing that the count could put off. */
    private suspend fun resetAuth(request: HttpRequest): HttpResponse {
        val count = Json.text(request).trim()
        if (count != "inf") return Json.error(NOT_IMPLEMENTED, "Permissions are not checked; only \"inf\" is taken")
        return Json.answer(
            buildJsonObject {
                put("status", "ok")
                put("PREVIOUS_INITIAL_NO_AUTH_ACTION_COUNT", "inf")
            },
        )
    }

    private fun seed(request: HttpRequest): HttpResponse {
        val seed = request.parameters["a"]?.toLongOrNull()
        aws.reseed(requireNotNull(seed) { "/moto-api/seed?a=42 wants a number" })
        return HttpResponse(OK)
    }

    private companion object {
        const val OK = 200
        const val BAD_REQUEST = 400
        const val NOT_IMPLEMENTED = 501
    }
}
