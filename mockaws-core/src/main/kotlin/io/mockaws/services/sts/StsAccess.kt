package io.mockaws.services.sts

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.access.Need
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.iam.ConditionKeys
import io.mockaws.iam.Principal
import io.mockaws.iam.ResourceSide
import io.mockaws.kit.Arn
import io.mockaws.services.sts.session.SamlAssertion
import io.mockaws.services.sts.session.StsState
import io.mockaws.services.sts.session.WebIdentity

/**
 * Trust policies: who may assume a role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html#term_trust-policy
 */
internal object StsAccess : ServiceAccess<StsState>() {
    private const val ROLE = "role/"

    override fun resource(
        need: Need,
        principal: Principal,
        keys: ConditionKeys,
        call: CallContext<StsState>,
    ): ResourceSide {
        val arn =
            Arn.parse(need.resource)?.takeIf { it.service == "iam" && it.resource.startsWith(ROLE) } ?: return NOTHING
        val roles = call.world.links.roles ?: return NOTHING
        val role = roles.role(arn.account, arn.resource.substringAfterLast('/'), call.world)?.takeIf {
            it.arn == "$arn"
        }
        return ResourceSide(arn.account, policy("the trust policy", role?.trustPolicy), isRequired = true)
    }

    /** Whoever comes with a token of a provider is known by that alone. */
    override fun stranger(
        operation: String,
        input: Map<String, Any?>,
        call: CallContext<StsState>,
    ): Principal? {
        val provider =
            when (operation) {
                "AssumeRoleWithWebIdentity" -> webProvider(input, call)
                "AssumeRoleWithSAML" -> input["PrincipalArn"] as? String
                else -> null
            } ?: return null
        return Principal(Principal.Type.WEB_IDENTITY, "", provider, provider = provider)
    }

    /** A provider that AWS knows by itself has no ARN. */
    private fun webProvider(
        input: Map<String, Any?>,
        call: CallContext<StsState>,
    ): String? {
        val host = identity(input, call)?.provider?.removePrefix("https://") ?: return null
        if (host in KNOWN) return host
        val role = Arn.parse("${input["RoleArn"]}") ?: return host
        return "arn:${role.partition}:iam::${role.account}:oidc-provider/$host"
    }

    private val KNOWN =
        setOf("accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com", "www.amazon.com")

    private fun identity(
        input: Map<String, Any?>,
        call: CallContext<StsState>,
    ): WebIdentity? =
        try {
            WebIdentity.of("${input["WebIdentityToken"]}", input["ProviderId"] as? String, call.now())
        } catch (_: AwsFault) {
            null
        }

    /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html */
    override fun values(
        key: String,
        need: Need,
        input: Map<String, Any?>,
        call: CallContext<StsState>,
    ): List<String>? =
        when {
            // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
            key == "aws:multifactorauthpresent" -> input["TokenCode"]?.let { listOf("true") }

            key.startsWith("saml:") -> saml(key.removePrefix("saml:"), input)

            "WebIdentityToken" in input -> claim(key, input, call)

            else -> null
        }

    private fun claim(
        key: String,
        input: Map<String, Any?>,
        call: CallContext<StsState>,
    ): List<String>? {
        val identity = identity(input, call) ?: return null
        val host = identity.provider?.removePrefix("https://")?.lowercase()
        if (key.substringBeforeLast(':') != host) return null
        return when (key.substringAfterLast(':')) {
            "sub" -> identity.subject?.let(::listOf)
            "aud", "app_id" -> identity.audience?.let(::listOf)
            else -> null
        }
    }

    private fun saml(
        name: String,
        input: Map<String, Any?>,
    ): List<String>? {
        val assertion =
            try {
                SamlAssertion.of("${input["SAMLAssertion"]}")
            } catch (_: AwsFault) {
                return null
            }
        return when (name) {
            "aud" -> assertion.recipient
            "sub" -> assertion.subject
            "sub_type" -> assertion.subjectType
            "iss" -> assertion.issuer
            else -> null
        }?.let(::listOf)
    }
}
