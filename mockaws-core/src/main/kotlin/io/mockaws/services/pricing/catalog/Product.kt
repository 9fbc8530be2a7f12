package io.mockaws.services.pricing.catalog

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject
import java.math.BigDecimal
import java.math.RoundingMode
import java.security.MessageDigest

/** One thing that has a price, as price lists have it. */
internal interface Product {
    val service: PricedService

    /** `Compute Instance`; null for the few that have none. */
    val family: String?
    val sku: String

    /** The code of the region where it is sold; null for what is in none. */
    val region: String?

    /** What tells it from others, by AWS's names. */
    val attributes: Map<String, String>

    /** `OnDemand`, `Reserved`. */
    val terms: JsonObject

    /** The attribute [name], asked for by whoever looks for few among many. */
    fun attribute(name: String): String? = attributes[name]
}

/** How much a unit costs between two amounts of use. */
internal class PriceRange(
    val from: BigDecimal,
    /** Null for no end. */
    val to: BigDecimal?,
    val price: BigDecimal,
)

/** A name of sixteen letters and digits, as AWS has them; the same for the same [text]. AWS's own are not known. */
internal fun codeOf(text: String): String {
    val hash = MessageDigest.getInstance("SHA-256").digest(text.encodeToByteArray())
    return (0 until CODE).joinToString("") { LETTERS[(hash[it].toInt() and 0xff) % LETTERS.length].toString() }
}

/** The terms of a [product] that is paid for as it is used. */
internal fun onDemand(
    product: Product,
    unit: String,
    ranges: List<PriceRange>,
    description: (PriceRange) -> String,
): JsonObject {
    val term = "${product.sku}.$ON_DEMAND"
    return buildJsonObject {
        putJsonObject("OnDemand") {
            putJsonObject(term) {
                putJsonObject("priceDimensions") {
                    ranges.forEachIndexed { i, range ->
                        val code = "$term.${if (i == 0 && range.to == null) HOURLY else codeOf("$term $i").take(RATE)}"
                        put(code, dimension(code, unit, range, description(range)))
                    }
                }
                put("sku", product.sku)
                put("effectiveDate", product.service.publishedAt.take(MONTH) + "-01T00:00:00Z")
                put("offerTermCode", ON_DEMAND)
                putJsonObject("termAttributes") { }
            }
        }
    }
}

private fun dimension(
    code: String,
    unit: String,
    range: PriceRange,
    description: String,
) = buildJsonObject {
    put("unit", unit)
    put("endRange", range.to?.toPlainString() ?: "Inf")
    put("description", description)
    put("appliesTo", JsonArray(emptyList()))
    put("rateCode", code)
    put("beginRange", range.from.toPlainString())
    putJsonObject("pricePerUnit") { put("USD", shown(range.price)) }
}

/** As lists write prices: `0.0960000000`. */
internal fun shown(
    price: BigDecimal
): String = price.setScale(maxOf(SCALE, price.scale()), RoundingMode.UNNECESSARY).toPlainString()

/** As sentences do: `0.096`. */
internal fun brief(price: BigDecimal): String =
    if (price.signum() == 0) "0" else price.stripTrailingZeros().toPlainString()

private const val LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
private const val CODE = 16
private const val RATE = 10
private const val SCALE = 10
private const val MONTH = 7

/** What AWS calls the term and its rate, the same in all lists. */
private const val ON_DEMAND = "JRTCKXETXF"
private const val HOURLY = "6YS6EN2CT7"
