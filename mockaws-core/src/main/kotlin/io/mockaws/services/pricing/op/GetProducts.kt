package io.mockaws.services.pricing.op

import io.mockaws.services.pricing.catalog.PricingCall
import io.mockaws.services.pricing.catalog.PricingFaults
import io.mockaws.services.pricing.catalog.Product
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

@Serializable
internal data class GetProductsRequest(
    val serviceCode: String,
    val filters: List<Filter> = emptyList(),
    val formatVersion: String? = null,
    val nextToken: String? = null,
    val maxResults: Int? = null,
)

@Serializable
internal data class Filter(
    val type: String,
    val field: String,
    val value: String,
) {
    /** Whether [product] has what is asked for; one that lacks the field has none of its values. */
    fun admits(product: Product): Boolean {
        val found = fieldOf(product, field)
        return when (type) {
            "CONTAINS" -> found != null && value in found
            "ANY_OF" -> found != null && found in values
            "NONE_OF" -> found == null || found !in values
            else -> found == value
        }
    }

    private val values: List<String> by lazy { value.split(',').map { it.trim() } }
}

@Serializable
internal data class GetProductsResponse(
    val formatVersion: String,
    /** A document of JSON each. */
    val priceList: List<String>,
    val nextToken: String?,
)

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html */
internal fun getProducts(
    request: GetProductsRequest,
    call: PricingCall,
): GetProductsResponse {
    checkFormat(request.formatVersion)
    val service = call.service(request.serviceCode).code
    val known by lazy { call.state.attributeNames(service) }
    request.filters.find { it.field != "sku" && it.field !in known }?.let { throw PricingFaults.invalidField(it.field) }
    val found = call.state.products(service).filter { product -> request.filters.all { it.admits(product) } }
    val query = listOf(service, request.filters)
    val page = page(found, query, request.maxResults, request.nextToken) { it.sku }
    return GetProductsResponse(FORMAT, page.items.map { documentOf(it).toString() }, page.nextToken)
}

/** What filters call [name]: an attribute, or what else tells a product from others. */
internal fun fieldOf(
    product: Product,
    name: String,
): String? =
    when (name) {
        "productFamily" -> product.family
        "sku" -> product.sku
        "servicecode" -> product.service.code
        "termType" -> product.terms.keys.firstOrNull()
        else -> product.attribute(name)
    }

private fun documentOf(product: Product): JsonObject =
    buildJsonObject {
        put("product", productOf(product))
        put("serviceCode", product.service.code)
        put("terms", product.terms)
        put("version", product.service.version)
        put("publicationDate", product.service.publishedAt)
    }

internal fun productOf(product: Product): JsonObject =
    buildJsonObject {
        product.family?.let { put("productFamily", it) }
        putJsonObject("attributes") { product.attributes.forEach { (name, value) -> put(name, value) } }
        put("sku", product.sku)
    }
