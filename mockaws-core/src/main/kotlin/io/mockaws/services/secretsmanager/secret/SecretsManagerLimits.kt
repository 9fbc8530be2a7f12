package io.mockaws.services.secretsmanager.secret

import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
internal object SecretsManagerLimits {
    /** Versions of one secret that AWS keeps; beyond them those go that have no label and are older than a day. */
    const val VERSIONS: Int = 100
    val VERSION_KEPT: Duration = 24.hours

    /** Labels of all versions of one secret. */
    const val STAGES: Int = 20
    const val BATCH: Int = 20
    const val PAGE: Int = 100
    val recoveryWindow: LongRange = 7L..30L
    const val DEFAULT_RECOVERY_WINDOW: Long = 30
    const val PASSWORD: Long = 32
    const val EVENTS: Int = 100
}
