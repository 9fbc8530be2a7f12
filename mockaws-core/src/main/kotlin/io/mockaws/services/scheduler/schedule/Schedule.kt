package io.mockaws.services.scheduler.schedule

import io.mockaws.kit.JsonObjectText
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** What is to be done at times. */
@Serializable
internal data class Schedule(
    val name: String,
    val group: String,
    val expression: String,
    val zone: String = UTC,
    val state: String = ENABLED,
    val description: String? = null,
    /** `OFF` or `FLEXIBLE`. */
    val windowMode: String = OFF,
    /** Of a flexible window. */
    val windowMinutes: Int? = null,
    val startDate: Instant? = null,
    val endDate: Instant? = null,
    /** What becomes of it when it is over. */
    val afterCompletion: String = NONE,
    val kmsKeyArn: String? = null,
    /** By AWS's names. */
    val target: JsonObjectText,
    val createdAt: Instant,
    val modifiedAt: Instant,
    /** The token of the request that made it. */
    val clientToken: String? = null,
    /** The time that comes next; null when it is over, or switched off. */
    val scheduled: Instant? = null,
    /** When [scheduled] is done: then, or within its window. */
    val due: Instant? = null,
) {
    val isEnabled: Boolean get() = state == ENABLED

    companion object {
        const val UTC: String = "UTC"
        const val ENABLED: String = "ENABLED"
        const val OFF: String = "OFF"
        const val NONE: String = "NONE"
        const val DELETE: String = "DELETE"
    }
}

/** What schedules are put into. */
@Serializable
internal data class ScheduleGroup(
    val name: String,
    /** Null for the default group. */
    val createdAt: Instant? = null,
    val modifiedAt: Instant? = createdAt,
    val tags: Map<String, String> = emptyMap(),
    val clientToken: String? = null,
) {
    companion object {
        const val DEFAULT: String = "default"
    }
}

/** A target that is to be called. */
@Serializable
internal data class Invocation(
    val number: Long,
    val id: String,
    val scheduleArn: String,
    val scheduled: Instant,
    val target: JsonObjectText,
    val startedAt: Instant,
    /** How often it was tried again. */
    val retries: Int = 0,
    val due: Instant,
)
