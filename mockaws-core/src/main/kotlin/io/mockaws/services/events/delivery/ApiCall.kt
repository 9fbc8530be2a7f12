package io.mockaws.services.events.delivery

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.LocalHttp
import io.mockaws.kit.Arn
import io.mockaws.kit.StrictJson
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.events.bus.ApiDestination
import io.mockaws.services.events.bus.CONNECTIONS
import io.mockaws.services.events.bus.Connection
import io.mockaws.services.events.bus.DESTINATIONS
import io.mockaws.services.events.bus.EventsCall
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.io.IOException
import java.net.URI
import java.net.URLEncoder
import java.time.Duration
import java.util.Base64

/**
 * Calls the API destination at [arn] with [input].
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
 *
 * @param said `HttpParameters`, by AWS's names; null for none
 * @return what the endpoint answers
 * @throws AwsFault what stands in a dead letter where it does not take it
 */
internal fun EventsCall.invoke(
    arn: Arn,
    input: String,
    said: JsonObject?,
    traceHeader: String?,
): String {
    val call = at(arn.place)
    val destination =
        call.state.now[DESTINATIONS].values.firstOrNull { it.arn == arn.toString() }
            ?: throw AwsFault("NO_RESOURCE", "The API destination does not exist.")
    val connection =
        call.state.now[CONNECTIONS].values.firstOrNull { it.arn == destination.connectionArn }
            ?: throw AwsFault("NO_RESOURCE", "The connection of the API destination does not exist.")
    if (connection.state == Connection.DEAUTHORIZED) throw AwsFault("NO_PERMISSIONS", "The connection is deauthorized.")
    val answer = call.request(destination, connection, said, input, traceHeader)
    val refusal =
        if (answer.status == UNAUTHORIZED && connection.authorization == Connection.OAUTH) {
            // The token may have expired: once more with another.
            call.request(destination, connection.copy(token = null), said, input, traceHeader)
        } else {
            answer
        }
    if (refusal.status !in SUCCESS) {
        throw AwsFault(
            "ERROR_FROM_TARGET",
            "The endpoint answered ${refusal.status}: ${refusal.body}",
            statusOf(refusal)
        )
    }
    return refusal.body
}

private fun EventsCall.request(
    destination: ApiDestination,
    connection: Connection,
    said: JsonObject?,
    input: String,
    traceHeader: String?,
): LocalHttp.Answer {
    val added = connection.parameters.part("InvocationHttpParameters")
    val paths = (said?.get("PathParameterValues") as? JsonArray).orEmpty().map { (it as JsonPrimitive).content }
    val query = said?.part("QueryStringParameters").pairs() + added.pairs("QueryStringParameters")
    val headers =
        standardHeaders + listOfNotNull(traceHeader?.let { "X-Amzn-Trace-Id" to it }) +
            said?.part("HeaderParameters").pairs() + added.pairs("HeaderParameters") + authorization(connection)
    val uri = uriOf(destination.endpoint, paths, query)
    return http(destination.method, uri, headers, bodyWith(input, added.pairs("BodyParameters")))
}

private fun EventsCall.authorization(connection: Connection): List<Pair<String, String>> {
    val parameters = connection.parameters
    return when (connection.authorization) {
        Connection.BASIC -> {
            val basic = parameters.part("BasicAuthParameters")
            listOf("Authorization" to basicOf(basic?.text("Username").orEmpty(), basic?.text("Password").orEmpty()))
        }

        Connection.API_KEY -> {
            val key = parameters.part("ApiKeyAuthParameters")
            listOf(key?.text("ApiKeyName").orEmpty() to key?.text("ApiKeyValue").orEmpty())
        }

        else -> listOf("Authorization" to "Bearer ${connection.token ?: authorize(connection)}")
    }
}

