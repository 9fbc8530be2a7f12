package io.mockaws.services.pricing.catalog

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.StoredEntries
import io.mockaws.engine.Thing
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables

internal typealias PricingCall = CallContext<PricingState>

/** What tests have put on the list, by SKU. What ships is the same for all. */
internal val LOADED: Table<LoadedProduct> = Table("product", LoadedProduct.serializer())

/** The price list as a mock has it: what ships, and what the test has added. */
internal class PricingState private constructor(
    tables: Tables,
) : TableState<PricingState>(tables) {
    private class Known(
        val tables: Tables,
    ) {
        val byService: Map<String, List<LoadedProduct>> =
            tables[LOADED].values.sortedBy { it.sku }.groupBy { it.serviceCode }
    }

    @Volatile
    private var known: Known? = null

    private val loaded: Known
        get() {
            val now = now
            return known?.takeIf { it.tables === now } ?: Known(now).also { known = it }
        }

    override fun with(tables: Tables): PricingState = PricingState(tables)

    /** The services that have a list. */
    val services: List<PricedService>
        get() {
            val own = loaded.byService.values.map { it.last().service }
            return (Catalog.shipped.services + own.associateBy { it.code }).values.sortedBy { it.code }
        }

    /** The list of [service]. What a test has added comes in place of what ships and says the same. */
    fun products(service: String): List<Product> {
        val shipped = Catalog.shipped.products(service)
        val own = loaded.byService[service] ?: return shipped
        val replaced = own.mapTo(HashSet(), ::identity)
        return shipped.filter { identity(it) !in replaced } + own
    }

    /** By what the list of [service] can be asked. */
    fun attributeNames(service: String): List<String> {
        val own = loaded.byService[service].orEmpty().flatMapTo(LinkedHashSet()) { it.attributes.keys }
        return (Catalog.shipped.attributeNames(service) + own + OTHERS).sorted()
    }

    override fun things(): Sequence<Thing> = services.asSequence().map { Thing("service", it.code) }

    companion object {
        private val IDENTITY = listOf("instanceType", "operatingSystem", "tenancy", "preInstalledSw", "capacitystatus")

        private val OTHERS = setOf("productFamily", "servicecode", "termType")

        private fun identity(product: Product): Any =
            if (product.attribute("instanceType") == null) {
                product.sku
            } else {
                IDENTITY.map(product::attribute) + product.region + product.family
            }

        @Suppress("UNUSED_PARAMETER")
        fun create(place: Place): PricingState = PricingState(Tables.EMPTY)

        @Suppress("UNUSED_PARAMETER")
        fun read(
            place: Place,
            entries: StoredEntries,
        ): PricingState = PricingState(Tables.read(entries, LOADED))
    }
}

internal fun TableWriter.put(product: LoadedProduct) {
    this[LOADED, product.sku] = product
}
