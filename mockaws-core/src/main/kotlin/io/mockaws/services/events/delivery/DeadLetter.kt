package io.mockaws.services.events.delivery

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.ParcelAttribute
import io.mockaws.engine.delivery.deliver
import io.mockaws.kit.Arn
import io.mockaws.kit.RetryPolicy
import io.mockaws.services.events.bus.Delivery
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.bus.ruleArn

/**
 * Sends the event of [delivery], which nobody will deliver any more, to the dead-letter queue of its target; without one it
 * is gone.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
internal fun EventsCall.bury(
    delivery: Delivery,
    refused: AwsFault,
    exhausted: RetryPolicy.Exhausted?,
) {
    val queue = delivery.target.deadLetterArn?.let(Arn::parse) ?: return
    val rule = ruleArn(delivery.bus, delivery.rule)
    val attributes =
        buildMap {
            put("RULE_ARN", rule)
            put("TARGET_ARN", delivery.target.arn)
            put("ERROR_CODE", codeOf(refused))
            put("ERROR_MESSAGE", refused.error.message ?: refused.error.code)
            if (exhausted != null) {
                put("EXHAUSTED_RETRY_CONDITION", exhausted.text)
                put("RETRY_ATTEMPTS", delivery.retries.toString())
            }
        }
    deliver(
        Parcel(
            delivery.event.text,
            SENDER,
            rule,
            attributes.mapValues { (_, text) -> ParcelAttribute("String", text) }
        ),
        queue,
    )
}

/** Codes of dead letters are EventBridge's own. */
private fun codeOf(refused: AwsFault): String {
    val code = refused.error.code
    return when {
        code in own -> code

        "NotFound" in code || "DoesNotExist" in code || "NonExistent" in code -> "NO_RESOURCE"

        "AccessDenied" in code || "Authorization" in code -> "NO_PERMISSIONS"

        "Throttl" in code || "RequestLimit" in code || "ThroughputExceeded" in code -> "THROTTLING"

        "LimitExceeded" in code -> "RESOURCE_LIMIT_EXCEEDED"

        refused.error.status >= SERVER_ERROR || code.startsWith("Internal") || code == "ServiceUnavailable" ->
            "INTERNAL_ERROR"

        "Validation" in code || "Invalid" in code -> "INVALID_PARAMETER"

        else -> "SDK_CLIENT_ERROR"
    }
}

private val own =
    setOf(
        "CONNECTION_FAILURE",
        "ERROR_FROM_TARGET",
        "INVALID_JSON",
        "INVALID_PARAMETER",
        "NO_PERMISSIONS",
        "NO_RESOURCE",
        "THIRD_ACCOUNT_HOP_DETECTED",
        "THIRD_REGION_HOP_DETECTED",
    )
private const val SERVER_ERROR = 500

/** Whom targets see as the caller. */
internal const val SENDER: String = "events.amazonaws.com"
