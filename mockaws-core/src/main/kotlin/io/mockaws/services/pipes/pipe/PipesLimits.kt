package io.mockaws.services.pipes.pipe

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-quotas.html */
internal object PipesLimits {
    const val PIPES: Int = 1000
    const val PAGE: Int = 100

    /** Records of a batch where nobody says otherwise. */
    const val QUEUE_BATCH: Int = 10
    const val STREAM_BATCH: Int = 100
}
