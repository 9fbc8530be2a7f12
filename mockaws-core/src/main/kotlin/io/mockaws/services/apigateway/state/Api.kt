package io.mockaws.services.apigateway.state

import io.mockaws.derive.TreeSerializer
import kotlinx.serialization.Serializable

/** What an API is made of, and what a deployment keeps of it. Immutable. */
@Serializable
internal data class ApiDefinition(
    /** Of the API itself, as the service shows it. */
    @Serializable(with = TreeSerializer::class)
    val members: Members,
    /** By [Part] and id, as the service shows them. */
    @Serializable(with = TreeSerializer::class)
    val parts: Members = emptyMap(),
) {
    /** All of one kind by id, in the order in which they came. */
    operator fun get(part: Part): Map<String, Members> = parts.parts(part.key)

    fun with(
        part: Part,
        id: String,
        value: Members,
    ): ApiDefinition = copy(parts = parts + (part.key to (this[part] + (id to value))))

    fun without(
        part: Part,
        id: String,
    ): ApiDefinition = copy(parts = parts + (part.key to (this[part] - id)))
}

/** What an API consists of. */
internal enum class Part(
    /** What it is kept under. */
    val key: String,
) {
    RESOURCE("resources"),
    AUTHORIZER("authorizers"),
    MODEL("models"),
    VALIDATOR("validators"),
    GATEWAY_RESPONSE("gatewayResponses"),
    DOCUMENTATION("documentation"),
    DOCUMENTATION_VERSION("documentationVersions"),
    ROUTE("routes"),
    INTEGRATION("integrations"),

    /** By the id of the route, a slash and its own. */
    ROUTE_RESPONSE("routeResponses"),

    /** By the id of the integration, a slash and its own. */
    INTEGRATION_RESPONSE("integrationResponses"),
}

/** An API of any kind: REST, HTTP or WebSocket. */
@Serializable
internal data class Api(
    val id: String,
    /** Its place among all things, in the order in which they came. */
    val number: Long,
    val kind: Kind,
    val definition: ApiDefinition,
) {
    enum class Kind { REST, HTTP, WEBSOCKET }

    val members: Members get() = definition.members
    val name: String get() = members.text(if (kind == Kind.REST) "name" else "Name").orEmpty()

    operator fun get(part: Part): Map<String, Members> = definition[part]

    fun with(members: Members): Api = copy(definition = definition.copy(members = members))
}

/** An API as it was when it was deployed. */
@Serializable
internal data class Deployment(
    val api: String,
    val number: Long,
    @Serializable(with = TreeSerializer::class)
    val members: Members,
    val definition: ApiDefinition,
)

/** Anything else, as the service shows it. */
@Serializable
internal data class Item(
    val number: Long,
    @Serializable(with = TreeSerializer::class)
    val members: Members,
)
