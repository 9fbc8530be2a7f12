package io.mockaws.iam

/**
 * AWS's documented logic: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html.
 * Resource control policies of organizations are not looked at.
 */
internal class Evaluation(
    private val request: AccessRequest,
    private val own: PrincipalPolicies,
    private val resource: ResourceSide,
) {
    private val principal get() = request.principal
    private val isRoot get() = principal.type == Principal.Type.ROOT

    /** Whether the policies of the caller's account say anything at all of this caller. */
    private val hasIdentity = principal.type !in STRANGERS

    fun judge(): Judgement {
        denial()?.let { return it }
        if (!isWithinControl()) return missing(PolicyKind.CONTROL)
        val byResource = resourceAllow()
        if (!hasIdentity) return byResource?.judgement ?: missing(PolicyKind.RESOURCE)
        val isForeign = resource.account != null && resource.account != principal.account
        return when {
            isForeign -> acrossAccounts(byResource)
            resource.isRequired -> whereRequired(byResource)
            else -> withinAccount(byResource)
        }
    }

    /**
     * Policies of an organization set a limit where any of them allows something; beside others stands AWS's own, which
     * allows everything. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
     */
    private fun isWithinControl(): Boolean {
        val isLimit = own.control.any { policy -> policy.document.statements.any { it.isAllow } }
        return !isLimit || allow(PolicyKind.CONTROL, own.control) != null
    }

    private fun denial(): Judgement? =
        deny(PolicyKind.CONTROL, own.control)
            ?: deny(PolicyKind.RESOURCE, listOfNotNull(resource.policy)) { it.match(principal) != Match.NONE }
            ?: deny(PolicyKind.IDENTITY, own.identity)
            ?: deny(PolicyKind.BOUNDARY, listOfNotNull(own.boundary))
            ?: deny(PolicyKind.SESSION, own.session.orEmpty())

    private inline fun deny(
        kind: PolicyKind,
        policies: List<Policy>,
        concerns: (Statement) -> Boolean = { true },
    ): Judgement? {
        for (policy in policies) {
            val statements = policy.document.statements
            for (i in statements.indices) {
                val it = statements[i]
                if (!it.isAllow && concerns(it) && it.isAbout(request)) return decided(kind, policy, i)
            }
        }
        return null
    }

    private fun decided(
        kind: PolicyKind,
        policy: Policy,
        index: Int,
    ): Judgement {
        val statement = policy.document.statements[index]
        return Judgement(statement.isAllow, kind, policy.name, statement, index + 1)
    }

    private fun missing(kind: PolicyKind) = Judgement(isAllowed = false, kind)

    private class Allowed(
        val match: Match,
        val judgement: Judgement,
    )

    /** What on the side of the resource names the caller most closely. */
    private fun resourceAllow(): Allowed? {
        resource.grant?.let { return Allowed(Match.SELF, Judgement(true, PolicyKind.RESOURCE, it)) }
        val policy = resource.policy?.takeIf { isOpen && !resource.onlyDenies } ?: return null
        var best: Allowed? = null
        val statements = policy.document.statements
        for (i in statements.indices) {
            val statement = statements[i]
            if (!statement.isAllow) continue
            val match = statement.match(principal)
            if (match <= (best?.match ?: Match.NONE) || !statement.isAbout(request)) continue
            best = Allowed(match, decided(PolicyKind.RESOURCE, policy, i))
        }
        return best
    }

    /** A policy that is public counts for nobody but the account's own, and services, where that is blocked. */
    private val isOpen =
        !resource.isClosed || principal.type == Principal.Type.SERVICE || principal.account == resource.account

    private fun withinAccount(byResource: Allowed?): Judgement {
        if (isRoot) return byResource?.judgement ?: Judgement(isAllowed = true, kind = null)
        if (byResource?.match == Match.SELF) return byResource.judgement
        val byIdentity = if (byResource?.match == Match.ROLE) byResource.judgement else identityAllow()
        return limited(byIdentity ?: return missing(PolicyKind.IDENTITY))
    }

    private fun whereRequired(byResource: Allowed?): Judgement {
        if (byResource == null) return missing(PolicyKind.RESOURCE)
        if (isRoot) return byResource.judgement
        return withinAccount(byResource)
    }

    /** Both accounts have to allow it. */
    private fun acrossAccounts(byResource: Allowed?): Judgement {
        if (!isRoot) {
            val own = limited(identityAllow() ?: return missing(PolicyKind.IDENTITY))
            if (!own.isAllowed) return own
        }
        return byResource?.judgement ?: missing(PolicyKind.RESOURCE)
    }

    private fun identityAllow(): Judgement? = allow(PolicyKind.IDENTITY, own.identity)

    private fun allow(
        kind: PolicyKind,
        policies: List<Policy>,
    ): Judgement? {
        for (policy in policies) {
            val statements = policy.document.statements
            for (i in statements.indices) {
                if (statements[i].isAllow && statements[i].isAbout(request)) return decided(kind, policy, i)
            }
        }
        return null
    }

    /** [granted], unless the boundary or the session does not go as far. */
    private fun limited(granted: Judgement): Judgement {
        if (own.boundary != null && allow(PolicyKind.BOUNDARY, listOf(own.boundary)) == null) {
            return missing(PolicyKind.BOUNDARY)
        }
        if (own.session != null && allow(PolicyKind.SESSION, own.session) == null) return missing(PolicyKind.SESSION)
        return granted
    }

    private companion object {
        val STRANGERS =
            setOf(Principal.Type.ANONYMOUS, Principal.Type.SERVICE, Principal.Type.WEB_IDENTITY)
    }
}
