package io.mockaws.services.events.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.jsonOf
import io.mockaws.kit.membersOf
import io.mockaws.services.events.bus.CONNECTIONS
import io.mockaws.services.events.bus.Connection
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.bus.EventsFaults
import io.mockaws.services.events.bus.arnOf
import io.mockaws.services.events.delivery.SENDER
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlin.time.Instant

@Serializable
internal data class ConnectionRequest(
    val name: String,
)

/** What all changes of a connection answer. */
@Serializable
internal data class ConnectionResponse(
    val connectionArn: String,
    val connectionState: String,
    val creationTime: Instant,
    val lastModifiedTime: Instant,
    val lastAuthorizedTime: Instant? = null,
)

@Serializable
internal data class ListConnectionsRequest(
    val namePrefix: String? = null,
    val connectionState: String? = null,
    val nextToken: String? = null,
    val limit: Int? = null,
)

@Serializable
internal data class ListConnectionsResponse(
    val connections: List<ShownConnection>,
    val nextToken: String? = null,
) {
    @Serializable
    data class ShownConnection(
        val connectionArn: String,
        val name: String,
        val connectionState: String,
        val authorizationType: String,
        val creationTime: Instant,
        val lastModifiedTime: Instant,
        val lastAuthorizedTime: Instant? = null,
    )
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateConnection.html */
internal fun createConnection(
    request: Map<String, Any?>,
    call: EventsCall,
): Map<String, Any?> {
    val name = request["Name"] as String
    val type = request["AuthorizationType"] as String
    val parameters = jsonOf(request["AuthParameters"]) as JsonObject
    val now = call.now()
    if (name in call.state.now[CONNECTIONS]) throw EventsFaults.connectionExists(name)
    if (partOf(type) !in parameters) throw EventsFaults.parametersMissing(type)
    val made =
        Connection(
            name,
            call.arnOf("connection/$name/${call.ids.uuid()}"),
            secretArn = call.keepSecret(name, secretOf(type, parameters)),
            type,
            // What an authorization endpoint says shows when a destination is called.
            if (type == Connection.OAUTH) Connection.AUTHORIZING else Connection.AUTHORIZED,
            now,
            now,
            authorizedAt = now,
            request["Description"] as String?,
            parameters,
            request["KmsKeyIdentifier"] as String?,
        )
    call.state.write { this[CONNECTIONS, name] = made }
    return mapOf(
        "ConnectionArn" to made.arn,
        "ConnectionState" to made.state,
        "CreationTime" to made.createdAt,
        "LastModifiedTime" to made.modifiedAt,
    )
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateConnection.html */
internal fun updateConnection(
    request: Map<String, Any?>,
    call: EventsCall,
): Map<String, Any?> {
    val before = call.connection(request["Name"] as String)
    val type = request["AuthorizationType"] as String? ?: before.authorization
    val said = request["AuthParameters"]?.let { jsonOf(it) as JsonObject }
    val parameters = if (said == null) before.parameters else merged(before.parameters, said)
    if (partOf(type) !in parameters) throw EventsFaults.parametersMissing(type)
    val now = call.now()
    call.serviceCall(
        "secretsmanager",
        "PutSecretValue",
        buildJsonObject {
            put("SecretId", before.secretArn)
            put("SecretString", secretOf(type, parameters).toString())
            put("ClientRequestToken", call.ids.uuid())
        },
        sender = SENDER,
    )
    val changed =
        before.copy(
            authorization = type,
            parameters = parameters,
            description = request["Description"] as String? ?: before.description,
            kmsKeyIdentifier = request["KmsKeyIdentifier"] as String? ?: before.kmsKeyIdentifier,
            state = if (type == Connection.OAUTH) Connection.AUTHORIZING else Connection.AUTHORIZED,
            modifiedAt = now,
            authorizedAt = now,
            token = null,
        )
    call.state.write { this[CONNECTIONS, changed.name] = changed }
    return mapOf(
        "ConnectionArn" to changed.arn,
        "ConnectionState" to changed.state,
        "CreationTime" to changed.createdAt,
        "LastModifiedTime" to changed.modifiedAt,
        "LastAuthorizedTime" to changed.authorizedAt,
    )
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteConnection.html */
internal fun deleteConnection(
    request: ConnectionRequest,
    call: EventsCall,
): ConnectionResponse {
    val gone = call.connection(request.name)
    call.state.write { remove(CONNECTIONS, gone.name) }
    try {
        val secret =
            buildJsonObject {
                put("SecretId", gone.secretArn)
                put("ForceDeleteWithoutRecovery", true)
            }
        call.serviceCall("secretsmanager", "DeleteSecret", secret, sender = SENDER)
    } catch (_: AwsFault) {
        // The user has deleted it, which is AWS's to forbid: the connection goes all the same.
    }
    return responseOf(gone.copy(state = "DELETING"))
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeauthorizeConnection.html */
internal fun deauthorizeConnection(
    request: ConnectionRequest,
    call: EventsCall,
): ConnectionResponse {
    val changed =
        call.connection(request.name)
            .copy(state = Connection.DEAUTHORIZED, token = null, modifiedAt = call.now())
    call.state.write { this[CONNECTIONS, changed.name] = changed }
    return responseOf(changed.copy(state = "DEAUTHORIZING"))
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeConnection.html */
internal fun describeConnection(
    request: Map<String, Any?>,
    call: EventsCall,
): Map<String, Any?> {
    val found = call.connection(request["Name"] as String, "describe")
    return mapOf(
        "ConnectionArn" to found.arn,
        "Name" to found.name,
        "Description" to found.description,
        "ConnectionState" to found.state,
        "AuthorizationType" to found.authorization,
        "SecretArn" to found.secretArn,
        "AuthParameters" to membersOf(withoutSecrets(found.parameters)),
        "CreationTime" to found.createdAt,
        "LastModifiedTime" to found.modifiedAt,
        "LastAuthorizedTime" to found.authorizedAt,
        "KmsKeyIdentifier" to found.kmsKeyIdentifier,
    )
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListConnections.html */
internal fun listConnections(
    request: ListConnectionsRequest,
    call: EventsCall,
): ListConnectionsResponse {
    val found =
        call.state.now[CONNECTIONS].values.filter {
            it.name.startsWith(request.namePrefix.orEmpty()) &&
                (request.connectionState == null || it.state == request.connectionState)
        }.sortedBy { it.name }
    val query = listOf(request.namePrefix, request.connectionState)
    val page = page(found, query, request.limit, request.nextToken) { it.name }
    val shown =
        page.items.map {
            ListConnectionsResponse.ShownConnection(
                it.arn,
                it.name,
                it.state,
                it.authorization,
                it.createdAt,
                it.modifiedAt,
                it.authorizedAt,
            )
        }
    return ListConnectionsResponse(shown, page.nextToken)
}

private fun EventsCall.connection(
    name: String,
    action: String? = null,
): Connection = state.now[CONNECTIONS][name] ?: throw EventsFaults.noConnection(name, action)

private fun responseOf(connection: Connection) =
    ConnectionResponse(
        connection.arn,
        connection.state,
        connection.createdAt,
        connection.modifiedAt,
        connection.authorizedAt,
    )
