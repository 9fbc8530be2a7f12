package io.mockaws.services.events.op

import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.events.bus.Connection
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.delivery.SENDER
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Keeps [value] as AWS does, in a secret of the account, and gives its ARN. */
internal fun EventsCall.keepSecret(
    connection: String,
    value: JsonObject,
): String {
    val secret =
        buildJsonObject {
            put("Name", "events!connection/$connection/${ids.uuid()}")
            put("SecretString", value.toString())
            put("ClientRequestToken", ids.uuid())
        }
    return serviceCall("secretsmanager", "CreateSecret", secret, sender = SENDER)["ARN"] as String
}

internal fun partOf(type: String): String =
    when (type) {
        Connection.BASIC -> "BasicAuthParameters"
        Connection.API_KEY -> "ApiKeyAuthParameters"
        else -> "OAuthParameters"
    }

/** What stands in the secret, as AWS writes it there. */
internal fun secretOf(
    type: String,
    parameters: JsonObject,
): JsonObject =
    buildJsonObject {
        val said = parameters.part(partOf(type))
        when (type) {
            Connection.BASIC -> {
                put("username", said?.text("Username"))
                put("password", said?.text("Password"))
            }

            Connection.API_KEY -> {
                put("api_key_name", said?.text("ApiKeyName"))
                put("api_key_value", said?.text("ApiKeyValue"))
            }

            else -> {
                put("client_id", said?.part("ClientParameters")?.text("ClientID"))
                put("client_secret", said?.part("ClientParameters")?.text("ClientSecret"))
                put("authorization_endpoint", said?.text("AuthorizationEndpoint"))
                put("http_method", said?.text("HttpMethod"))
                said?.part("OAuthHttpParameters")?.let { put("oauth_http_parameters", snake(it)) }
            }
        }
        parameters.part("InvocationHttpParameters")?.let { put("invocation_http_parameters", snake(it)) }
    }

private fun snake(value: JsonElement): JsonElement =
    when (value) {
        is JsonObject -> JsonObject(value.entries.associate { (name, item) -> snake(name) to snake(item) })
        is JsonArray -> JsonArray(value.map(::snake))
        else -> value
    }

private fun snake(name: String): String = name.replace(capital) { "_${it.value}" }.lowercase().removePrefix("_")

internal fun withoutSecrets(parameters: JsonObject): JsonObject =
    JsonObject(
        parameters.filterKeys { it !in secretMembers }.mapValues { (_, value) ->
            when (value) {
                is JsonObject -> withoutSecrets(value)
                is JsonArray -> JsonArray(value.map { if (it is JsonObject) pairOf(it) else it })
                else -> value
            }
        },
    )

/** A header, a query parameter or a member of a body, whose value may be secret. */
private fun pairOf(pair: JsonObject): JsonObject =
    if (pair["IsValueSecret"] == JsonPrimitive(true)) JsonObject(pair - "Value") else pair

internal fun merged(
    before: JsonObject,
    said: JsonObject,
): JsonObject =
    JsonObject(
        before +
            said.filterValues { it !is JsonNull }.mapValues { (name, value) ->
                val old = before[name]
                if (old is JsonObject && value is JsonObject) merged(old, value) else value
            },
    )

private val capital = Regex("[A-Z]")
private val secretMembers = setOf("Password", "ApiKeyValue", "ClientSecret")
