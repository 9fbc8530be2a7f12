package io.mockaws.services.kafka.op

import io.mockaws.kit.Page
import io.mockaws.kit.Paging
import io.mockaws.kit.jsonOf
import io.mockaws.services.kafka.cluster.KafkaFaults
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** A structure by AWS's names, as it comes and goes. */
internal typealias Members = Map<String, Any?>

internal fun Members.text(name: String): String? = this[name] as String?

/** The text at [name], which the model asks for. */
internal fun Members.needed(name: String): String = this[name] as String

internal fun Members.texts(name: String): List<String> = (this[name] as List<*>?).orEmpty().map { it as String }

@Suppress("UNCHECKED_CAST")
internal fun Members.tags(name: String = "Tags"): Map<String, String> = (this[name] as Map<String, String>?).orEmpty()

/** Those called [names], as they are kept. */
internal fun Members.kept(vararg names: String): Map<String, JsonElement> =
    names.mapNotNull { name -> this[name]?.let { name to jsonOf(it) } }.toMap()

internal fun JsonObject.with(changes: Map<String, JsonElement>): JsonObject = JsonObject(this + changes)

/** The page that [request] asks for, by `MaxResults` and `NextToken`. */
internal fun <T> page(
    all: List<T>,
    request: Members,
    vararg query: Any?,
    keyOf: (T) -> String,
): Page<T> {
    val size = (request["MaxResults"] as Number?)?.toInt() ?: PAGE
    return Paging(query.toList(), keyOf, KafkaFaults::invalidToken).page(all, size, request.text("NextToken"))
}

private const val PAGE = 100
