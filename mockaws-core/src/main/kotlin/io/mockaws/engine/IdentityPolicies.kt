package io.mockaws.engine

/** Who knows what IAM grants to a caller, as whoever judges calls meets it. */
internal interface IdentityPolicies {
    /** What the policies of [identity] are; null where IAM has no such user or role. */
    fun policiesOf(
        identity: Identity,
        world: World,
    ): GrantedPolicies?

    /** The service control policies that [account] is under; none where it is in no organization. */
    fun controlPolicies(
        account: String,
        world: World,
    ): List<NamedDocument> = emptyList()

    /** The default version of the managed policy [arn], as [account] sees it; null where there is none. */
    fun managedPolicy(
        arn: String,
        account: String,
        world: World,
    ): NamedDocument? = null
}

/** What IAM has of a user or role. */
internal class GrantedPolicies(
    /** Inline and managed ones, those of a user's groups among them. */
    val identityPolicies: List<NamedDocument>,
    /** The permissions boundary; null for none. */
    val boundary: NamedDocument?,
    /** The principal's own tags, without those of a session. */
    val tags: Map<String, String>,
)

/** A policy document. */
internal class NamedDocument(
    /** The ARN of a managed policy, or the name of an inline one. */
    val name: String,
    val json: String,
)

/** Who knows the roles there are, as services meet it that assume or pass them. */
internal interface Roles {
    /** The role with the name [name] in [account]; null where IAM has none. */
    fun role(
        account: String,
        name: String,
        world: World,
    ): KnownRole?
}

/** A role as IAM has it. */
internal class KnownRole(
    /** `AROA...` */
    val id: String,
    val arn: String,
    /** How long a session may last, in seconds. */
    val maxSessionDuration: Int,
    /** Who may assume it: its trust policy. */
    val trustPolicy: String,
)
