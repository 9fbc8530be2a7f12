package io.mockaws.services.events.delivery

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.deliver
import io.mockaws.kit.Arn
import io.mockaws.services.events.bus.Delivery
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.bus.busArn
import io.mockaws.services.events.event.RuleName
import kotlinx.serialization.json.Json

/**
 * Sends the event of [delivery] on to the bus at [arn]. It keeps its account and region; in another region it gets an id
 * of its own. It goes to one other account and one other region at most, and to no bus twice.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
internal fun EventsCall.forward(
    delivery: Delivery,
    arn: Arn,
    rule: RuleName,
) {
    val event = delivery.event
    val via = event.via + busArn(delivery.bus)
    if (arn.toString() in via) return
    if (arn.account != account && account != event.account) {
        throw AwsFault("THIRD_ACCOUNT_HOP_DETECTED", "The event was sent on to a third account.")
    }
    if (arn.region != region && region != event.region) {
        throw AwsFault("THIRD_REGION_HOP_DETECTED", "The event was sent on to a third region.")
    }
    val sent = event.copy(via = via, id = if (arn.region == region) event.id else ids.uuid())
    deliver(Parcel(Json.encodeToString(sent), SENDER, rule.arn), arn)?.let { throw it }
}
