package io.mockaws.services.events.event

import io.mockaws.kit.inWholeSeconds
import kotlinx.serialization.Serializable
import kotlinx.serialization.Transient
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlin.time.Instant

/** An event as rules see it. */
@Serializable
internal data class Event(
    val id: String,
    val source: String,
    val detailType: String,
    /** Where it was put first: buses that hand it on do not change it. */
    val account: String,
    val region: String,
    val time: Instant,
    val resources: List<String>,
    /** JSON without white space. */
    val detail: String,
    val ingestedAt: Instant,
    val traceHeader: String? = null,
    /** The replay that brings it again. */
    val replayName: String? = null,
    /** ARNs of the buses that it came over, the first first. */
    val via: List<String> = emptyList(),
) {
    /** [detail] where it has been read already. */
    @Transient
    var document: JsonElement? = null

    /** As targets get it, in AWS's order of members. */
    val json: JsonObject by lazy(LazyThreadSafetyMode.PUBLICATION) {
        buildJsonObject {
            put("version", "0")
            put("id", id)
            put("detail-type", detailType)
            put("source", source)
            put("account", account)
            put("time", time.inWholeSeconds())
            put("region", region)
            replayName?.let { put("replay-name", it) }
            put("resources", JsonArray(resources.map(::JsonPrimitive)))
            put("detail", document ?: Json.parseToJsonElement(detail))
        }
    }

    /** [json] as text. */
    val text: String by lazy(LazyThreadSafetyMode.PUBLICATION) { json.toString() }

    /** `<aws.events.event>` of an input template: all but the detail, as AWS names and orders it there. */
    fun withoutDetail(): JsonElement =
        buildJsonObject {
            put("id", id)
            put("account", account)
            put("detailType", detailType)
            put("time", time.inWholeSeconds())
            put("source", source)
            put("region", region)
            put("resources", JsonArray(resources.map(::JsonPrimitive)))
            put("version", "0")
            replayName?.let { put("replayName", it) }
        }
}
