package io.mockaws.iam

/**
 * Who makes a request, as policies name them.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
internal class Principal(
    val type: Type,
    /** Twelve digits; empty for who is in no account. */
    val account: String,
    /** `arn:aws:iam::123456789012:user/ann`, `arn:aws:sts::123456789012:assumed-role/reader/session`. */
    val arn: String,
    /** As `aws:userid` has it. */
    val userId: String = "",
    /** The ARN of the role or user that a session is of; [arn] itself where there is no session. */
    val issuer: String = arn,
    /** The principal of a service: `sns.amazonaws.com`. */
    val service: String? = null,
    /** Who vouches for a federated identity: an ARN, or a domain as `accounts.google.com`. */
    val provider: String? = null,
    /** The account as Amazon S3 names it. */
    val canonicalUser: String? = null,
) {
    /** With what `aws:PrincipalType` calls it. */
    enum class Type(
        val word: String?,
    ) {
        ROOT("Account"),
        USER("User"),
        ROLE("AssumedRole"),
        FEDERATED_USER("FederatedUser"),
        ANONYMOUS("Anonymous"),
        SERVICE(null),

        /** Who has proved to a provider who they are and has no credentials of AWS yet. */
        WEB_IDENTITY(null),
    }

    companion object {
        val ANONYMOUS: Principal = Principal(Type.ANONYMOUS, "", "*", "anonymous")

        fun service(name: String): Principal = Principal(Type.SERVICE, "", name, service = name)
    }
}

/** How closely a policy names who asks, which decides what else has to allow the request. */
internal enum class Match {
    NONE,

    /** Only the account, which is to say by policies of its own who may. */
    ACCOUNT,

    /** The role that a session is of, or everybody while one asks. */
    ROLE,

    /** Itself. */
    SELF,
}

/** Whom a statement of a resource-based policy is about. */
internal class Principals(
    /** By kind: `AWS`, `Service`, `Federated`, `CanonicalUser`. */
    private val named: Map<String, List<String>>,
) {
    /** Whether anybody at all is meant, known or not. */
    val isEverybody: Boolean = EVERYBODY in named["AWS"].orEmpty()

    fun match(principal: Principal): Match {
        if (isEverybody) return if (principal.type == Principal.Type.ROLE) Match.ROLE else Match.SELF
        return when (principal.type) {
            Principal.Type.ANONYMOUS -> Match.NONE
            Principal.Type.SERVICE -> has("Service", principal.service)
            Principal.Type.WEB_IDENTITY -> has("Federated", principal.provider)
            else -> named["AWS"].orEmpty().maxOfOrNull { match(it, principal) } ?: canonical(principal)
        }
    }

    private fun canonical(principal: Principal): Match =
        if (has("CanonicalUser", principal.canonicalUser) == Match.NONE) Match.NONE else Match.ACCOUNT

    private fun has(
        kind: String,
        name: String?,
    ): Match = if (name != null && name in named[kind].orEmpty()) Match.SELF else Match.NONE

    private fun match(
        name: String,
        principal: Principal,
    ): Match =
        when {
            name == principal.arn -> Match.SELF

            // The root user's name means its account, for sessions of the root user too.
            name == principal.account || name.endsWith("::${principal.account}:root") -> Match.ACCOUNT

            name == principal.issuer -> Match.ROLE

            else -> Match.NONE
        }

    companion object {
        const val EVERYBODY: String = "*"
    }
}
