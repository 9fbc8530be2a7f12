package io.mockaws.services.ses.v2

import io.mockaws.engine.AwsFault
import io.mockaws.services.ses.mime.MailAddress
import io.mockaws.services.ses.sending.suppressionKey
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.SesTables
import io.mockaws.services.ses.state.SuppressedAddress
import io.mockaws.services.ses.state.page
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class PutSuppressedDestinationRequest(
    val emailAddress: String,
    val reason: String,
)

@Serializable
internal data class SuppressedDestinationRequest(
    val emailAddress: String,
)

@Serializable
internal data class GetSuppressedDestinationResponse(
    val suppressedDestination: SuppressedDestination,
)

@Serializable
internal data class SuppressedDestination(
    val emailAddress: String,
    val reason: String,
    val lastUpdateTime: Instant,
)

@Serializable
internal data class ListSuppressedDestinationsRequest(
    val reasons: List<String> = emptyList(),
    val startDate: Instant? = null,
    val endDate: Instant? = null,
    val nextToken: String? = null,
    val pageSize: Int? = null,
)

@Serializable
internal data class ListSuppressedDestinationsResponse(
    val suppressedDestinationSummaries: List<SuppressedDestination>,
    val nextToken: String?,
)

private const val PAGE = 1000

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutSuppressedDestination.html */
internal fun putSuppressedDestination(
    request: PutSuppressedDestinationRequest,
    call: SesCall,
) {
    val address = request.emailAddress
    MailAddress(address).problem()?.let { throw SesApi.V2.invalid("Invalid email address <$address>: $it.") }
    val entry = SuppressedAddress(address, request.reason, call.now())
    call.state.write { this[SesTables.suppressed, suppressionKey(address)] = entry }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetSuppressedDestination.html */
internal fun getSuppressedDestination(
    request: SuppressedDestinationRequest,
    call: SesCall,
): GetSuppressedDestinationResponse =
    GetSuppressedDestinationResponse(shapeOf(call.suppressed(request.emailAddress)))

private fun SesCall.suppressed(address: String): SuppressedAddress =
    state.now[SesTables.suppressed][suppressionKey(address)]
        ?: throw AwsFault("NotFoundException", "Email address $address does not exist on your suppression list.")

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteSuppressedDestination.html */
internal fun deleteSuppressedDestination(
    request: SuppressedDestinationRequest,
    call: SesCall,
) {
    val found = call.suppressed(request.emailAddress)
    call.state.write { remove(SesTables.suppressed, suppressionKey(found.address)) }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListSuppressedDestinations.html */
internal fun listSuppressedDestinations(
    request: ListSuppressedDestinationsRequest,
    call: SesCall,
): ListSuppressedDestinationsResponse {
    val (reasons, start, end) = request
    val all =
        call.state.now[SesTables.suppressed].values
            .filter { reasons.isEmpty() || it.reason in reasons }
            .filter { (start == null || it.updatedAt >= start) && (end == null || it.updatedAt <= end) }
            .sortedWith(compareBy({ it.updatedAt }, { it.address }))
    val limit = (request.pageSize ?: PAGE).coerceIn(1, PAGE)
    val page = SesApi.V2.page(all, limit, request.nextToken, listOf(reasons, start, end)) { it.address }
    return ListSuppressedDestinationsResponse(page.items.map(::shapeOf), page.nextToken)
}

private fun shapeOf(entry: SuppressedAddress) = SuppressedDestination(entry.address, entry.reason, entry.updatedAt)
