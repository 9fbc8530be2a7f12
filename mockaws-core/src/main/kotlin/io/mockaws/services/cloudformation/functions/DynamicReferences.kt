package io.mockaws.services.cloudformation.functions

import kotlinx.serialization.json.JsonPrimitive

/**
 * References to values that other services keep.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
internal object DynamicReferences {
    private val REFERENCE = Regex("\\{\\{resolve:(ssm|ssm-secure|secretsmanager):([^{}]*)}}")

    /** [text] with the values in place of its references. */
    fun resolved(
        text: JsonPrimitive,
        scope: Scope,
    ): JsonPrimitive {
        if (!text.isString || "{{resolve:" !in text.content) return text
        return JsonPrimitive(REFERENCE.replace(text.content) { scope.dynamic(it.groupValues[1], it.groupValues[2]) })
    }
}
