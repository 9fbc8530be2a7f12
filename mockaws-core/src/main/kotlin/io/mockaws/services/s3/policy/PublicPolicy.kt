package io.mockaws.services.s3.policy

/**
 * Whether a policy is public: it is, unless all that it allows is for fixed principals, or on a condition that holds for
 * a fixed value of certain keys only. A value with a wildcard or a variable is not fixed.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
internal object PublicPolicy {
    private const val SOURCE_IP = "aws:sourceip"
    private const val ACCESS_POINT = "s3:dataaccesspointarn"
    private val KEYS =
        setOf(
            "aws:principalorgid",
            "aws:principalarn",
            "aws:principalaccount",
            "aws:sourcearn",
            "aws:sourcevpc",
            "aws:sourcevpce",
            "aws:sourceowner",
            "aws:sourceaccount",
            "aws:userid",
            "s3:dataaccesspointaccount",
            "s3:x-amz-server-side-encryption-aws-kms-key-id",
        )
    private val COMPARISONS =
        setOf("StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike")

    /** The name of an access point may have a wildcard, its account may not. */
    private val FIXED_ACCESS_POINT = Regex("arn:aws[a-z-]*:s3:[^:*?$]*:\\d{12}:accesspoint/[^$]*")

    private const val BROADEST_IPV4 = 8
    private const val BROADEST_IPV6 = 32

    fun isPublic(policy: PolicyDocument): Boolean =
        policy.statements.any { statement ->
            statement.isAllow && statement.principal?.isEverybody == true && statement.conditions.none { isFixed(it) }
        }

    /** A condition that also holds where the key is not there, as `IfExists` and `ForAllValues` do, fixes nothing. */
    private fun isFixed(condition: PolicyCondition): Boolean {
        val operator = condition.operator.removePrefix("ForAnyValue:")
        return when (condition.key) {
            SOURCE_IP -> operator == "IpAddress" && condition.values.all { isNarrow(it) }
            ACCESS_POINT -> operator in COMPARISONS && condition.values.all { FIXED_ACCESS_POINT.matches(it) }
            in KEYS -> operator in COMPARISONS && condition.values.none { it.contains(Regex("[*?]|\\$\\{")) }
            else -> false
        }
    }

    private fun isNarrow(range: String): Boolean {
        val isIpv6 = ':' in range
        val prefix = if ('/' in range) range.substringAfter('/').toIntOrNull() ?: return false else Int.MAX_VALUE
        return prefix >= if (isIpv6) BROADEST_IPV6 else BROADEST_IPV4
    }
}
