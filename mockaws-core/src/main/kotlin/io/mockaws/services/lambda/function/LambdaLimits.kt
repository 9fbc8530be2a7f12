package io.mockaws.services.lambda.function

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
internal object LambdaLimits {
    const val CONCURRENCY: Int = 1000

    /** How much of [CONCURRENCY] no function may reserve. */
    const val UNRESERVED: Int = 100
    const val ZIPPED: Long = 52_428_800
    const val UNZIPPED: Long = 262_144_000
    const val CODE_STORAGE: Long = 80_530_636_800
    const val PAYLOAD: Int = 6_291_456
    const val RESPONSE: Int = 6_291_556
    const val ASYNC_PAYLOAD: Int = 1_048_576
    const val ENVIRONMENT: Int = 4096
    const val LAYERS: Int = 5
    const val TAGS: Int = 50
    const val PAGE: Int = 50

    /** How much of a log an answer carries. */
    const val LOG_TAIL: Int = 4096
    const val NAME: Int = 64
}
