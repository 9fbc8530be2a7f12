package io.mockaws.services.events.bus

import io.mockaws.services.events.event.Event
import kotlinx.serialization.Serializable
import kotlin.time.Duration.Companion.days
import kotlin.time.Instant

/** Keeps the events of a bus that match. */
@Serializable
internal data class Archive(
    val name: String,
    val bus: String,
    val createdAt: Instant,
    val description: String? = null,
    val pattern: String? = null,
    /** 0 for ever. */
    val retentionDays: Int = 0,
    val kmsKeyIdentifier: String? = null,
) {
    /** The name of the rule that AWS keeps for it. */
    val ruleName: String get() = RULE + name

    /** Whether it still has at [now] what came at [instant]. */
    fun keeps(
        instant: Instant,
        now: Instant,
    ): Boolean = retentionDays == 0 || now < instant + retentionDays.days

    companion object {
        private const val RULE = "Events-Archive-"

        /** Who manages the rules of archives. */
        const val MANAGER: String = "prod.vhs.events.aws.internal"
    }
}

/** An event in an archive. */
@Serializable
internal data class ArchivedEvent(
    val archive: String,
    /** Greater than that of all that came before. */
    val number: Long,
    val event: Event,
)

/** Puts what an archive has on its bus once more. */
@Serializable
internal data class Replay(
    val name: String,
    val archive: String,
    val bus: String,
    val description: String? = null,
    /** ARNs of the only rules that see it; none for all. */
    val rules: List<String>,
    val from: Instant,
    val until: Instant,
    val startedAt: Instant,
    val endsAt: Instant,
    val lastEventAt: Instant? = null,
    val isCancelled: Boolean = false,
) {
    /** Where it stands at [now]. */
    fun stateAt(now: Instant): String =
        when {
            now < endsAt -> if (isCancelled) "CANCELLING" else "STARTING"
            isCancelled -> "CANCELLED"
            else -> "COMPLETED"
        }
}
