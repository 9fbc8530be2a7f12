package io.mockaws.services.cloudformation.deploy

import io.mockaws.services.cloudformation.resource.ResourceSpec
import io.mockaws.services.cloudformation.state.Stack
import io.mockaws.services.cloudformation.template.textAt
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Tags of a stack, which whatever in it has tags gets as well. */
internal object StackTags {
    /** [properties] of a resource of [type] with the [tags] of its stack; its own win. */
    fun merged(
        type: String,
        properties: JsonObject,
        tags: Map<String, String>,
    ): JsonObject {
        val property = ResourceSpec.of(type)?.tags
        if (tags.isEmpty() || property == null) return properties
        val own = properties[property]
        val merged =
            if (own is JsonObject) {
                JsonObject(tags.mapValues { JsonPrimitive(it.value) } + own)
            } else {
                val list = own as? JsonArray ?: JsonArray(emptyList())
                val keys = list.mapNotNull { (it as? JsonObject)?.textAt("Key") }
                JsonArray(list + tags.filterKeys { it !in keys }.map { (key, value) -> tag(key, value) })
            }
        return JsonObject(properties + (property to merged))
    }

    /**
     * [properties] of the resource [logicalId] of [stack] with the tags that tell where it comes from. Only types whose
     * services let CloudFormation set tags of `aws:` here get them.
     *
     * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
     */
    fun withOrigin(
        type: String,
        properties: JsonObject,
        stack: Stack,
        logicalId: String,
    ): JsonObject {
        if (type !in TELLING) return properties
        val origin = mapOf("logical-id" to logicalId, "stack-id" to stack.id, "stack-name" to stack.name)
        return merged(type, properties, origin.mapKeys { "aws:cloudformation:${it.key}" })
    }

    private val TELLING =
        setOf(
            "AWS::ApiGateway::RestApi",
            "AWS::ApiGateway::Stage",
            "AWS::ApiGateway::UsagePlan",
            "AWS::Lambda::Function",
        )

    private fun tag(
        key: String,
        value: String,
    ) = buildJsonObject {
        put("Key", key)
        put("Value", value)
    }
}
