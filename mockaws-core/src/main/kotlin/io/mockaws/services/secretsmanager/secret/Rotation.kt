package io.mockaws.services.secretsmanager.secret

import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** How a secret is rotated, and what became of it. */
@Serializable
internal data class Rotation(
    val isEnabled: Boolean,
    val lambdaArn: String,
    val rules: Rules? = null,
    val next: Window? = null,
    /** The last ones, oldest first. */
    val events: List<Event> = emptyList(),
) {
    @Serializable
    data class Rules(
        /** As it was given. */
        val automaticallyAfterDays: Long? = null,
        /** As `3h`. */
        val duration: String? = null,
        val scheduleExpression: String? = null,
    )

    /** When the secret is rotated: at some time from [opensAt] on, here at once, and before [closesAt] is over. */
    @Serializable
    data class Window(
        val opensAt: Instant,
        val closesAt: Instant,
    )

    /**
     * What CloudTrail has of a rotation: `RotationStarted`, `RotationSucceeded`, `RotationFailed`, and the same of the
     * test of a configuration, `TestRotationStarted`.
     */
    @Serializable
    data class Event(
        val name: String,
        val at: Instant,
        val versionId: String,
        /** The step that failed. */
        val step: String? = null,
        val message: String? = null,
    )
}
