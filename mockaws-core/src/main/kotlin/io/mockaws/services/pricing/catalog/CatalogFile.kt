package io.mockaws.services.pricing.catalog

import java.math.BigDecimal

/** Reads `aws.prices`, whose first lines say what its lines are. */
internal class CatalogFile private constructor() {
    private val services = LinkedHashMap<String, PricedService>()
    private val regions = LinkedHashMap<String, PricedRegion>()
    private val families = ArrayList<InstanceFamily>()
    private val licences = ArrayList<Licence>()
    private val products = ArrayList<Product>()

    private fun read(line: String) {
        val fields = line.split('\t')
        when (fields[0]) {
            "service" -> services[fields[1]] = PricedService(fields[1], fields[2], fields[3])

            "region" -> regions[fields[1]] = PricedRegion(fields[1], fields[2], fields[3])

            "licence" -> licences += Licence(fields[1], fields[2], fields[3], BigDecimal(fields[4]))

            "family" -> families += InstanceFamily(fields[1], fields[2], fields[3], fields[4], fields[5] == "windows")

            "size" -> families.last().sizes += size(fields)

            "price" -> families.last().priceIn(
                fields[1],
                BigDecimal(fields[2]),
                fields.drop(FIRST_EXCEPTION).associate(::exception)
            )

            "product" -> products += product(fields)

            else -> check(fields[0] == "source") { "No line of prices: $line" }
        }
    }

    private fun size(fields: List<String>): InstanceSize {
        val units = BigDecimal(fields[2].ifEmpty { fields[3] })
        return InstanceSize(fields[1], units, fields[3].toInt(), fields[4], fields[5], fields[6])
    }

    private fun exception(text: String): Pair<String, BigDecimal?> {
        val (size, price) = text.split('=')
        return size to if (price == "-") null else BigDecimal(price)
    }

    private fun product(fields: List<String>): Product {
        val starts = fields[5].split(' ').map { it.substringBefore(':').toBigDecimal() to it.substringAfter(':') }
        val ranges =
            starts.indices.filter { starts[it].second != "-" }.map {
                PriceRange(starts[it].first, starts.getOrNull(it + 1)?.first, BigDecimal(starts[it].second))
            }
        val attributes = fields[6].split(';').associate { it.substringBefore('=') to it.substringAfter('=') }
        val region = regions.getValue(fields[2])
        return PlainProduct(services.getValue(fields[1]), fields[3], region, attributes, fields[4], ranges)
    }

    companion object {
        private const val FIRST_EXCEPTION = 3

        fun read(): Catalog {
            val file = CatalogFile()
            val stream =
                checkNotNull(CatalogFile::class.java.getResourceAsStream("/io/mockaws/services/pricing/aws.prices"))
            stream.bufferedReader().useLines { lines ->
                lines.filter { it.isNotEmpty() && !it.startsWith('#') }.forEach(file::read)
            }
            return Catalog(file.services, file.regions, file.families, file.licences, file.products)
        }
    }
}
