package io.mockaws.services.cloudformation.resource

import io.mockaws.model.Models
import io.mockaws.services.cloudformation.template.scalar
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** Tags, which properties have as a list of keys and values, or as a map. */
internal object Tags {
    fun of(json: JsonElement?): Map<String, String?> =
        when (json) {
            is JsonObject -> json.mapValues { it.value.scalar }

            is JsonArray -> json.mapNotNull { it as? JsonObject }.associate {
                (it["Key"] ?: it["key"])?.scalar.orEmpty() to
                    (it["Value"] ?: it["value"])?.scalar
            }

            else -> emptyMap()
        }

    /** [plan] with the item at hand as its tags. */
    fun putting(plan: CallPlan): CallPlan = with(plan) { it.startsWith("tag") && !it.endsWith("keys") }

    /** [plan] with the item at hand as the keys that go. */
    fun removing(plan: CallPlan): CallPlan = with(plan) { it.endsWith("keys") || it == "tags" }

    private fun with(
        plan: CallPlan,
        matches: (String) -> Boolean,
    ): CallPlan {
        val members = Models.service(plan.service).operation(plan.operation)!!.input.members
        val own = members.firstOrNull { matches(it.name.lowercase()) } ?: return plan
        return CallPlan(plan.service, plan.operation, plan.members + (own.name to Expression("it")))
    }
}
