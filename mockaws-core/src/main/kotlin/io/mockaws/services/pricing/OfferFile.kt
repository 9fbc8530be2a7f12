package io.mockaws.services.pricing

import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.pricing.catalog.Catalog
import io.mockaws.services.pricing.catalog.LoadedProduct
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject

/**
 * An offer file of AWS's bulk price list, or documents of GetProducts, a line each.
 *
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html
 */
internal object OfferFile {
    private val json = Json { isLenient = false }

    /** @throws IllegalArgumentException for what is none */
    fun read(text: String): List<LoadedProduct> =
        try {
            val whole = text.trim()
            val first = json.parseToJsonElement(
                if ('\n' in whole &&
                    !isOffer(whole)
                ) {
                    whole.lines().first()
                } else {
                    whole
                }
            ) as JsonObject
            if ("offerCode" in first) offer(first) else whole.lines().filter { it.isNotBlank() }.map(::document)
        } catch (malformed: SerializationException) {
            throw IllegalArgumentException("No offer file: ${malformed.message}", malformed)
        } catch (other: ClassCastException) {
            throw IllegalArgumentException("No offer file: not an object of JSON", other)
        }

    private fun isOffer(text: String) = "\"offerCode\"" in text.take(HEAD)

    private fun offer(file: JsonObject): List<LoadedProduct> {
        val code = needed(file, "offerCode")
        val published = needed(file, "publicationDate")
        val terms = file.part("terms").orEmpty()
        return file.part("products").orEmpty().values.map { item ->
            val product = item as JsonObject
            val sku = needed(product, "sku")
            val own = terms.mapNotNull { (kind, all) -> (all as JsonObject)[sku]?.let { kind to it } }.toMap()
            loaded(product, code, published, JsonObject(own))
        }
    }

    private fun document(line: String): LoadedProduct {
        val whole = json.parseToJsonElement(line) as JsonObject
        val product = requireNotNull(whole.part("product")) { "No product: $line" }
        val terms = whole.part("terms") ?: buildJsonObject { }
        return loaded(product, needed(whole, "serviceCode"), needed(whole, "publicationDate"), terms)
    }

    private fun loaded(
        product: JsonObject,
        code: String,
        published: String,
        terms: JsonObject,
    ): LoadedProduct {
        val attributes = product.part("attributes").orEmpty().mapValues { (it.value as JsonPrimitive).content }
        val name = attributes["servicename"] ?: Catalog.shipped.services[code]?.name ?: code
        return LoadedProduct(
            needed(product, "sku"),
            code,
            name,
            published,
            product.text("productFamily"),
            attributes,
            terms
        )
    }

    private fun needed(
        of: JsonObject,
        name: String,
    ): String = requireNotNull(of.text(name)) { "No $name in an offer file" }

    /** Within so many letters an offer file has said what it is. */
    private const val HEAD = 4096
}
