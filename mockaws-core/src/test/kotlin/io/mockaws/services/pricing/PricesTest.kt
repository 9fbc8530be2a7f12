package io.mockaws.services.pricing

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import org.junit.jupiter.api.Test
import java.math.BigDecimal
import kotlin.random.Random

/**
 * Prices as AWS states them, drawn at random: those of on-demand Linux of https://aws.amazon.com/ec2/pricing/on-demand/ as of
 * 2025-04-04, in `prices.txt` as single figures, while what ships is computed from the family and the size.
 */
class PricesTest {
    @Test
    fun `30 prices drawn at random are AWS's`() {
        val seed = System.getProperty("mockaws.prices.seed")?.toLong() ?: Random.nextLong()
        val stated = javaClass.getResourceAsStream("/io/mockaws/services/pricing/prices.txt")!!.bufferedReader().readLines()
        val drawn = stated.filter { it.isNotEmpty() && !it.startsWith("#") }.shuffled(Random(seed)).take(DRAWN)
        drawn shouldHaveSize DRAWN
        MockAws.start().use { aws ->
            for (line in drawn) {
                val (type, region, price) = line.split(' ')
                withClue("$line, drawn by -Dmockaws.prices.seed=$seed") {
                    BigDecimal(aws.pricing.priceOf(type, region)).compareTo(BigDecimal(price)) shouldBe 0
                }
            }
        }
    }

    private companion object {
        const val DRAWN = 30
    }
}
