package io.mockaws.services.events.op

import io.mockaws.services.events.bus.ApiDestination
import io.mockaws.services.events.bus.CONNECTIONS
import io.mockaws.services.events.bus.Connection
import io.mockaws.services.events.bus.DESTINATIONS
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.bus.EventsFaults
import io.mockaws.services.events.bus.arnOf
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class CreateApiDestinationRequest(
    val name: String,
    val description: String? = null,
    val connectionArn: String,
    val invocationEndpoint: String,
    val httpMethod: String,
    val invocationRateLimitPerSecond: Int? = null,
)

@Serializable
internal data class UpdateApiDestinationRequest(
    val name: String,
    val description: String? = null,
    val connectionArn: String? = null,
    val invocationEndpoint: String? = null,
    val httpMethod: String? = null,
    val invocationRateLimitPerSecond: Int? = null,
)

@Serializable
internal data class ApiDestinationRequest(
    val name: String,
)

/** What creating and updating a destination answer. */
@Serializable
internal data class ApiDestinationResponse(
    val apiDestinationArn: String,
    val apiDestinationState: String,
    val creationTime: Instant,
    val lastModifiedTime: Instant,
)

@Serializable
internal data class DescribeApiDestinationResponse(
    val apiDestinationArn: String,
    val name: String,
    val description: String? = null,
    val apiDestinationState: String,
    val connectionArn: String,
    val invocationEndpoint: String,
    val httpMethod: String,
    val invocationRateLimitPerSecond: Int,
    val creationTime: Instant,
    val lastModifiedTime: Instant,
)

@Serializable
internal data class ListApiDestinationsRequest(
    val namePrefix: String? = null,
    val connectionArn: String? = null,
    val nextToken: String? = null,
    val limit: Int? = null,
)

@Serializable
internal data class ListApiDestinationsResponse(
    val apiDestinations: List<ShownDestination>,
    val nextToken: String? = null,
) {
    @Serializable
    data class ShownDestination(
        val apiDestinationArn: String,
        val name: String,
        val apiDestinationState: String,
        val connectionArn: String,
        val invocationEndpoint: String,
        val httpMethod: String,
        val invocationRateLimitPerSecond: Int,
        val creationTime: Instant,
        val lastModifiedTime: Instant,
    )
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateApiDestination.html */
internal fun createApiDestination(
    request: CreateApiDestinationRequest,
    call: EventsCall,
): ApiDestinationResponse {
    val now = call.now()
    call.checkConnection(request.connectionArn)
    val made =
        ApiDestination(
            request.name,
            call.arnOf("api-destination/${request.name}/${call.ids.uuid()}"),
            request.connectionArn,
            request.invocationEndpoint,
            request.httpMethod,
            now,
            now,
            request.description,
            request.invocationRateLimitPerSecond ?: ApiDestination.RATE,
        )
    call.state.write {
        if (made.name in this[DESTINATIONS]) throw EventsFaults.destinationExists(made.name)
        this[DESTINATIONS, made.name] = made
    }
    return call.responseOf(made)
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateApiDestination.html */
internal fun updateApiDestination(
    request: UpdateApiDestinationRequest,
    call: EventsCall,
): ApiDestinationResponse {
    request.connectionArn?.let { call.checkConnection(it) }
    val changed =
        call.state.write {
            val before = this[DESTINATIONS][request.name] ?: throw EventsFaults.noDestination(request.name)
            before.copy(
                connectionArn = request.connectionArn ?: before.connectionArn,
                endpoint = request.invocationEndpoint ?: before.endpoint,
                method = request.httpMethod ?: before.method,
                description = request.description ?: before.description,
                rate = request.invocationRateLimitPerSecond ?: before.rate,
                modifiedAt = call.now(),
            ).also { this[DESTINATIONS, it.name] = it }
        }
    return call.responseOf(changed)
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteApiDestination.html */
internal fun deleteApiDestination(
    request: ApiDestinationRequest,
    call: EventsCall,
) = call.state.write {
    if (request.name !in this[DESTINATIONS]) throw EventsFaults.noDestination(request.name)
    remove(DESTINATIONS, request.name)
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeApiDestination.html */
internal fun describeApiDestination(
    request: ApiDestinationRequest,
    call: EventsCall,
): DescribeApiDestinationResponse {
    val found = call.state.now[DESTINATIONS][request.name] ?: throw EventsFaults.noDestination(request.name, "describe")
    return DescribeApiDestinationResponse(
        found.arn,
        found.name,
        found.description,
        call.stateOf(found),
        found.connectionArn,
        found.endpoint,
        found.method,
        found.rate,
        found.createdAt,
        found.modifiedAt,
    )
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListApiDestinations.html */
internal fun listApiDestinations(
    request: ListApiDestinationsRequest,
    call: EventsCall,
): ListApiDestinationsResponse {
    val found =
        call.state.now[DESTINATIONS].values.filter {
            it.name.startsWith(request.namePrefix.orEmpty()) &&
                (request.connectionArn == null || it.connectionArn == request.connectionArn)
        }.sortedBy { it.name }
    val query = listOf(request.namePrefix, request.connectionArn)
    val page = page(found, query, request.limit, request.nextToken) { it.name }
    val shown =
        page.items.map {
            ListApiDestinationsResponse.ShownDestination(
                it.arn,
                it.name,
                call.stateOf(it),
                it.connectionArn,
                it.endpoint,
                it.method,
                it.rate,
                it.createdAt,
                it.modifiedAt,
            )
        }
    return ListApiDestinationsResponse(shown, page.nextToken)
}

private fun EventsCall.responseOf(destination: ApiDestination) =
    ApiDestinationResponse(destination.arn, stateOf(destination), destination.createdAt, destination.modifiedAt)

/** Without a connection that is authorized it cannot be called. */
private fun EventsCall.stateOf(destination: ApiDestination): String {
    val connection = state.now[CONNECTIONS].values.firstOrNull { it.arn == destination.connectionArn }
    return if (connection == null || connection.state == Connection.DEAUTHORIZED) "INACTIVE" else "ACTIVE"
}

private fun EventsCall.checkConnection(arn: String) {
    if (state.now[CONNECTIONS].values.none { it.arn == arn }) {
        throw EventsFaults.noConnection(arn.substringAfter("connection/").substringBefore('/'))
    }
}
