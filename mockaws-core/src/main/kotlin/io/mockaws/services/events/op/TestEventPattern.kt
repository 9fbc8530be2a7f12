package io.mockaws.services.events.op

import io.mockaws.kit.StrictJson
import io.mockaws.kit.pattern.EventPattern
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.bus.EventsFaults
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

@Serializable
internal data class TestEventPatternRequest(
    val eventPattern: String,
    val event: String,
)

@Serializable
internal data class TestEventPatternResponse(
    val result: Boolean,
)

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html */
@Suppress("UNUSED_PARAMETER")
internal fun testEventPattern(
    request: TestEventPatternRequest,
    call: EventsCall,
): TestEventPatternResponse {
    val event = StrictJson.parse(request.event) as? JsonObject ?: throw EventsFaults.badEvent()
    return TestEventPatternResponse(EventPattern.matches(request.eventPattern, event))
}
