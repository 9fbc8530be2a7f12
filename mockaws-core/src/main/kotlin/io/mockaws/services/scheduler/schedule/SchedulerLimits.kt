package io.mockaws.services.scheduler.schedule

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/scheduler-quotas.html */
internal object SchedulerLimits {
    const val GROUPS: Int = 500
    const val PAGE: Int = 100

    /** Bytes of an input. */
    const val INPUT: Int = 262_144

    /** How many minutes a start may be past. */
    const val LATE_START: Int = 5
}
