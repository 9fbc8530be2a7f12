package io.mockaws.services.secretsmanager.secret

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What a resource policy of a secret has to be: JSON with statements that each have effect, principal, action and resource. */
internal object PolicyChecks {
    private const val SYNTAX = "This resource policy contains a syntax error."
    private val versions = setOf("2008-10-17", "2012-10-17")
    private val memberPairs =
        listOf("Principal" to "NotPrincipal", "Action" to "NotAction", "Resource" to "NotResource")

    /** What is wrong with [policy]; null for nothing. */
    fun problem(policy: String): String? {
        val document = parse(policy) ?: return SYNTAX
        val version = document["Version"]
        if (version != null && (version as? JsonPrimitive)?.content !in versions) return SYNTAX
        val statements = document["Statement"]?.let(::listOf) ?: return SYNTAX
        return if (statements.isEmpty() || statements.any { !isStatement(it) }) SYNTAX else null
    }

    /** Whether [policy] lets anybody in. */
    fun isPublic(policy: String): Boolean =
        parse(policy)?.get("Statement")?.let(::listOf).orEmpty().filterIsInstance<JsonObject>().any {
            it.text("Effect") == "Allow" && "Condition" !in it && isAnybody(it["Principal"])
        }

    private fun isAnybody(principal: JsonElement?): Boolean =
        when (principal) {
            is JsonPrimitive -> principal.content == "*"
            is JsonObject -> principal.values.flatMap(::listOf).any { (it as? JsonPrimitive)?.content == "*" }
            else -> false
        }

    private fun isStatement(element: JsonElement): Boolean =
        element is JsonObject && element.text("Effect") in setOf("Allow", "Deny") &&
            memberPairs.all { (one, other) -> (one in element) != (other in element) }

    private fun JsonObject.text(member: String) = (this[member] as? JsonPrimitive)?.content

    private fun listOf(element: JsonElement): List<JsonElement> =
        element as? JsonArray ?: kotlin.collections.listOf(element)

    private fun parse(policy: String): JsonObject? =
        try {
            Json.parseToJsonElement(policy) as? JsonObject
        } catch (_: IllegalArgumentException) {
            null
        }
}
