package io.mockaws.ktor.admin

import io.mockaws.wire.http.BodyTooLargeException
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationException
import java.util.Base64
import kotlinx.serialization.json.Json as Format

/**
 * moto's recorder: notes requests to AWS and to moto's own paths while it is on, as lines of JSON, and makes them again.
 * Kept in memory, where moto has a file.
 *
 * @see <a href="https://docs.getmoto.org/en/latest/docs/configuration/recorder/index.html">recorder of moto</a>
 */
internal class Recorder {
    @Serializable
    private class Line(
        val headers: Map<String, String>,
        val method: String,
        val url: String,
        val body: String = "",
        @SerialName("body_encoded") val isEncoded: Boolean = false,
    )

    @Volatile
    private var isOn = false
    private val lock = Any()
    private var recording = StringBuilder()

    /** The paths that steer it; what is made again goes to [target]. */
    fun routes(target: HttpHandler): List<Route> =
        listOf(
            Route(null, "$PATH/start-recording") { turn(on = true) },
            Route(null, "$PATH/stop-recording") { turn(on = false) },
            Route(null, "$PATH/reset-recording") { replaceBy("") },
            Route(null, "$PATH/upload-recording") { replaceBy(it.body.readBytes(LIMIT).decodeToString()) },
            Route(null, "$PATH/download-recording") { text(synchronized(lock) { "$recording" }) },
            Route(null, "$PATH/replay-recording") { replay(target) },
        )

    /**
     * [request], which is noted if the recorder is on; its content is in memory then.
     *
     * @throws BodyTooLargeException when it is on, and the content longer than 64 MiB
     */
    suspend fun note(request: HttpRequest): HttpRequest {
        if (!isOn || request.path.startsWith("$PATH/")) return request
        val body = request.body.readBytes(LIMIT)
        val headers = LinkedHashMap<String, String>()
        request.headers.forEachField { name, value -> headers.merge(name, value) { one, other -> "$one,$other" } }
        val query = if (request.query.isEmpty()) "" else "?${request.query}"
        val content = Base64.getEncoder().encodeToString(body)
        val line = Line(headers, request.method, "${request.origin}${request.path}$query", content, isEncoded = true)
        synchronized(lock) { recording.append(json.encodeToString(line)).append('\n') }
        return request.copy(body = HttpBody.Bytes(body))
    }

    private fun turn(on: Boolean): HttpResponse {
        isOn = on
        return text(if (on) "Recording is set to True" else "Recording is set to False")
    }

    private fun replaceBy(text: String): HttpResponse {
        synchronized(lock) { recording = StringBuilder(text) }
        return text("")
    }

    /** All of it is read before the first request is made. */
    private suspend fun replay(target: HttpHandler): HttpResponse {
        val lines = synchronized(lock) { "$recording" }.lines().filter { it.isNotBlank() }
        val requests = lines.mapIndexed { i, line -> request(i + 1, line) }
        val wasOn = isOn
        isOn = false
        try {
            requests.forEach { target.handle(it) }
        } finally {
            isOn = wasOn
        }
        return text("")
    }

    private fun request(
        number: Int,
        line: String,
    ): HttpRequest {
        val noted =
            try {
                json.decodeFromString<Line>(line)
            } catch (wrong: SerializationException) {
                throw IllegalArgumentException("Line $number of the recording is none: ${wrong.message}", wrong)
            }
        val afterScheme =
            noted.url.indexOf("://").also { require(it > 0) { "Line $number has no URL: ${noted.url}" } } + 3
        val end = noted.url.indexOf('/', afterScheme).let { if (it < 0) noted.url.length else it }
        val target = noted.url.substring(end).ifEmpty { "/" }
        val headers = Headers.builder()
        // The content is whole already.
        noted.headers.filterKeys {
            !it.equals("Transfer-Encoding", ignoreCase = true)
        }.forEach { headers.add(it.key, it.value) }
        return HttpRequest(
            noted.method,
            target.substringBefore('?'),
            target.substringAfter('?', ""),
            headers.build(),
            HttpBody.Bytes(
                if (noted.isEncoded) Base64.getDecoder().decode(noted.body) else noted.body.encodeToByteArray()
            ),
            noted.url.substring(0, end),
        )
    }

    private fun text(content: String) =
        HttpResponse(200, Headers.of("Content-Type" to "text/plain; charset=utf-8"), HttpBody.of(content))

    private companion object {
        const val PATH = "/moto-api/recorder"

        /** Bytes of one content, or of a recording that is uploaded. */
        const val LIMIT = 64L * 1024 * 1024
        val json = Format { ignoreUnknownKeys = true }
    }
}
