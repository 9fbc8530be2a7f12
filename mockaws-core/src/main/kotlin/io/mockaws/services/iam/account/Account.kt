package io.mockaws.services.iam.account

import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** What an account has once. */
@Serializable
internal data class Account(
    val alias: String? = null,
    val passwordPolicy: PasswordPolicy? = null,
    /** When the credential report was made, and what it says. */
    val report: Report? = null,
    /** `v1Token` or `v2Token`: what the global endpoint of AWS STS gives. */
    val globalEndpointToken: String = "v1Token",
    /** What names the account as an issuer of web identity tokens; null where that is off. */
    val issuer: String? = null,
)

@Serializable
internal data class Report(
    val generatedAt: Instant,
    val content: String,
)

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html */
@Serializable
internal data class PasswordPolicy(
    val minimumLength: Int = 6,
    val requiresSymbols: Boolean = false,
    val requiresNumbers: Boolean = false,
    val requiresUppercase: Boolean = false,
    val requiresLowercase: Boolean = false,
    val usersMayChange: Boolean = false,
    /** In days; null for passwords that last. */
    val maxAge: Int? = null,
    /** How many passwords before may not come again. */
    val reusePrevention: Int? = null,
    val hardExpiry: Boolean? = null,
) {
    /** What [password] lacks; null for nothing. */
    fun violation(password: String): String? =
        when {
            password.length < minimumLength -> "Password should have a minimum length of $minimumLength"

            requiresSymbols && password.none { it in SYMBOLS } -> "Password should have at least one symbol"

            requiresNumbers && password.none { it.isDigit() } -> "Password should have at least one number"

            requiresUppercase && password.none {
                it in 'A'..'Z'
            } -> "Password should have at least one uppercase letter"

            requiresLowercase && password.none {
                it in 'a'..'z'
            } -> "Password should have at least one lowercase letter"

            else -> null
        }

    companion object {
        private const val SYMBOLS = "!@#$%^&*()_+-=[]{}|'"
        private const val USUAL_LENGTH = 8
        private const val USUAL_KINDS = 3

        /** What a password lacks where the account has no policy: eight characters, of three of four kinds. */
        fun usualViolation(password: String): String? {
            val kinds =
                listOf(
                    password.any { it in 'A'..'Z' },
                    password.any { it in 'a'..'z' },
                    password.any { it.isDigit() },
                    password.any { it in SYMBOLS },
                )
            val isRight = password.length >= USUAL_LENGTH && kinds.count { it } >= USUAL_KINDS
            return if (isRight) null else "Password does not conform to the account password policy."
        }
    }
}

/** A report of who used what last, which is asked for first and read then. */
@Serializable
internal data class AccessReport(
    val id: String,
    /** The ARN that it is of. */
    val arn: String,
    val granularity: String,
    val createdAt: Instant,
)

/** A service-linked role that was deleted. */
@Serializable
internal data class DeletionTask(
    val id: String,
    val startedAt: Instant,
)
