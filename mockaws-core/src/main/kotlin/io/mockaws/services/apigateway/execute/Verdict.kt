package io.mockaws.services.apigateway.execute

import io.mockaws.iam.AccessRequest
import io.mockaws.iam.ConditionKeys
import io.mockaws.iam.MalformedPolicy
import io.mockaws.iam.PolicyDocument
import io.mockaws.iam.Principal
import io.mockaws.kit.StrictJson
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.contentOrNull

/** What the function of an authorizer said of a caller. */
internal class Verdict private constructor(
    val principal: String?,
    private val policy: PolicyDocument?,
    /** Of a simple answer. */
    private val isAuthorized: Boolean,
    val context: Map<String, JsonElement>,
    /** The API key that the caller goes by. */
    val usageKey: String?,
) {
    /** How [arn] may be called: null for freely, else the words of the refusal. */
    fun refusal(arn: String): String? {
        if (policy == null) return if (isAuthorized) null else "Forbidden"
        val request = AccessRequest(Principal.ANONYMOUS, INVOKE, arn, ConditionKeys.NONE)
        val fitting = policy.statements.filter { it.isAbout(request) }
        return when {
            fitting.any { !it.isAllow } -> "User is not authorized to access this resource with an explicit deny"
            fitting.any { it.isAllow } -> null
            else -> "User is not authorized to access this resource"
        }
    }

    companion object {
        const val INVOKE: String = "execute-api:Invoke"

        /**
         * Reads what a function answered.
         *
         * @param isSimple whether the answer may be `{"isAuthorized": true}`
         * @throws Refusal for an answer that is none
         */
        fun of(
            payload: String,
            isSimple: Boolean,
        ): Verdict {
            val answer = StrictJson.parse(payload) as? JsonObject ?: throw malformed()
            val context = contextOf(answer)
            if (isSimple) {
                val isAuthorized = (answer["isAuthorized"] as? JsonPrimitive)?.booleanOrNull ?: throw malformed()
                return Verdict(null, null, isAuthorized, context, null)
            }
            val principal = (answer["principalId"] as? JsonPrimitive)?.contentOrNull
            val policy = answer["policyDocument"] as? JsonObject ?: throw malformed()
            val document =
                try {
                    PolicyDocument.of(policy.toString())
                } catch (_: MalformedPolicy) {
                    throw malformed()
                }
            val key = (answer["usageIdentifierKey"] as? JsonPrimitive)?.contentOrNull
            return Verdict(principal, document, false, context, key)
        }

        private fun contextOf(answer: JsonObject): Map<String, JsonElement> =
            when (val context = answer["context"]) {
                null, JsonNull -> emptyMap()
                is JsonObject -> context
                else -> throw malformed()
            }

        private fun malformed() =
            Refusal(
                "AUTHORIZER_CONFIGURATION_ERROR",
                "Internal server error",
                "AuthorizerConfigurationException",
                log = "Invalid authorizer response",
            )
    }
}
