package io.mockaws.services.pricing.catalog

import kotlinx.serialization.json.JsonObject

/** Something that is counted: requests, gigabytes. */
internal class PlainProduct(
    override val service: PricedService,
    override val family: String,
    private val place: PricedRegion,
    own: Map<String, String>,
    private val unit: String,
    private val ranges: List<PriceRange>,
) : Product {
    override val region: String get() = place.code

    override val attributes: Map<String, String> =
        own + ("usagetype" to place.prefix + own.getValue("usagetype")) +
            mapOf(
                "servicecode" to service.code,
                "servicename" to service.name,
                "location" to place.location,
                "locationType" to "AWS Region",
                "regionCode" to place.code,
            )

    override val sku: String = codeOf("${service.code} ${attributes["usagetype"]} $family")

    override val terms: JsonObject
        get() = onDemand(this, unit, ranges) { "$${brief(it.price)} per $unit - ${place.location}" }
}
