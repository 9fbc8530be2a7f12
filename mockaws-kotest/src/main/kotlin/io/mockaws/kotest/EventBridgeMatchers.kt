package io.mockaws.kotest

import io.kotest.matchers.Matcher
import io.kotest.matchers.should
import io.kotest.matchers.shouldNot
import io.mockaws.services.events.BusFixture

/** Exactly [count] events came to the bus: `aws.eventBridge.bus("orders") shouldHaveEvents 2`. */
public infix fun BusFixture.shouldHaveEvents(count: Int): BusFixture = apply { this should haveEvents(count) }

/** An event with this detail type came to the bus: `aws.eventBridge.bus("orders") shouldHaveEvent "Order Paid"`. */
public infix fun BusFixture.shouldHaveEvent(
    detailType: String
): BusFixture = apply { this should haveEvent(detailType) }

/** No event with this detail type came to the bus. */
public infix fun BusFixture.shouldNotHaveEvent(detailType: String): BusFixture =
    apply { this shouldNot haveEvent(detailType) }

/** Whether exactly [count] events came to a bus. */
public fun haveEvents(count: Int): Matcher<BusFixture> =
    Matcher { bus ->
        resultOf(
            bus.events.size == count,
            "The bus \"${bus.name}\" should have ${count.of("event")}",
            "The bus \"${bus.name}\" should not have ${count.of("event")}",
            { eventsOf(bus) },
            { bus.calls },
        )
    }

/** Whether an event with this detail type came to a bus. */
public fun haveEvent(detailType: String): Matcher<BusFixture> =
    Matcher { bus ->
        resultOf(
            bus.events.any { it.detailType == detailType },
            "The bus \"${bus.name}\" should have an event \"$detailType\"",
            "The bus \"${bus.name}\" should have no event \"$detailType\"",
            { eventsOf(bus) },
            { bus.calls },
        )
    }

private fun eventsOf(bus: BusFixture): String {
    val events = bus.events
    if (events.isEmpty()) return "none came"
    return listing(
        "it has ${events.size.of("event")}:",
        events.map {
            "${it.detailType} of ${it.source}: ${it.detail}"
        }
    )
}
