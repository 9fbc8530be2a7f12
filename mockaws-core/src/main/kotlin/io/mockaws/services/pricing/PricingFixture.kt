package io.mockaws.services.pricing

import io.mockaws.services.pricing.catalog.Catalog
import io.mockaws.services.pricing.catalog.LoadedProduct
import io.mockaws.services.pricing.catalog.PriceRange
import io.mockaws.services.pricing.catalog.PricingCall
import io.mockaws.services.pricing.catalog.Product
import io.mockaws.services.pricing.catalog.brief
import io.mockaws.services.pricing.catalog.codeOf
import io.mockaws.services.pricing.catalog.onDemand
import io.mockaws.services.pricing.catalog.put
import kotlinx.serialization.json.JsonObject
import java.math.BigDecimal
import java.nio.file.Path
import kotlin.io.path.readText

/**
 * AWS Price List as a test sees it: `aws.pricing.ec2("m5.large", "eu-west-1", "0.107")`. What it adds stands in place of what
 * ships and says the same. Prices are the same in all regions of the API.
 */
public class PricingFixture internal constructor(
    private val context: () -> PricingCall,
) {
    /**
     * Puts the price of an instance type on the list: on demand, shared tenancy, without further software.
     *
     * @param type `m5.large`; also one of the test's own
     * @param region `eu-west-1`; one that does not ship is called by its code
     * @param price USD an hour, as text, so that it is exact
     * @throws IllegalArgumentException for a [price] that is no number or below zero
     */
    @JvmOverloads
    public fun ec2(
        type: String,
        region: String,
        price: String,
        operatingSystem: String = "Linux",
    ): PricingFixture {
        val amount = requireNotNull(price.toBigDecimalOrNull()?.takeIf { it.signum() >= 0 }) { "No price: $price" }
        put(listOf(instance(type, region, amount, operatingSystem)))
        return this
    }

    /**
     * Puts all of an offer file on the list: AWS's bulk price list of a service and region as JSON
     * (`https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/current/eu-west-1/index.json`), or documents that
     * GetProducts has answered, one a line.
     *
     * @throws IllegalArgumentException for a file that is neither
     */
    public fun offers(file: Path): PricingFixture = offers(file.readText())

    /** The same for the content of such a file. */
    public fun offers(json: String): PricingFixture {
        put(OfferFile.read(json))
        return this
    }

    /**
     * What an hour of [type] costs on demand in [region], in USD and as lists write it: `0.0960000000`; null where the list
     * does not say.
     */
    @JvmOverloads
    public fun priceOf(
        type: String,
        region: String,
        operatingSystem: String = "Linux",
    ): String? {
        val found =
            context().state.products(Catalog.EC2).find { it.isFor(type, region, operatingSystem) } ?: return null
        return PRICE.find(found.terms.toString())?.groupValues?.get(1)
    }

    private fun instance(
        type: String,
        region: String,
        price: BigDecimal,
        system: String,
    ): LoadedProduct {
        val products = context().state.products(Catalog.EC2)
        val alike =
            products.find { it.isFor(type, region, system) } ?: products.find { it.attribute("instanceType") == type }
        val place = Catalog.shipped.regions[region]
        val attributes =
            alike?.attributes.orEmpty() +
                mapOf(
                    "instanceType" to type,
                    "operatingSystem" to system,
                    "regionCode" to region,
                    "location" to (place?.location ?: region),
                    "locationType" to "AWS Region",
                    "usagetype" to "${place?.prefix.orEmpty()}BoxUsage:$type",
                    "servicecode" to Catalog.EC2,
                    "tenancy" to "Shared",
                    "capacitystatus" to "Used",
                    "preInstalledSw" to "NA",
                    "marketoption" to "OnDemand",
                    "operation" to (OPERATIONS[system] ?: "RunInstances"),
                )
        val service = Catalog.shipped.services.getValue(Catalog.EC2)
        val sku = codeOf("$type $system $region")
        val bare =
            LoadedProduct(
                sku,
                service.code,
                service.name,
                service.publishedAt,
                "Compute Instance",
                attributes,
                NO_TERMS
            )
        val range = PriceRange(BigDecimal.ZERO, null, price)
        return bare.copy(
            terms = onDemand(bare, "Hrs", listOf(range)) {
                "$${brief(it.price)} per On Demand $system $type Instance Hour"
            },
        )
    }

    private fun Product.isFor(
        type: String,
        region: String,
        system: String,
    ) = attribute("instanceType") == type && this.region == region && attribute("operatingSystem") == system &&
        attribute("tenancy") == "Shared" && attribute("preInstalledSw") == "NA" && attribute("capacitystatus") == "Used"

    private fun put(products: List<LoadedProduct>) = context().state.write { products.forEach { put(it) } }

    override fun toString(): String = "PricingFixture(${context().state.services.map { it.code }})"

    private companion object {
        val NO_TERMS = JsonObject(emptyMap())
        val PRICE = Regex("\"USD\":\"([0-9.]+)\"")
        val OPERATIONS = mapOf(
            "Windows" to "RunInstances:0002",
            "RHEL" to "RunInstances:0010",
            "SUSE" to "RunInstances:000g"
        )
    }
}
