package io.mockaws.services.ses.state

import io.mockaws.kit.Arn
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** Rules that a call puts on a mail by their name. */
@Serializable
internal data class ConfigurationSet(
    val name: String,
    val createdAt: Instant,
    val destinations: List<EventDestination> = emptyList(),
    val trackingDomain: String? = null,
    val httpsPolicy: String? = null,
    /** `REQUIRE` or `OPTIONAL`. */
    val tlsPolicy: String? = null,
    val sendingPool: String? = null,
    val maxDeliverySeconds: Long? = null,
    val hasReputationMetrics: Boolean = false,
    val isSendingEnabled: Boolean = true,
    /** Null for those of the account. */
    val suppressedReasons: List<String>? = null,
    val engagementMetrics: String? = null,
    val optimizedDelivery: String? = null,
    val archiveArn: String? = null,
    val tags: Map<String, String> = emptyMap(),
)

/** Where the events of a configuration set go. */
@Serializable
internal data class EventDestination(
    val name: String,
    val isEnabled: Boolean,
    /** As the second API calls them: `RENDERING_FAILURE`. */
    val types: List<String>,
    val topicArn: String? = null,
    val busArn: String? = null,
    val firehoseArn: String? = null,
    val firehoseRoleArn: String? = null,
    val dimensions: List<Dimension>? = null,
    val applicationArn: String? = null,
)

/** A dimension of a CloudWatch metric. */
@Serializable
internal data class Dimension(
    val name: String,
    /** As the second API calls it: `MESSAGE_TAG`. */
    val source: String,
    val default: String,
)

internal fun SesCall.configurationSetArn(name: String): String =
    Arn.of("ses", place, "configuration-set/$name").toString()
