package io.mockaws.services.apigateway.execute

import io.mockaws.kit.JsonPath
import io.mockaws.kit.StrictJson
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull

/** What is at a path of JSON. */
internal object JsonPaths {
    /** Null where there is nothing. */
    fun find(
        path: String,
        json: String,
    ): JsonElement? {
        val whole = StrictJson.parse(json) ?: return null
        if (path == "$") return whole
        return JsonPath.parse(path)?.find(whole)
    }

    /** The same as text: a text without its quotes. */
    fun text(
        path: String,
        json: String,
    ): String? = find(path, json)?.let { (it as? JsonPrimitive)?.contentOrNull ?: it.toString() }
}
