package io.mockaws.kotest

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.string.shouldContain
import io.mockaws.mockAws

class EventBridgeMatchersTest : FunSpec({
    extension(MockAwsExtension { eventBridge.bus("orders") })

    test("events that came are there, and others are told with what came") {
        val bus = mockAws().eventBridge.bus("orders")
        bus.put("shop", "Order Paid", """{"id":42}""")

        bus shouldHaveEvents 1 shouldHaveEvent "Order Paid" shouldNotHaveEvent "Order Shipped"
        shouldThrow<AssertionError> { bus shouldHaveEvent "Order Shipped" }.message shouldContain
            "The bus \"orders\" should have an event \"Order Shipped\", but it has 1 event:\n  Order Paid of shop: {\"id\":42}"
        shouldThrow<AssertionError> { bus shouldHaveEvents 2 }
    }
})
