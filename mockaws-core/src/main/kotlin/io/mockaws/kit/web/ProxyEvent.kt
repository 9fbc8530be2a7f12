package io.mockaws.kit.web

import io.mockaws.engine.Ids
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.add
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import java.util.Locale
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/**
 * What a function gets of a request, in format 2.0: that of HTTP APIs and of URLs of functions.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
internal class ProxyEvent(
    private val request: ApiRequest,
    /** Decoded, with a stage where that is in the path. */
    private val path: String,
    /** What the event has of the header fields, by small letters. */
    private val headers: Map<String, List<String>>,
    private val routeKey: String,
    private val stage: String,
    private val apiId: String,
    /** The account that the API is in; `anonymous` for who calls a function's URL unsigned. */
    private val account: String,
    private val requestId: String,
    private val time: Instant,
) {
    /** What the authorizer says of the caller. */
    var authorizer: Map<String, JsonElement> = emptyMap()
    var pathParameters: Map<String, String> = emptyMap()
    var stageVariables: Map<String, String> = emptyMap()

    fun json(): JsonObject {
        val isBinary = request.isBinary
        val cookies =
            headers["cookie"].orEmpty().flatMap { it.split(';') }.map { it.trim() }.filter { it.isNotEmpty() }
        return buildJsonObject {
            put("version", "2.0")
            put("routeKey", routeKey)
            put("rawPath", path)
            put("rawQueryString", request.rawQuery)
            if (cookies.isNotEmpty()) putJsonArray("cookies") { cookies.forEach { add(it) } }
            put("headers", joined(headers - "cookie"))
            if (request.query.isNotEmpty()) put("queryStringParameters", joined(request.multiQuery()))
            put("requestContext", context())
            if (pathParameters.isNotEmpty()) put("pathParameters", texts(pathParameters))
            if (stageVariables.isNotEmpty()) put("stageVariables", texts(stageVariables))
            if (request.body.isNotEmpty()) put("body", request.bodyAsJson(isBinary))
            put("isBase64Encoded", isBinary && request.body.isNotEmpty())
        }
    }

    private fun context() =
        buildJsonObject {
            put("accountId", account)
            put("apiId", apiId)
            if (authorizer.isNotEmpty()) put("authorizer", JsonObject(authorizer))
            put("domainName", request.domain)
            put("domainPrefix", request.domain.substringBefore('.'))
            putJsonObject("http") {
                put("method", request.method)
                put("path", path)
                put("protocol", "HTTP/1.1")
                put("sourceIp", request.sourceIp)
                put("userAgent", request.userAgent.orEmpty())
            }
            put("requestId", requestId)
            put("routeKey", routeKey)
            put("stage", stage)
            put("time", requestTime(time))
            put("timeEpoch", time.toEpochMilliseconds())
        }

    private fun joined(all: Map<String, List<String>>): JsonObject =
        JsonObject(all.mapValues { (_, values) -> JsonPrimitive(values.joinToString(",")) })

    private fun texts(all: Map<String, String>) = JsonObject(all.mapValues { JsonPrimitive(it.value) })

    companion object {
        /** The header fields of [request] in small letters, with those that AWS adds on the way. */
        fun headersOf(
            request: ApiRequest,
            traceId: String,
        ): Map<String, List<String>> {
            val all = LinkedHashMap<String, List<String>>()
            request.multiHeaders(DROPPED).forEach { (name, values) -> all[name.lowercase()] = values }
            if ("content-length" !in all) all["content-length"] = listOf(request.body.size.toString())
            if ("host" !in all) all["host"] = listOf(request.domain)
            all["x-amzn-trace-id"] = listOf(traceId)
            all["x-forwarded-for"] = listOf(request.sourceIp)
            all["x-forwarded-port"] = listOf("443")
            all["x-forwarded-proto"] = listOf("https")
            return all
        }

        /** That of [request] where it has one, else a new one: `Root=1-5e1b4151-5ac6c58f5b5daa3b7a1a8a2c`. */
        fun traceId(
            request: ApiRequest,
            time: Instant,
            ids: Ids,
        ): String {
            val parts = request.headers["X-Amzn-Trace-Id"]?.split(';').orEmpty()
            return parts.firstOrNull { it.startsWith("Root=") }
                ?: "Root=1-%08x-%s".format(Locale.ROOT, time.epochSeconds, ids.hex(TRACE))
        }

        /** [time] as events have it: `01/Dec/2026:07:42:26 +0000`. */
        fun requestTime(time: Instant): String = CLF.format(time.toJavaInstant().atOffset(ZoneOffset.UTC))

        private val CLF: DateTimeFormatter = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
        private val DROPPED = setOf("connection", "transfer-encoding", "expect", "te", "trailer", "upgrade")
        private const val TRACE = 24
    }
}
