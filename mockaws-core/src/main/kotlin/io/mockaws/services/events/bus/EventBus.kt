package io.mockaws.services.events.bus

import io.mockaws.kit.JsonObjectText
import io.mockaws.kit.JsonText
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** What events are put on. */
@Serializable
internal data class EventBus(
    val name: String,
    /** Null for the default bus until something of it is changed. */
    val createdAt: Instant? = null,
    val modifiedAt: Instant? = createdAt,
    val description: String? = null,
    val kmsKeyIdentifier: String? = null,
    val deadLetterArn: String? = null,
    val logConfig: LogConfig? = null,
    /** Statements of its policy, in the order in which they were added. */
    val policy: List<JsonText> = emptyList(),
    val tags: Map<String, String> = emptyMap(),
) {
    @Serializable
    data class LogConfig(
        val includeDetail: String? = null,
        val level: String? = null,
    )

    companion object {
        const val DEFAULT: String = "default"
    }
}

/** What picks events, or the times at which there is one. */
@Serializable
internal data class Rule(
    val name: String,
    val bus: String,
    val pattern: String? = null,
    val schedule: String? = null,
    val state: String = ENABLED,
    val description: String? = null,
    val roleArn: String? = null,
    val managedBy: String? = null,
    val createdBy: String,
    val tags: Map<String, String> = emptyMap(),
    /** In the order in which they were put. */
    val targets: List<Target> = emptyList(),
    /** Of a rule with a schedule: what its periods are counted from. */
    val since: Instant,
    /** When its schedule comes next; null for never. */
    val due: Instant? = null,
) {
    val isEnabled: Boolean get() = state != DISABLED

    companion object {
        const val ENABLED: String = "ENABLED"
        const val DISABLED: String = "DISABLED"
    }
}

/** Who gets what a rule picks. */
@Serializable
internal data class Target(
    val id: String,
    val arn: String,
    /** All that was said of it, by AWS's names, with id and ARN. */
    val members: JsonObjectText,
)
