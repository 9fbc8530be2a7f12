package io.mockaws.services.cloudformation.resource

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Makes the calls of what has calls of its own. */
internal class SettingCalls(
    private val calls: ResourceCalls,
) {
    /** What there is of [setting] in [properties]: its items, or the one that it is. */
    private fun items(
        setting: Setting,
        properties: JsonObject,
    ): List<JsonElement> {
        val value = setting.path.fold(properties[setting.property]) { at, name -> (at as? JsonObject)?.get(name) }
        val text = (value as? JsonPrimitive)?.content
        return when {
            value == null || value == JsonNull -> emptyList()
            setting.kind == Setting.Kind.FLAG && text == "false" -> emptyList()
            setting.kind == Setting.Kind.UNFLAG && text == "true" -> emptyList()
            isEach(setting) && value is JsonArray -> value
            else -> listOf(value)
        }
    }

    private fun isEach(setting: Setting) = setting.kind == Setting.Kind.EACH || setting.kind == Setting.Kind.CHANGEEACH

    fun put(
        setting: Setting,
        properties: JsonObject,
        known: Known,
    ) = items(setting, properties).forEach { calls.make(setting.put, known.with(it)) }

    fun remove(
        setting: Setting,
        properties: JsonObject,
        known: Known,
    ) {
        val plan = setting.remove ?: return
        items(setting, properties).forEach { unlessGone { calls.make(plan, known.with(it)) } }
    }

    fun change(
        setting: Setting,
        before: JsonObject,
        after: JsonObject,
        old: Known,
        known: Known,
    ) {
        val oldItems = items(setting, before)
        val newItems = items(setting, after)
        val isWhole = setting.reads.any { it in known.changed && it != setting.property }
        val isReplaced = !isEach(setting) && newItems.isNotEmpty()
        if (!isReplaced) {
            (oldItems - newItems.toSet()).forEach { gone ->
                unlessGone { setting.remove?.let { calls.make(it, old.with(gone)) } }
            }
        }
        val put = if (isWhole) newItems else newItems - oldItems.toSet()
        put.forEach { calls.make(setting.put, known.with(it)) }
    }

    fun changeTags(
        setting: Setting,
        before: JsonElement?,
        after: JsonElement?,
        known: Known,
    ) {
        val gone = Tags.of(before).keys - Tags.of(after).keys
        if (gone.isNotEmpty()) {
            calls.make(
                Tags.removing(setting.remove!!),
                known.with(JsonArray(gone.map(::JsonPrimitive)))
            )
        }
        if (after != null && Tags.of(after).isNotEmpty()) calls.make(Tags.putting(setting.put), known.with(after))
    }
}
