package io.mockaws.services.pricing.op

import io.mockaws.kit.Page
import io.mockaws.kit.Paging
import io.mockaws.services.pricing.catalog.PricedService
import io.mockaws.services.pricing.catalog.PricingCall
import io.mockaws.services.pricing.catalog.PricingFaults
import kotlinx.serialization.Serializable

@Serializable
internal data class DescribeServicesRequest(
    val serviceCode: String? = null,
    val formatVersion: String? = null,
    val nextToken: String? = null,
    val maxResults: Int? = null,
)

@Serializable
internal data class DescribeServicesResponse(
    val services: List<Service>,
    val formatVersion: String,
    val nextToken: String?,
) {
    @Serializable
    data class Service(
        val serviceCode: String,
        val attributeNames: List<String>,
    )
}

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_DescribeServices.html */
internal fun describeServices(
    request: DescribeServicesRequest,
    call: PricingCall,
): DescribeServicesResponse {
    checkFormat(request.formatVersion)
    val all = request.serviceCode?.let { listOf(call.service(it)) } ?: call.state.services
    val page = page(all, request.serviceCode, request.maxResults, request.nextToken) { it.code }
    val shown = page.items.map { DescribeServicesResponse.Service(it.code, call.state.attributeNames(it.code)) }
    return DescribeServicesResponse(shown, FORMAT, page.nextToken)
}

/** The service that [code] names. */
internal fun PricingCall.service(code: String): PricedService =
    state.services.find { it.code == code } ?: throw PricingFaults.invalidService()

internal fun checkFormat(version: String?) {
    if (version != null && version != FORMAT) throw PricingFaults.invalidFormat()
}

internal fun <T> page(
    all: List<T>,
    query: Any?,
    size: Int?,
    token: String?,
    keyOf: (T) -> String,
): Page<T> = Paging(query, keyOf, PricingFaults::invalidToken).page(all, size ?: PAGE, token)

/** The only version of the format there is. */
internal const val FORMAT: String = "aws_v1"
private const val PAGE = 100
