package io.mockaws.services.sns.op

import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.topicAt
import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject

@Serializable
internal data class PutDataProtectionPolicyInput(
    val resourceArn: String? = null,
    val dataProtectionPolicy: String? = null,
)

@Serializable
internal data class GetDataProtectionPolicyInput(
    val resourceArn: String? = null,
)

@Serializable
internal data class GetDataProtectionPolicyResponse(
    val dataProtectionPolicy: String,
)

/** The policy is kept, and no message judged by it. https://docs.aws.amazon.com/sns/latest/api/API_PutDataProtectionPolicy.html */
internal fun putDataProtectionPolicy(
    input: PutDataProtectionPolicyInput,
    call: SnsCall,
) {
    val policy = input.dataProtectionPolicy!!
    if (policy.isNotEmpty() &&
        !isObject(policy)
    ) {
        throw SnsFaults.invalid("DataProtectionPolicy", "failed to parse JSON")
    }
    call.topicAt(input.resourceArn!!, "ResourceArn").change { it.copy(dataProtectionPolicy = policy.ifEmpty { null }) }
}

/** https://docs.aws.amazon.com/sns/latest/api/API_GetDataProtectionPolicy.html */
internal fun getDataProtectionPolicy(
    input: GetDataProtectionPolicyInput,
    call: SnsCall,
): GetDataProtectionPolicyResponse =
    GetDataProtectionPolicyResponse(
        call.topicAt(input.resourceArn!!, "ResourceArn").get().dataProtectionPolicy.orEmpty()
    )

private fun isObject(text: String): Boolean =
    try {
        Json.parseToJsonElement(text) is JsonObject
    } catch (_: SerializationException) {
        false
    }