/** Gets a token by which [connection] calls, and keeps it. */
private fun EventsCall.authorize(connection: Connection): String {
    val said = connection.parameters.part("OAuthParameters") ?: throw AwsFault("NO_PERMISSIONS", "No OAuth parameters.")
    val client = said.part("ClientParameters")
    val http = said.part("OAuthHttpParameters")
    val form =
        listOf(
            "grant_type" to "client_credentials",
            "client_id" to client?.text("ClientID").orEmpty(),
            "client_secret" to client?.text("ClientSecret").orEmpty(),
        ) + http.pairs("BodyParameters")
    val headers = listOf("Content-Type" to "application/x-www-form-urlencoded") + http.pairs("HeaderParameters")
    val endpoint = uriOf(said.text("AuthorizationEndpoint").orEmpty(), emptyList(), http.pairs("QueryStringParameters"))
    val method = said.text("HttpMethod").orEmpty()
    val answer = http(method, endpoint, headers, encoded(form))
    val token = (StrictJson.parse(answer.body) as? JsonObject)?.text("access_token")
    if (answer.status !in SUCCESS || token == null) {
        throw AwsFault("NO_PERMISSIONS", "The authorization endpoint answered ${answer.status}.", statusOf(answer))
    }
    state.write {
        val now = this[CONNECTIONS][connection.name] ?: return@write
        this[CONNECTIONS, connection.name] =
            now.copy(token = token, state = Connection.AUTHORIZED, authorizedAt = now())
    }
    return token
}

private fun http(
    method: String,
    uri: URI,
    headers: List<Pair<String, String>>,
    body: String?,
): LocalHttp.Answer {
    if (!LocalHttp.isHere(uri)) {
        throw AwsFault("CONNECTION_FAILURE", "mockaws calls endpoints on this machine only, and so not $uri.")
    }
    try {
        return LocalHttp.call(method, uri, headers, body, timeout)
    } catch (failure: IOException) {
        throw AwsFault("CONNECTION_FAILURE", "Nobody answered at $uri: ${failure.message}", UNAVAILABLE)
    }
}

private fun uriOf(
    endpoint: String,
    paths: List<String>,
    query: List<Pair<String, String>>,
): URI {
    val filled = paths.fold(endpoint) { url, value -> url.replaceFirst("*", encoded(value).replace("+", "%20")) }
    val separator = if ('?' in filled) "&" else "?"
    val text = if (query.isEmpty()) filled else filled + separator + encoded(query)
    return URI.create(text)
}

/** [input] with members that the connection adds to a body that is an object. */
private fun bodyWith(
    input: String,
    added: List<Pair<String, String>>,
): String {
    val body = if (added.isEmpty()) null else StrictJson.parse(input) as? JsonObject
    if (body == null) return input
    return JsonObject(body + added.associate { (name, value) -> name to JsonPrimitive(value) }).toString()
}

/** Keys and values of a list of them, which a connection has under [name]. */
private fun JsonObject?.pairs(name: String): List<Pair<String, String>> =
    (this?.get(name) as? JsonArray).orEmpty().map { it as JsonObject }
        .map { it.text("Key").orEmpty() to it.text("Value").orEmpty() }

private fun JsonObject?.pairs(): List<Pair<String, String>> =
    orEmpty().map { (name, value) -> name to (value as JsonPrimitive).content }

private fun encoded(pairs: List<Pair<String, String>>): String =
    pairs.joinToString("&") { (name, value) -> "${encoded(name)}=${encoded(value)}" }

private fun encoded(text: String): String = URLEncoder.encode(text, Charsets.UTF_8)

private fun basicOf(
    user: String,
    password: String,
): String = "Basic " + Base64.getEncoder().encodeToString("$user:$password".encodeToByteArray())

/** What is tried again: too many calls, conflicts, refused proofs, and what is the server's fault. */
private fun statusOf(answer: LocalHttp.Answer): Int =
    if (answer.status in retried || answer.status >= SERVER_ERROR) UNAVAILABLE else BAD_REQUEST

private val standardHeaders =
    listOf(
        "User-Agent" to "Amazon/EventBridge/ApiDestinations",
        "Content-Type" to "application/json; charset=utf-8",
        "Range" to "bytes=0-1048575",
    )
private val timeout = Duration.ofSeconds(5)
private val retried = setOf(401, 407, 409, 429)
private val SUCCESS = 200..299
private const val UNAUTHORIZED = 401
private const val BAD_REQUEST = 400
private const val SERVER_ERROR = 500
private const val UNAVAILABLE = 503
