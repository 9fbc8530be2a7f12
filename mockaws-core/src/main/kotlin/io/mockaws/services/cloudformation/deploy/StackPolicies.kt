package io.mockaws.services.cloudformation.deploy

import io.mockaws.services.cloudformation.state.StackResource
import io.mockaws.services.cloudformation.template.TemplateFaults
import io.mockaws.services.cloudformation.template.scalar
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/**
 * Stack policies: who forbids what in updates.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
 */
internal object StackPolicies {
    /** @throws io.mockaws.engine.AwsFault where [policy] does not let [resource] be changed, or replaced */
    fun check(
        policy: String?,
        resource: StackResource,
        isReplaced: Boolean,
        action: String = if (isReplaced) "Update:Replace" else "Update:Modify",
    ) {
        val statements = policy?.let { Json.parseToJsonElement(it) as? JsonObject }?.get("Statement") ?: return
        val matching = listOf(statements).flatMap {
            it as? JsonArray ?: listOf(it)
        }.map { it as JsonObject }.filter { matches(it, resource, action) }
        val effects = matching.map { it["Effect"]?.scalar }
        if ("Deny" in effects || "Allow" !in effects) {
            throw TemplateFaults.invalid(
                "Action denied by stack policy: Statement [#1] does not allow [$action] for resource [LogicalResourceId/${resource.logicalId}];"
            )
        }
    }

    private fun matches(
        statement: JsonObject,
        resource: StackResource,
        action: String,
    ): Boolean {
        val names = listOf("LogicalResourceId/${resource.logicalId}", "*")
        val isAction =
            statement["Action"]?.let { texts(it).any { pattern -> like(pattern, action) } }
                ?: texts(statement["NotAction"]).none { like(it, action) }
        val isResource =
            statement["Resource"]?.let { texts(it).any { pattern -> names.any { name -> like(pattern, name) } } }
                ?: texts(statement["NotResource"]).none { pattern -> like(pattern, names[0]) }
        val types = (
            ((statement["Condition"] as? JsonObject)?.values?.firstOrNull() as? JsonObject)?.get(
                "ResourceType"
            )
            )
        return isAction && isResource && (types == null || texts(types).any { like(it, resource.type) })
    }

    private fun texts(json: JsonElement?): List<String> = if (json is JsonArray) {
        json.mapNotNull {
            it.scalar
        }
    } else {
        listOfNotNull(json?.scalar)
    }

    private fun like(
        pattern: String,
        text: String,
    ): Boolean = Regex(pattern.split('*').joinToString(".*") { Regex.escape(it) }).matches(text)
}
