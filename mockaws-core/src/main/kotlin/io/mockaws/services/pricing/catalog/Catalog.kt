package io.mockaws.services.pricing.catalog

import java.math.BigDecimal
import java.util.concurrent.ConcurrentHashMap

/** A region as price lists name it. */
internal class PricedRegion(
    val code: String,
    /** `EU (Ireland)`. */
    val location: String,
    /** What usage types there begin with: `EU-`. */
    val prefix: String,
)

/** A service that has a price list. */
internal class PricedService(
    /** `AmazonEC2`. */
    val code: String,
    val name: String,
    /** When its list was published, as lists write it. */
    val publishedAt: String,
) {
    /** The list's version: `20250404224122`. */
    val version: String = publishedAt.filter { it.isDigit() }
}

/** One size of a family of instances. */
internal class InstanceSize(
    val name: String,
    /** By which its price follows from that of the family. */
    val units: BigDecimal,
    val vcpus: Int,
    val memory: String,
    val storage: String,
    val network: String,
)

/** Instances whose prices follow from one. */
internal class InstanceFamily(
    /** `m5`. */
    val name: String,
    /** `General purpose`. */
    val kind: String,
    val processor: String,
    /** Empty where it is not known. */
    val clock: String,
    /** Whether Windows costs [Licence.forVcpu] more. */
    val hasWindows: Boolean,
) {
    val sizes: MutableList<InstanceSize> = ArrayList()
    private val units = LinkedHashMap<String, BigDecimal>()
    private val own = HashMap<String, Map<String, BigDecimal?>>()

    /** The regions where it is sold. */
    val regions: Set<String> get() = units.keys

    /**
     * Sets the price in [region].
     *
     * @param unit USD an hour
     * @param exceptions what single sizes cost; null for those that are not sold there
     */
    fun priceIn(
        region: String,
        unit: BigDecimal,
        exceptions: Map<String, BigDecimal?>,
    ) {
        units[region] = unit
        own[region] = exceptions
    }

    /** USD an hour for [size] with Linux; null where it is not sold in [region]. */
    fun price(
        size: InstanceSize,
        region: String,
    ): BigDecimal? {
        val exceptions = own[region] ?: return null
        return if (size.name in exceptions) exceptions[size.name] else units.getValue(region) * size.units
    }
}

/** What an operating system costs beside the machine. */
internal class Licence(
    val system: String,
    val model: String,
    val operation: String,
    /** USD an hour. */
    val forVcpu: BigDecimal,
)

/** All that ships: what AWS asks for common things, from `aws.prices`. */
internal class Catalog(
    val services: Map<String, PricedService>,
    val regions: Map<String, PricedRegion>,
    val families: List<InstanceFamily>,
    private val licences: List<Licence>,
    private val others: List<Product>,
) {
    private val instances: List<Product> by lazy {
        families.flatMap { family -> regions.values.flatMap { of(family, it) } }
    }
    private val byService: Map<String, List<Product>> by lazy { (instances + others).groupBy { it.service.code } }

    /** What the list of [service] has. */
    fun products(service: String): List<Product> = byService[service].orEmpty()

    private val names = ConcurrentHashMap<String, Set<String>>()

    /** The names of all attributes in the list of [service]. */
    fun attributeNames(service: String): Set<String> =
        names.computeIfAbsent(service) {
            products(it).flatMapTo(LinkedHashSet()) { product -> product.attributes.keys }
        }

    private fun of(
        family: InstanceFamily,
        region: PricedRegion,
    ): List<Product> =
        family.sizes.flatMap { size ->
            val price = family.price(size, region.code) ?: return@flatMap emptyList()
            val service = services.getValue(EC2)
            val linux = InstanceProduct(service, region, family, size, LINUX, price)
            val windows = if (family.hasWindows) licences else emptyList()
            listOf(linux) + windows.map {
                InstanceProduct(service, region, family, size, it, price + it.forVcpu * size.vcpus.toBigDecimal())
            }
        }

    companion object {
        const val EC2: String = "AmazonEC2"
        val LINUX: Licence = Licence("Linux", "No License required", "RunInstances", BigDecimal.ZERO)

        /** That of this version of mockaws, read when it is first asked for. */
        val shipped: Catalog by lazy { CatalogFile.read() }
    }
}
