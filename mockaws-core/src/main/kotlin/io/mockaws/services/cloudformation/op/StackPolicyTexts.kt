package io.mockaws.services.cloudformation.op

import io.mockaws.kit.StrictJson
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.template.scalar
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

/** Where stack policies come from. */
internal class StackPolicyTexts(
    private val call: CloudFormationCall,
) {
    /** The policy that a call gives; null where it gives none. */
    suspend fun text(
        body: String?,
        url: String?,
    ): String? {
        if (body != null &&
            url != null
        ) {
            throw CloudFormationFaults.invalid("You cannot specify both StackPolicyURL and StackPolicyBody")
        }
        val text = body ?: url?.let { Templates(call).text(TemplateSource(null, it), null) } ?: return null
        val policy = StrictJson.parse(text) as? JsonObject
        if (policy == null ||
            !isValid(policy)
        ) {
            throw CloudFormationFaults.invalid("Error validating stack policy: Invalid stack policy")
        }
        return text
    }

    private fun isValid(policy: JsonObject): Boolean {
        if (policy.isEmpty()) return true
        val statements = policy["Statement"] ?: return false
        return (statements as? JsonArray ?: listOf(statements)).all { it is JsonObject && isStatement(it) }
    }

    private fun isStatement(statement: JsonObject): Boolean {
        val actions = statement["Action"] ?: statement["NotAction"]
        val names = (actions as? JsonArray ?: listOfNotNull(actions)).map { it.scalar.orEmpty() }
        return statement["Effect"]?.scalar in setOf("Allow", "Deny") && statement["Principal"]?.scalar == "*" &&
            names.isNotEmpty() &&
            names.all { it == "*" || it.startsWith("Update:") } &&
            ("Resource" in statement || "NotResource" in statement)
    }
}
