package io.mockaws.services.pricing.op

import io.mockaws.services.pricing.catalog.PricedService
import io.mockaws.services.pricing.catalog.PricingCall
import io.mockaws.services.pricing.catalog.PricingFaults
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class ListPriceListsRequest(
    val serviceCode: String,
    val effectiveDate: Instant,
    val regionCode: String? = null,
    val currencyCode: String,
    val nextToken: String? = null,
    val maxResults: Int? = null,
)

@Serializable
internal data class ListPriceListsResponse(
    val priceLists: List<PriceList>,
    val nextToken: String?,
) {
    @Serializable
    data class PriceList(
        val priceListArn: String,
        val regionCode: String,
        val currencyCode: String,
        val fileFormats: List<String>,
    )
}

@Serializable
internal data class GetPriceListFileUrlRequest(
    val priceListArn: String,
    val fileFormat: String,
)

@Serializable
internal data class GetPriceListFileUrlResponse(
    val url: String,
)

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_ListPriceLists.html */
internal fun listPriceLists(
    request: ListPriceListsRequest,
    call: PricingCall,
): ListPriceListsResponse {
    val service = call.service(request.serviceCode)
    val isThere = request.currencyCode == CURRENCY && Instant.parse(service.publishedAt) <= request.effectiveDate
    val regions =
        call.state.products(service.code).mapNotNullTo(sortedSetOf()) { it.region }
            .filter { isThere && (request.regionCode == null || request.regionCode == it) }
    val query = listOf(service.code, request.regionCode, request.effectiveDate, request.currencyCode)
    val page = page(regions, query, request.maxResults, request.nextToken) { it }
    val shown = page.items.map { ListPriceListsResponse.PriceList(arnOf(service, it), it, CURRENCY, listOf(JSON)) }
    return ListPriceListsResponse(shown, page.nextToken)
}

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetPriceListFileUrl.html */
internal fun getPriceListFileUrl(
    request: GetPriceListFileUrlRequest,
    call: PricingCall,
): GetPriceListFileUrlResponse {
    if (request.fileFormat.lowercase() != JSON) throw PricingFaults.invalidFileFormat()
    val (code, currency, version, region) =
        request.priceListArn.substringAfter(":price-list/aws/", "").split('/').takeIf { it.size == PARTS }
            ?: throw PricingFaults.noPriceList()
    val service = call.state.services.find { it.code == code && it.version == version && currency == CURRENCY }
    val isSold = service != null && call.state.products(code).any { it.region == region }
    if (!isSold) throw PricingFaults.noPriceList()
    return GetPriceListFileUrlResponse("${call.origin}/offers/v1.0/aws/$code/$version/$region/index.json")
}

private fun arnOf(
    service: PricedService,
    region: String,
) = "arn:aws:pricing:::price-list/aws/${service.code}/$CURRENCY/${service.version}/$region"

private const val CURRENCY = "USD"
private const val JSON = "json"
private const val PARTS = 4
