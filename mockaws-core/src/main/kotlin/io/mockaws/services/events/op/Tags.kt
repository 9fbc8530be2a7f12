package io.mockaws.services.events.op

import io.mockaws.kit.Arn
import io.mockaws.kit.TagRules
import io.mockaws.services.events.bus.EventBus
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.bus.EventsFaults
import io.mockaws.services.events.bus.bus
import io.mockaws.services.events.bus.rule
import kotlinx.serialization.Serializable

@Serializable
internal data class Tag(
    val key: String? = null,
    val value: String? = null,
)

@Serializable
internal data class TagResourceRequest(
    val resourceARN: String,
    val tags: List<Tag>,
)

@Serializable
internal data class UntagResourceRequest(
    val resourceARN: String,
    val tagKeys: List<String>,
)

@Serializable
internal data class ListTagsForResourceRequest(
    val resourceARN: String,
)

@Serializable
internal data class ListTagsForResourceResponse(
    val tags: List<Tag>,
)

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TagResource.html */
internal fun tagResource(
    request: TagResourceRequest,
    call: EventsCall,
) = call.changeTags(request.resourceARN) { tagged(it, request.tags) }

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UntagResource.html */
internal fun untagResource(
    request: UntagResourceRequest,
    call: EventsCall,
) = call.changeTags(request.resourceARN) { it - request.tagKeys.toSet() }

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTagsForResource.html */
internal fun listTagsForResource(
    request: ListTagsForResourceRequest,
    call: EventsCall,
): ListTagsForResourceResponse {
    val tables = call.state.now
    val tags =
        when (val thing = taggable(request.resourceARN)) {
            is Taggable.Bus -> (tables.bus(thing.name) ?: throw EventsFaults.noBus(thing.name)).tags

            is Taggable.Rule ->
                (tables.rule(thing.bus, thing.name) ?: throw EventsFaults.noRule(thing.name, thing.bus)).tags
        }
    return ListTagsForResourceResponse(tags.map { (key, value) -> Tag(key, value) })
}

internal fun tagged(
    existing: Map<String, String>,
    tags: List<Tag>,
): Map<String, String> {
    val violation = TagRules.violation(existing, tags.map { it.key to it.value.orEmpty() })
    if (violation?.problem == TagRules.Problem.TOO_MANY) throw EventsFaults.tooManyTags()
    if (violation != null) throw EventsFaults.badTag(violation.key)
    return existing + tags.associate { it.key.orEmpty() to it.value.orEmpty() }
}

private sealed interface Taggable {
    class Bus(
        val name: String,
    ) : Taggable

    class Rule(
        val bus: String,
        val name: String,
    ) : Taggable
}

private fun taggable(text: String): Taggable {
    val resource = Arn.parse(text)?.resource.orEmpty()
    val path = resource.substringAfter('/', "")
    return when (resource.substringBefore('/')) {
        "event-bus" -> Taggable.Bus(path)
        "rule" -> Taggable.Rule(path.substringBeforeLast('/', EventBus.DEFAULT), path.substringAfterLast('/'))
        else -> throw EventsFaults.badArn("ResourceARN")
    }
}

private fun EventsCall.changeTags(
    arn: String,
    change: (Map<String, String>) -> Map<String, String>,
) {
    when (val thing = taggable(arn)) {
        is Taggable.Bus -> changeBus(thing.name) { it.copy(tags = change(it.tags)) }
        is Taggable.Rule -> changeRule(thing.bus, thing.name) { it.copy(tags = change(it.tags)) }
    }
}
