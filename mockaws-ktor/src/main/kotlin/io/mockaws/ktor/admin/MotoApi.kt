package io.mockaws.ktor.admin

import io.mockaws.MockAws
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import java.util.concurrent.atomic.AtomicReference
import kotlin.math.ceil

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
    private val data = MotoData(aws)
    private val callsWithoutSignature = AtomicReference(Double.POSITIVE_INFINITY)

    val routes: Routes =
        Routes(
            "/moto-api",
            listOf(
                Route(null, "/moto-api") { file("moto.html", "text/html; charset=utf-8") },
                Route(null, "/moto-api/lib.js") { file("lib.js", JAVASCRIPT) },
                Route(null, "/moto-api/data.json") { data() },
                Route("POST", "/moto-api/reset") { reset() },
                Route(null, "/moto-api/reset") { needsPost("Need to POST to reset Moto") },
                Route("POST", "/moto-api/reset-auth") { resetAuth(it) },
                Route(null, "/moto-api/reset-auth") { needsPost("Need to POST to reset Moto Auth") },
                Route(null, "/moto-api/seed") { seed(it) },
            ) + settings.routes + recorder,
        )

    private fun file(
        name: String,
        type: String,
    ) = HttpResponse(
        OK,
        Headers.of("Content-Type" to type),
        HttpBody.Bytes(checkNotNull(javaClass.getResourceAsStream(name)).use { it.readBytes() }),
    )

    private fun data() =
        Json.spacedAnswer(data.all()).let { it.copy(headers = it.headers.with("Content-Type", JAVASCRIPT)) }

    private fun reset(): HttpResponse {
        aws.reset()
        return Json.spacedAnswer(buildJsonObject { put("status", "ok") })
    }

    /**
     * After so many calls it takes a signature by a known key, as moto asks for one of an IAM user's. Nothing asks what its
     * owner may do.
     */
    private suspend fun resetAuth(request: HttpRequest): HttpResponse {
        val count = Json.text(request).trim().let { if (it == "inf") Double.POSITIVE_INFINITY else it.toDoubleOrNull() }
        require(count != null && count >= 0) { "The body is a number of calls, or inf" }
        aws.verifySignatures(emptyMap(), exempt = if (count.isInfinite()) Long.MAX_VALUE else ceil(count).toLong())
        val previous = callsWithoutSignature.getAndSet(count)
        return Json.spacedAnswer(
            buildJsonObject {
                put("status", "ok")
                put("PREVIOUS_INITIAL_NO_AUTH_ACTION_COUNT", if (previous.isInfinite()) "inf" else "$previous")
            },
        )
    }

    private fun needsPost(message: String) =
        Json.spacedAnswer(buildJsonObject { put("Error", message) }, BAD_REQUEST)

    private fun seed(request: HttpRequest): HttpResponse {
        val seed = request.parameters["a"]?.toLongOrNull()
        aws.reseed(requireNotNull(seed) { "/moto-api/seed?a=42 wants a number" })
        return HttpResponse(OK)
    }

    private companion object {
        const val OK = 200
        const val BAD_REQUEST = 400
        const val JAVASCRIPT = "application/javascript"
    }
}
