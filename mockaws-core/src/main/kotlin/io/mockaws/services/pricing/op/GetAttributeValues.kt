package io.mockaws.services.pricing.op

import io.mockaws.services.pricing.catalog.PricingCall
import io.mockaws.services.pricing.catalog.PricingFaults
import kotlinx.serialization.Serializable

@Serializable
internal data class GetAttributeValuesRequest(
    val serviceCode: String,
    val attributeName: String,
    val nextToken: String? = null,
    val maxResults: Int? = null,
)

@Serializable
internal data class GetAttributeValuesResponse(
    val attributeValues: List<AttributeValue>,
    val nextToken: String?,
) {
    @Serializable
    data class AttributeValue(
        val value: String,
    )
}

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetAttributeValues.html */
internal fun getAttributeValues(
    request: GetAttributeValuesRequest,
    call: PricingCall,
): GetAttributeValuesResponse {
    val service = call.service(request.serviceCode).code
    val name = request.attributeName
    if (name !in call.state.attributeNames(service)) throw PricingFaults.invalidAttribute(name)
    val values = call.state.products(service).mapNotNullTo(sortedSetOf()) { fieldOf(it, name) }.toList()
    val page = page(values, listOf(service, name), request.maxResults, request.nextToken) { it }
    return GetAttributeValuesResponse(page.items.map(GetAttributeValuesResponse::AttributeValue), page.nextToken)
}
