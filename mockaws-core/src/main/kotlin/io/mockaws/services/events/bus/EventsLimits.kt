package io.mockaws.services.events.bus

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
internal object EventsLimits {
    const val BUSES: Int = 100
    const val RULES_OF_BUS: Int = 300
    const val TARGETS_OF_RULE: Int = 5
    const val ARCHIVE_NAME: Int = 48
    const val RUNNING_REPLAYS: Int = 10
    const val POLICY_BYTES: Int = 10_240

    /** Bytes of all entries of one PutEvents. */
    const val ENTRIES: Int = 262_144
    const val PAGE: Int = 100

    /** Of the calls that brought events to a place, how many are kept for tests to look at. */
    const val SEEN: Int = 10_000
}
