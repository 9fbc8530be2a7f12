package io.mockaws.services.s3.policy

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/**
 * Whom a statement is about. There is no IAM here, so that a user or a role counts as one if its ARN has the form.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
 */
internal class Principals private constructor(
    /** Everybody, signed in or not, or whomever a provider vouches for. */
    val isEverybody: Boolean,
) {
    companion object {
        private const val EVERYBODY = "*"
        private val AWS =
            Regex(
                "\\d{12}|arn:aws[a-z-]*:(iam|sts)::(\\d{12}|cloudfront):(root|(user|role|assumed-role|federated-user)/[^*?]+)"
            )
        private val FEDERATED = Regex("[a-z0-9.-]+|arn:aws[a-z-]*:iam::\\d{12}:(saml-provider|oidc-provider)/.+")
        private val SERVICE = Regex("[a-z0-9.-]+\\.amazonaws\\.com(\\.cn)?")
        private val CANONICAL_USER = Regex("[0-9a-f]{64}")

        fun of(sent: JsonElement): Principals {
            if (sent.string == EVERYBODY) return Principals(isEverybody = true)
            val kinds = sent as? JsonObject ?: throw PolicyFaults.principal()
            if (kinds.isEmpty()) throw PolicyFaults.principal()
            return Principals(kinds.map { (kind, named) -> isEverybody(kind, named.strings()) }.any { it })
        }

        private fun isEverybody(
            kind: String,
            named: List<String>,
        ): Boolean {
            val form =
                when (kind) {
                    "AWS" -> AWS
                    "Federated" -> FEDERATED
                    "Service" -> SERVICE
                    "CanonicalUser" -> CANONICAL_USER
                    else -> throw PolicyFaults.principal()
                }
            val others = if (form === AWS) named - EVERYBODY else named
            if (named.isEmpty() || !others.all { form.matches(it) }) throw PolicyFaults.principal()
            return form === FEDERATED || others.size < named.size
        }
    }
}
