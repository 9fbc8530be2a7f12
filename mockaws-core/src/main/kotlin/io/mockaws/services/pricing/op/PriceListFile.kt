package io.mockaws.services.pricing.op

import io.mockaws.services.pricing.catalog.PricingCall
import io.mockaws.services.pricing.catalog.PricingFaults
import io.mockaws.services.pricing.catalog.Product
import io.mockaws.wire.Blob
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpLabel
import io.mockaws.wire.HttpPayload
import io.mockaws.wire.HttpTrait
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

@Serializable
internal class PriceListFileInput(
    @HttpLabel("ServiceCode")
    val serviceCode: String,
    @HttpLabel("Version")
    val version: String,
    @HttpLabel("RegionCode")
    val regionCode: String,
)

@Serializable
internal class PriceListFile(
    @HttpHeader("Content-Type")
    val contentType: String,
    @HttpPayload
    val document: Blob,
)

/** Where GetPriceListFileUrl says that a list is. */
internal val priceListHttp: HttpTrait =
    HttpTrait("GET", "/offers/v1.0/aws/{ServiceCode}/{Version}/{RegionCode}/index.json")

/** https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html */
internal fun priceListFile(
    input: PriceListFileInput,
    call: PricingCall,
): PriceListFile {
    val service = call.state.services.find { it.code == input.serviceCode } ?: throw PricingFaults.noPriceList()
    val products = call.state.products(service.code).filter { it.region == input.regionCode }
    if (products.isEmpty() || input.version != service.version) throw PricingFaults.noPriceList()
    val document =
        buildJsonObject {
            put("formatVersion", "v1.0")
            put("offerCode", service.code)
            put("version", service.version)
            put("publicationDate", service.publishedAt)
            putJsonObject("products") { products.forEach { put(it.sku, productOf(it)) } }
            put("terms", termsOf(products))
        }
    return PriceListFile("application/json", Blob(document.toString().encodeToByteArray()))
}

/** By kind of term and product, where a product's own are by kind alone. */
private fun termsOf(products: List<Product>): JsonObject =
    buildJsonObject {
        products.flatMap { product -> product.terms.map { (kind, terms) -> Triple(kind, product.sku, terms) } }
            .groupBy { it.first }
            .forEach { (kind, all) -> putJsonObject(kind) { all.forEach { (_, sku, terms) -> put(sku, terms) } } }
    }
