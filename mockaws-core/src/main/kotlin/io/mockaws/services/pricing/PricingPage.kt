package io.mockaws.services.pricing

import io.mockaws.engine.World
import io.mockaws.services.pricing.catalog.LOADED
import io.mockaws.services.pricing.catalog.PricingState
import io.mockaws.services.pricing.catalog.Product
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/** What tests have put on the list. Paths: account, SKU. */
internal object PricingPage : ServicePage<PricingState>(PricingService, "AWS Price List") {
    private const val PRODUCT_PATH = 2

    override fun counts(world: World): Map<String, Long> =
        mapOf("products" to everywhere(world).sumOf { it.state.now[LOADED].size.toLong() })

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? =
        when (path.size) {
            0 -> service(world, page)

            PRODUCT_PATH -> everywhere(world).find {
                it.account == path[0]
            }?.state?.now?.get(LOADED)?.get(path[1])?.let(::view)

            else -> null
        }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = everywhere(world).flatMap { call -> call.state.now[LOADED].values.map { call.account to it } }
        val found = all.filter { (_, product) -> page.admits(product.sku, product.attributes.values.joinToString(" ")) }
        val slice = page.slice(found) { (account, product) -> listOf(account, product.sku) }
        val rows =
            slice.entries.map { (account, product) ->
                val path = listOf(account, product.sku)
                row(
                    path,
                    product.sku,
                    product.service.code,
                    product.family,
                    product.attribute("usagetype"),
                    product.region
                )
            }
        val columns =
            columns(
                "SKU" to Kind.TEXT,
                "Service" to Kind.TEXT,
                "Family" to Kind.TEXT,
                "Usage type" to Kind.TEXT,
                "Region" to Kind.TEXT,
            )
        val table =
            StateTable("Products of the test's", columns, rows, slice.next, all.size.toLong(), "a word contains")
        return StateView(title, "service", table = table)
    }

    private fun view(product: Product): StateView =
        StateView(
            title = product.sku,
            kind = "product",
            sections = listOf(section("Attributes", product.attributes)),
            text = product.terms.toString(),
        )
}
