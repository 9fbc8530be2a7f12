package io.mockaws.services.firehose.stream

import io.mockaws.kit.JsonPath
import io.mockaws.kit.StrictJson
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonPrimitive

/**
 * What partition keys are in a record, in jq: an object of paths, as `{customer:.customer.id, device:.devices[0]}`. More of jq
 * is refused.
 *
 * https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-partitioning-keys.html
 */
internal class MetadataQuery private constructor(
    private val paths: Map<String, JsonPath>,
) {
    /** The keys of [record]; null where it is no JSON, or lacks one. */
    fun keys(record: String): Map<String, String>? {
        val document = StrictJson.parse(record) ?: return null
        return paths.mapValues { (_, path) -> text(path.find(document)) ?: return null }
    }

    private fun text(found: JsonElement?): String? =
        when (found) {
            null, JsonNull -> null
            is JsonPrimitive -> found.content.ifEmpty { null }
            else -> null
        }

    companion object {
        private val member = Regex("\\s*\"?([A-Za-z_][A-Za-z0-9_]*)\"?\\s*:\\s*(\\.[A-Za-z0-9_.\\[\\]\"]*)\\s*")

        /** @throws io.mockaws.engine.AwsFault for what is more than paths */
        fun parse(text: String): MetadataQuery {
            val inside = text.trim().takeIf { it.startsWith("{") && it.endsWith("}") }?.drop(1)?.dropLast(1)
            val paths =
                inside?.split(',')?.associate { part ->
                    val match = member.matchEntire(part) ?: throw unknown(text)
                    val path = JsonPath.parse("$" + match.groupValues[2].replace(".[", "["))
                    match.groupValues[1] to (path ?: throw unknown(text))
                }
            return MetadataQuery(paths ?: throw unknown(text))
        }

        private fun unknown(text: String) =
            FirehoseFaults.notImplemented("understand more of jq than an object of paths, and so not $text")
    }
}
