package io.mockaws.iam

/**
 * What policies would say of requests that nobody makes.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html
 */
internal class Simulation(
    private val principal: Principal,
    private val own: PrincipalPolicies,
    private val resource: ResourceSide,
    /** The values of condition keys, by name. */
    context: Map<String, List<String>>,
) {
    private val context = context.mapKeys { it.key.lowercase() }
    private val documents = (own.identity + listOfNotNull(own.boundary, resource.policy)).map { it.document }

    class Result(
        val judgement: Judgement,
        /** What has said something that counts. */
        val matched: List<Matched>,
        /** The keys that policies ask for and nobody has given. */
        val missing: List<String>,
        /** Null where there is no boundary. */
        val isWithinBoundary: Boolean?,
    ) {
        val decision: String
            get() = when {
                judgement.isAllowed -> "allowed"
                judgement.isExplicit -> "explicitDeny"
                else -> "implicitDeny"
            }
    }

    class Matched(
        val policy: String,
        val kind: PolicyKind,
        val number: Int,
    )

    fun of(
        action: String,
        target: String,
    ): Result {
        val request = AccessRequest(principal, action, target) { context[it] }
        val judgement = Evaluation(request, own, resource).judge()
        val missing =
            ContextKeys.of(documents.filter { document -> document.statements.any { it.covers(action) } })
                .filter { it.lowercase() !in context }
        val boundary = own.boundary?.let { policy ->
            val all = policy.document.statements.filter { it.isAbout(request) }
            all.any { it.isAllow } && all.all { it.isAllow }
        }
        return Result(judgement, matched(request, judgement), missing, boundary)
    }

    /** All that allow where it is allowed, and all that deny where it is denied. */
    private fun matched(
        request: AccessRequest,
        judgement: Judgement,
    ): List<Matched> {
        if (!judgement.isAllowed && !judgement.isExplicit) return emptyList()
        val ofResource = listOfNotNull(resource.policy).flatMap { policy ->
            numbered(policy, PolicyKind.RESOURCE, judgement) {
                it.match(principal) != Match.NONE && it.isAbout(request)
            }
        }
        val ofIdentity = own.identity.flatMap { policy ->
            numbered(policy, PolicyKind.IDENTITY, judgement) { it.isAbout(request) }
        }
        return ofIdentity + ofResource
    }

    private fun numbered(
        policy: Policy,
        kind: PolicyKind,
        judgement: Judgement,
        says: (Statement) -> Boolean,
    ): List<Matched> =
        policy.document.statements.withIndex()
            .filter { (_, statement) -> statement.isAllow == judgement.isAllowed && says(statement) }
            .map { (index, _) -> Matched(policy.name, kind, index + 1) }
}
