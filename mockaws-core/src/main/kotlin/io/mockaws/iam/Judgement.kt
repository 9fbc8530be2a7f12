package io.mockaws.iam

/** What somebody wants to do to something. */
internal class AccessRequest(
    val principal: Principal,
    /** `s3:GetObject`. */
    val action: String,
    /** An ARN, or `*` where an action is about no one thing. */
    val resource: String,
    val keys: ConditionKeys,
)

/** A policy and what it is called. */
internal class Policy(
    val name: String,
    val document: PolicyDocument,
)

/** What says something of a request on the side of who makes it. */
internal class PrincipalPolicies(
    val identity: List<Policy> = emptyList(),
    val boundary: Policy? = null,
    /** Null where nothing was said when the session began. */
    val session: List<Policy>? = null,
    /** Service control policies of the account's organization; none where it is in none. */
    val control: List<Policy> = emptyList(),
)

/** What says something of a request on the side of what it is about. */
internal class ResourceSide(
    /** Whose it is; null where it is nobody's, or the caller's own. */
    val account: String? = null,
    val policy: Policy? = null,
    /** Whether nobody may unless [policy] says so, be it by leaving it to the account: keys of KMS, roles. */
    val isRequired: Boolean = false,
    /** What lets the caller do it beside the policy: a grant, an access control list. */
    val grant: String? = null,
    /** Whether what the policy allows everybody holds for nobody of another account. */
    val isClosed: Boolean = false,
    /** Whether [policy] may deny and not allow, because what it is about is another account's. */
    val onlyDenies: Boolean = false,
)

/** The kinds of policies by the words of AWS's refusals. */
internal enum class PolicyKind(
    val words: String,
) {
    IDENTITY("an identity-based policy"),
    RESOURCE("a resource-based policy"),
    BOUNDARY("a permissions boundary"),
    SESSION("a session policy"),
    CONTROL("a service control policy"),
    ;

    /** `identity-based policy`. */
    val bare: String get() = words.substringAfter(' ')
}

/** What came of a request. */
internal class Judgement(
    val isAllowed: Boolean,
    /** Which kind decided; null where nothing but the caller's being the root user did. */
    val kind: PolicyKind?,
    /** The name of the policy that decided, or what else did; null where what was missing decides. */
    val policy: String? = null,
    val statement: Statement? = null,
    /** The number of the statement in its policy, from 1 on. */
    val number: Int = 0,
) {
    val isExplicit: Boolean get() = statement != null && !isAllowed

    /**
     * Why not, as AWS says it: `because no identity-based policy allows the s3:GetObject action`.
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
     */
    fun reason(action: String): String =
        if (isExplicit) {
            "with an explicit deny in ${kind!!.words}"
        } else {
            "because no ${kind!!.bare} allows the $action action"
        }

    /** For who looks into it: `allowed by statement 1 (ReadOnly) of the identity-based policy reader`. */
    override fun toString(): String {
        val verb = if (isAllowed) "allowed" else "denied"
        return when {
            statement != null -> {
                val sid = statement.sid?.let { " ($it)" }.orEmpty()
                "$verb by statement $number$sid of the ${kind!!.bare} $policy"
            }

            policy != null -> "$verb by $policy"

            kind != null -> "$verb: no ${kind.bare} allows it"

            else -> "$verb: the root user"
        }
    }
}
