package io.mockaws.services.sqs.queue

import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** What a queue is, apart from what is in it. */
@Serializable
internal data class QueueSettings(
    val name: String,
    val arn: String,
    /** Another one when the queue is deleted and made again; receipt handles name it. */
    val life: String,
    val createdAt: Instant,
    val attributes: QueueAttributes,
    val tags: Map<String, String>,
    val modifiedAt: Instant = createdAt,
    val purgedAt: Instant? = null,
)
