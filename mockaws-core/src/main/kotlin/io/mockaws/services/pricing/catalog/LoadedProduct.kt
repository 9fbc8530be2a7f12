package io.mockaws.services.pricing.catalog

import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/** What a test has put on the list, by itself or from an offer file of AWS's. Can be kept. */
@Serializable
internal data class LoadedProduct(
    override val sku: String,
    val serviceCode: String,
    val serviceName: String,
    val publishedAt: String,
    override val family: String?,
    override val attributes: Map<String, String>,
    override val terms: JsonObject,
) : Product {
    override val service: PricedService get() = PricedService(serviceCode, serviceName, publishedAt)
    override val region: String? get() = attributes["regionCode"]
}
