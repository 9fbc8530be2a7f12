package io.mockaws.services.events.delivery

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.deliver
import io.mockaws.kit.Arn
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.events.bus.Delivery
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.bus.ruleArn
import io.mockaws.services.events.event.RuleName

/**
 * Hands what [delivery] brings to its target.
 *
 * @throws AwsFault where the target does not take it
 */
internal fun EventsCall.send(delivery: Delivery) {
    val target = delivery.target
    val rule = RuleName(delivery.rule, ruleArn(delivery.bus, delivery.rule))
    val arn = Arn.parse(target.arn) ?: throw AwsFault("INVALID_PARAMETER", "${target.arn} is no ARN.")
    val input = target.inputOf(delivery.event, rule)
    when {
        arn.service == "events" && arn.resource.startsWith(DESTINATION) ->
            invoke(arn, input, target.parametersFor(delivery.event).part("HttpParameters"), delivery.event.traceHeader)

        arn.service == "events" -> forward(delivery, arn, rule)

        arn.service in receivers -> hand(parcel(delivery, input, rule), arn)

        else -> callTarget(TargetCall(target, arn, input, delivery.event, rule.arn))
    }
}

private fun EventsCall.parcel(
    delivery: Delivery,
    input: String,
    rule: RuleName,
) = Parcel(
    input,
    SENDER,
    rule.arn,
    groupId = delivery.target.members.part("SqsParameters")?.text("MessageGroupId"),
    traceHeader = delivery.event.traceHeader,
)

private fun EventsCall.hand(
    parcel: Parcel,
    arn: Arn,
) {
    deliver(parcel, arn)?.let { throw it }
}

/** Those that take parcels; all others are called by one of their operations. */
private val receivers = setOf("sqs", "sns", "lambda")
private const val DESTINATION = "api-destination/"
