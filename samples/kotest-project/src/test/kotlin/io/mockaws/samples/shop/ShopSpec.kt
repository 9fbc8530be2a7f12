package io.mockaws.samples.shop

import io.kotest.core.spec.style.BehaviorSpec
import io.mockaws.kotest.mockAws
import io.mockaws.kotest.shouldBeEmpty
import io.mockaws.kotest.shouldHaveMessages
import io.mockaws.kotest.shouldHaveObjects

class ShopSpec : BehaviorSpec({
    given("two orders") {
        val shop = Shop()
        shop.order("1")
        shop.order("2")

        `when`("they are worked on") {
            shop.work()

            then("there are two receipts") { mockAws().s3.bucket("receipts") shouldHaveObjects 2 }
            then("there is nothing left to do") { mockAws().sqs.queue("orders").shouldBeEmpty() }
        }

        `when`("nobody works") {
            then("they wait") { mockAws().sqs.queue("orders") shouldHaveMessages 2 }
        }
    }
})
