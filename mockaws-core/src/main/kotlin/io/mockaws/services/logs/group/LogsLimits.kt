package io.mockaws.services.logs.group

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
internal object LogsLimits {
    /** Bytes of a batch and of an event, each event with [EVENT_OVERHEAD]. */
    const val BATCH: Int = 1_048_576
    const val EVENT_OVERHEAD: Int = 26

    /** Bytes that an answer has at most. */
    const val ANSWER: Int = 1_048_576

    /** Events of an answer. */
    const val EVENTS: Int = 10_000

    /** Things of a list. */
    const val PAGE: Int = 50
    const val GROUP_NAME: Int = 512

    /** What is kept of a stream that a service writes, or a function could fill the memory by running. AWS keeps all. */
    const val BATCHES_OF_SERVICES: Int = 10_000
    const val METRIC_FILTERS: Int = 100
    const val SUBSCRIPTIONS: Int = 2
    const val RESOURCE_POLICIES: Int = 10
    const val TAGS: Int = 50

    /** Events that are older, or that are to come later, are not taken; in milliseconds. */
    const val OLDEST: Long = 14 * LogGroup.DAY
    const val NEWEST: Long = 7_200_000

    /** Days that events may be kept. */
    val RETENTION: List<Int> =
        listOf(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
        )
}
