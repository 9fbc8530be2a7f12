package io.mockaws.iam

/**
 * What is known of a request beside action and resource: the values of condition keys.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
internal fun interface ConditionKeys {
    /** Those of [key], whose name is in small letters; null where the request has no such key. */
    fun values(key: String): List<String>?

    companion object {
        val NONE: ConditionKeys = ConditionKeys { null }
    }
}
