package io.mockaws.samples.sam

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test

class ShopTest {
    @Test
    fun `an order is taken, and shipped by the queue`() = runTest {
        mockAws {
            val shop = sam("template.yaml")

            val taken = shop.api.post("/orders", "A lamp")

            taken.status shouldBe 201
            val id = taken.body.substringAfter("\"id\":\"").substringBefore('"')
            shop.api.get("/orders/$id").body shouldBe """{"id":"$id","state":"shipped"}"""
            shop.function("Shipping").invocations.size shouldBe 1
        }
    }

    @Test
    fun `the page is there, and an order that nobody made is not`() = runTest {
        mockAws {
            val shop = sam("template.yaml")

            shop.api.get("/").body shouldContain "<h1>Shop</h1>"
            shop.api.get("/orders/none").status shouldBe 404
        }
    }
}
