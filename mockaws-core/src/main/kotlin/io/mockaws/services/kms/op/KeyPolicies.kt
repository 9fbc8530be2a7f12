package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.services.kms.state.KmsFaults
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.checkOwnKey
import io.mockaws.services.kms.state.findById
import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull

@Serializable
internal data class PutKeyPolicyRequest(
    val keyId: String,
    val policyName: String? = null,
    val policy: String,
    val bypassPolicyLockoutSafetyCheck: Boolean = false,
)

@Serializable
internal data class GetKeyPolicyRequest(
    val keyId: String,
    val policyName: String? = null,
)

@Serializable
internal data class GetKeyPolicyResponse(
    val policy: String,
    val policyName: String,
)

@Serializable
internal data class ListKeyPoliciesRequest(
    val keyId: String,
    val limit: Int? = null,
    val marker: String? = null,
)

@Serializable
internal data class ListKeyPoliciesResponse(
    val policyNames: List<String>,
    val nextMarker: String?,
    val truncated: Boolean,
)

/** The one policy that a key has is called so. */
private const val DEFAULT = "default"

/** https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
private const val LONGEST = 32 * 1024

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html */
internal fun putKeyPolicy(
    request: PutKeyPolicyRequest,
    call: CallContext<KmsState>,
) {
    val found = call.findById(request.keyId)
    found.checkOwnKey(call, "PutKeyPolicy")
    if (request.policyName != null && request.policyName != DEFAULT) {
        throw KmsFaults.unsupported("Only default policy is supported")
    }
    checkPolicy(request.policy, request.bypassPolicyLockoutSafetyCheck)
    found.update { it.copy(policy = request.policy) }
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html */
internal fun getKeyPolicy(
    request: GetKeyPolicyRequest,
    call: CallContext<KmsState>,
): GetKeyPolicyResponse {
    val found = call.findById(request.keyId)
    if (request.policyName != null && request.policyName != DEFAULT) throw KmsFaults.notFound("No such policy exists")
    return GetKeyPolicyResponse(found.key.policy, DEFAULT)
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyPolicies.html */
internal fun listKeyPolicies(
    request: ListKeyPoliciesRequest,
    call: CallContext<KmsState>,
): ListKeyPoliciesResponse {
    val key = call.findById(request.keyId).key
    val size = PageSize(usual = 100, most = 1000)
    val page = page("policies ${key.id}", listOf(DEFAULT), request.limit, request.marker, size) { it }
    return ListKeyPoliciesResponse(page.items, page.nextToken, page.nextToken != null)
}

/**
 * Refuses a policy that is none, and one under which nobody could put another any more.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
internal fun checkPolicy(
    policy: String,
    isLockoutAllowed: Boolean,
) {
    if (policy.encodeToByteArray().size > LONGEST) {
        throw KmsFaults.limitExceeded("The key policy is longer than $LONGEST bytes.")
    }
    val document =
        try {
            Json.parseToJsonElement(policy) as? JsonObject
        } catch (_: SerializationException) {
            null
        } ?: throw KmsFaults.malformedPolicy()
    val statements = document["Statement"].asList().map { it as? JsonObject ?: throw KmsFaults.malformedPolicy() }
    if (statements.isEmpty() || statements.any { !it.isWhole() }) throw KmsFaults.malformedPolicy()
    if (!isLockoutAllowed && statements.none { it.allowsPut() }) {
        throw KmsFaults.malformedPolicy("The new key policy will not allow you to update the key policy in the future.")
    }
}

private fun JsonObject.isWhole() =
    text("Effect") in setOf("Allow", "Deny") && ("Principal" in this || "NotPrincipal" in this) &&
        ("Action" in this || "NotAction" in this)

private fun JsonObject.allowsPut(): Boolean {
    if (text("Effect") != "Allow") return false
    val excepted = this["NotAction"]
    return if (excepted != null) excepted.texts().none(::coversPut) else this["Action"].texts().any(::coversPut)
}

private fun coversPut(action: String): Boolean {
    val pattern = action.split('*').joinToString(".*") { part ->
        part.split('?').joinToString(".") { Regex.escape(it) }
    }
    return Regex(pattern, RegexOption.IGNORE_CASE).matches("kms:PutKeyPolicy")
}

private fun JsonObject.text(name: String) = (this[name] as? JsonPrimitive)?.contentOrNull

private fun JsonElement?.asList(): List<JsonElement> = this as? JsonArray ?: listOfNotNull(this)

private fun JsonElement?.texts() = asList().mapNotNull { (it as? JsonPrimitive)?.contentOrNull }
