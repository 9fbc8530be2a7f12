package io.mockaws.services.pricing.catalog

import io.mockaws.kit.JsonObjectText
import kotlinx.serialization.Serializable

/** What a test has put on the list, by itself or from an offer file of AWS's. Can be kept. */
@Serializable
internal data class LoadedProduct(
    override val sku: String,
    val serviceCode: String,
    val serviceName: String,
    val publishedAt: String,
    override val family: String?,
    override val attributes: Map<String, String>,
    override val terms: JsonObjectText,
) : Product {
    override val service: PricedService get() = PricedService(serviceCode, serviceName, publishedAt)
    override val region: String? get() = attributes["regionCode"]
}
