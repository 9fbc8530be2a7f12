package io.mockaws.services.ssm.parameter

/** https://docs.aws.amazon.com/general/latest/gr/ssm.html#limits_ssm */
internal object SsmLimits {
    const val STANDARD_VALUE: Int = 4096
    const val ADVANCED_VALUE: Int = 8192

    /** Standard parameters of an account in a region. */
    const val PARAMETERS: Int = 10_000
    const val VERSIONS: Int = 100
    const val LABELS: Int = 10
    const val POLICIES: Int = 10
    const val LEVELS: Int = 15
    const val NAME: Int = 1011
    const val HISTORY_PAGE: Int = 50
    const val PAGE: Int = 10
}
