package io.mockaws.services.cloudformation.op

import io.mockaws.kit.StrictJson
import io.mockaws.services.cloudformation.state.CloudFormationCall
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
        if (body != null && url != null) throw CloudFormationFaults.invalid("You cannot specify both StackPolicyURL and StackPolicyBody")
        val text = body ?: url?.let { Templates(call).text(TemplateSource(null, it), null) } ?: return null
        val policy = StrictJson.parse(text) as? JsonObject
        if (policy == null || "Statement" !in policy) throw CloudFormationFaults.invalid("Error validating stack policy: Invalid stack policy")
        return text
    }
}
