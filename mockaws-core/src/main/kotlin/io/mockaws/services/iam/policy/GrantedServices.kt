package io.mockaws.services.iam.policy

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Which services policies allow anything of, whatever the conditions: what access reports are about. */
internal object GrantedServices {
    /** The namespaces, among [all] where a policy allows everything. */
    fun of(
        documents: List<String>,
        all: Set<String>,
    ): Set<String> = documents.flatMapTo(HashSet()) { allowed(it, all) }

    private fun allowed(
        document: String,
        all: Set<String>,
    ): List<String> {
        val statements = list(
            (Json.parseToJsonElement(document) as JsonObject)["Statement"]
        ).filterIsInstance<JsonObject>()
        return statements.filter { (it["Effect"] as? JsonPrimitive)?.content == "Allow" }.flatMap { statement ->
            val actions = list(statement["Action"]).filterIsInstance<JsonPrimitive>().map { it.content }
            if ("NotAction" in statement || "*" in actions) all else actions.map { it.substringBefore(':') }
        }
    }

    private fun list(element: JsonElement?): List<JsonElement> =
        when (element) {
            null -> emptyList()
            is JsonArray -> element
            else -> listOf(element)
        }
}
